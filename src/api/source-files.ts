/**
 * The source files of a project, as text: what people wrote, without what a compiler made of it. Nothing is run, and nothing of their
 * contents is known here.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'tinyglobby';
import type { Config } from '../config';
import { compilerFolders, ignoredFolders } from '../load/outputs';

export interface SourceFile {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly text: () => Promise<string>;
}

/** Where the sources lie, and the revisions, which are none. */
export type Place = Pick<Config, 'root'> & { readonly migrations: Pick<Config['migrations'], 'directory'> };

/** Nobody's source: what others wrote, and what a compiler wrote where most projects let it. */
const IGNORED = ['**/node_modules/**', '**/{dist,build,coverage}/**', '**/.*/**', '**/*.d.{ts,mts,cts}'];

const TYPESCRIPT = /\.[cm]?tsx?$/;
const JAVASCRIPT = /\.([cm]?)js$/;

/**
 * The project's sources by name, without its revisions and without `besides`, which are globs. In a project with TypeScript sources
 * JavaScript that was compiled of them is left out: what lies in an `outDir`, beside its source, or names it in a source map. Whatever
 * .gitignore leaves out as a folder is nobody's source.
 */
export async function sourceFiles(
  { root, migrations }: Place,
  besides: readonly string[] = [],
): Promise<readonly SourceFile[]> {
  const history = `${path.relative(root, migrations.directory).replaceAll(path.sep, '/')}/**`;
  const ignore = [...IGNORED, ...ignoredFolders(root), history, ...besides];
  const files = (await glob('**/*.{ts,mts,cts,js,mjs,cjs}', { cwd: root, ignore })).sort();
  const written = files.some((file) => TYPESCRIPT.test(file)) ? await notCompiled(root, files) : files;
  return written.map((file) => ({ file, text: () => fs.readFile(path.join(root, file), 'utf8') }));
}

async function notCompiled(root: string, files: readonly string[]): Promise<readonly string[]> {
  const folders = compilerFolders(root).map((folder) => `${folder}/`);
  const written: string[] = [];
  for (const file of files) {
    const isCompiled =
      JAVASCRIPT.test(file) &&
      (folders.some((folder) => file.startsWith(folder)) ||
        (await hasSourceBeside(path.join(root, file))) ||
        (await mapsToSource(path.join(root, file))));
    if (!isCompiled) written.push(file);
  }
  return written;
}

/** `note.ts` or `note.tsx` beside `note.js`, `note.mts` beside `note.mjs`. */
async function hasSourceBeside(file: string): Promise<boolean> {
  for (const ending of ['.$1ts', '.ts', '.tsx']) {
    if (await exists(file.replace(JAVASCRIPT, ending))) return true;
  }
  return false;
}

/** Whether the source map that the last lines of a file name says that it was made of a TypeScript file which is there. */
async function mapsToSource(file: string): Promise<boolean> {
  const address = [...(await fs.readFile(file, 'utf8')).matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
  if (address === undefined) return false;
  try {
    const inline = /^data:application\/json;(?:charset=[\w-]+;)?base64,(.*)$/s.exec(address)?.[1];
    const at = path.resolve(path.dirname(file), decodeURIComponent(address));
    const text = inline === undefined ? await fs.readFile(at, 'utf8') : Buffer.from(inline, 'base64').toString('utf8');
    const base = path.dirname(inline === undefined ? at : file);
    for (const source of sourcesOf(JSON.parse(text), base)) {
      if (TYPESCRIPT.test(source) && (await exists(source))) return true;
    }
    return false;
  } catch {
    // A map that is not there, or is none, tells nothing: the file counts as written by a person.
    return false;
  }
}

/** The files that a source map names, absolute. */
function sourcesOf(map: unknown, base: string): readonly string[] {
  if (typeof map !== 'object' || map === null || !('sources' in map) || !Array.isArray(map.sources)) return [];
  const under = 'sourceRoot' in map && typeof map.sourceRoot === 'string' ? map.sourceRoot : '';
  return map.sources
    .filter((source: unknown) => typeof source === 'string')
    .map((source) => path.resolve(base, under, source));
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
