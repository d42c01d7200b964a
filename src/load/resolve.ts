/**
 * What an import of a TypeScript project means where Node alone would not know: `paths` of tsconfig.json, endings that are left out,
 * and `./user.js` for a file that is still `user.ts`. Answers null for everything that Node resolves itself.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as GetTsconfig from 'get-tsconfig';
import type { ModuleFormat } from './metadata';
import type { CompilerOptions } from './transform';

const TYPESCRIPT = /\.[cm]?tsx?$/;
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'];

export function isTypeScript(file: string): boolean {
  return TYPESCRIPT.test(file) && !/\.d\.[cm]?ts$/.test(file);
}

/** Whether Node treats the file as an ES module: by its ending, else by the nearest package.json. */
export function formatOf(file: string): ModuleFormat {
  if (/\.m[jt]sx?$/.test(file)) return 'esm';
  if (/\.c[jt]sx?$/.test(file)) return 'commonjs';
  return packageFormat(path.dirname(file));
}

const formats = new Map<string, ModuleFormat>();

function packageFormat(folder: string): ModuleFormat {
  const known = formats.get(folder);
  if (known !== undefined) return known;
  const above = path.dirname(folder);
  const found = readPackageFormat(folder) ?? (above === folder ? 'commonjs' : packageFormat(above));
  formats.set(folder, found);
  return found;
}

function readPackageFormat(folder: string): ModuleFormat | null {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const isModule = typeof value === 'object' && value !== null && 'type' in value && value.type === 'module';
    return isModule ? 'esm' : 'commonjs';
  } catch {
    return null;
  }
}

interface Project {
  readonly compilerOptions: CompilerOptions;
  /** The files that a name may stand for, by `paths` and `baseUrl`. */
  readonly match: (specifier: string) => readonly string[];
}

const projects = new Map<string, Project>();

/** The tsconfig.json that holds for a folder. */
export function projectOf(folder: string): Project {
  const known = projects.get(folder);
  if (known !== undefined) return known;
  const project = readProject(folder);
  projects.set(folder, project);
  return project;
}

function readProject(folder: string): Project {
  const tool = createRequire(__filename)('get-tsconfig') as typeof GetTsconfig;
  const found = tool.getTsconfig(folder);
  if (found === null) return { compilerOptions: {}, match: () => [] };
  const match = tool.createPathsMatcher(found);
  return { compilerOptions: found.config.compilerOptions ?? {}, match: (specifier) => match?.(specifier) ?? [] };
}

/** Stillhead's own files are Node's to find, wherever they lie: this file itself loads what it needs by `require`. */
const OWN_FOLDER = path.join(__dirname, '..') + path.sep;

const answers = new Map<string, string | null>();

/** The file that an import means, or null where Node's own rules are to be asked. `parent` is the importing file. */
export function resolveImport(specifier: string, parent: string): string | null {
  if (parent.includes(`${path.sep}node_modules${path.sep}`) || parent.startsWith(OWN_FOLDER)) return null;
  if (/^(node|data|file|https?):|^#/.test(specifier)) return null;
  const folder = path.dirname(parent);
  const key = `${folder}\u0000${isTypeScript(parent) ? 't' : 'j'}\u0000${specifier}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = search(specifier, folder, isTypeScript(parent));
  answers.set(key, answer);
  return answer;
}

function search(specifier: string, folder: string, fromTypeScript: boolean): string | null {
  const isPath = /^\.{0,2}(\/|$)|^[a-z]:[\\/]/i.test(specifier) || specifier === '.' || specifier === '..';
  const candidates = isPath ? [path.resolve(folder, specifier)] : projectOf(folder).match(specifier);
  for (const candidate of candidates) {
    const file = fileOf(candidate, fromTypeScript);
    // A file that is written out is Node's to find, unless `paths` led to it.
    if (file !== null) return isPath && file === candidate && !isTypeScript(file) ? null : file;
  }
  return null;
}

/** The file of a path without its ending, or with the ending that it will have when it is built. */
function fileOf(candidate: string, fromTypeScript: boolean): string | null {
  const source = candidate.replace(/\.([cm]?)jsx?$/, '.$1ts');
  const sources = source === candidate ? [] : [source, source.replace(/ts$/, 'tsx')];
  const asBuilt = fromTypeScript ? [...sources, candidate] : [candidate, ...sources];
  const files = [
    ...asBuilt,
    ...ENDINGS.map((ending) => candidate + ending),
    ...ENDINGS.map((ending) => path.join(candidate, `index${ending}`)),
  ];
  return files.find(isFile) ?? null;
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
