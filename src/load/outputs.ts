/**
 * Which folders a project's tools write, as the project itself says: `outDir` and `declarationDir` of its tsconfig files, and the folders
 * that its .gitignore leaves out. Reads those files alone; loads nothing of the user's and decides nothing.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as GetTsconfig from 'get-tsconfig';

/**
 * Folders that the TypeScript compiler writes, relative to the project, with `/`: of every `tsconfig*.json` in its folder, what it extends
 * included. One that is the project itself, or lies outside of it, is left out.
 */
export function compilerFolders(root: string): readonly string[] {
  const files = namesIn(root).filter((name) => /^tsconfig(\..+)?\.json$/.test(name));
  const folders = files.flatMap((name) => writtenBy(path.join(root, name)));
  const inside = folders.map((folder) => path.relative(root, folder).replaceAll(path.sep, '/'));
  return [...new Set(inside.filter((folder) => folder !== '' && !/^\.\.(\/|$)/.test(folder)))];
}

function writtenBy(file: string): readonly string[] {
  const tool = createRequire(__filename)('get-tsconfig') as typeof GetTsconfig;
  try {
    const { outDir, declarationDir } = tool.parseTsconfig(file).compilerOptions ?? {};
    return [outDir, declarationDir].flatMap((folder) =>
      folder === undefined ? [] : [path.resolve(path.dirname(file), folder)],
    );
  } catch {
    // What is wrong with it is said where something is compiled by it.
    return [];
  }
}

/**
 * Globs of the folders that the project's .gitignore leaves out by a plain line (`out/`, `/lib-out`, `lib-out`). A line with a pattern in it
 * is passed over; one that a later `!line` takes back is none.
 */
export function ignoredFolders(root: string): readonly string[] {
  const lines = textOr(path.join(root, '.gitignore')).split(/\r?\n/);
  const folders = new Set<string>();
  for (const line of lines.map((each) => each.trim())) {
    const [, back = '', slash = '', name = ''] = /^(!?)(\/?)([^#!*?[\]{}()\\/][^*?[\]{}()\\]*?)\/*$/.exec(line) ?? [];
    if (name === '' || name.startsWith('..')) continue;
    const glob = slash === '' && !name.includes('/') ? `**/${name}/**` : `${name}/**`;
    if (back === '') folders.add(glob);
    else folders.delete(glob);
  }
  return [...folders];
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function textOr(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
