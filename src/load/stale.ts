/** Whether a data source was loaded from what a build wrote, and whether the sources have changed since. Reads file times, loads nothing. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { projectOf } from './resolve';

/** The build is older than the newest source. */
export interface Stale {
  /** Folder of the build, relative to the project: `dist`. */
  readonly build: string;
  /** Folder of the sources: `src`. */
  readonly sources: string;
  readonly newestSource: string;
  /** How much younger the newest source is than the newest file of the build. */
  readonly behindMs: number;
}

export interface Origin {
  readonly loadedFrom: 'source' | 'build';
  readonly stale: Stale | null;
}

const BUILD_FOLDERS = ['dist', 'build', 'lib', 'out'];
const SOURCE_FOLDERS = ['src', 'source', 'app'];

export function originOf(file: string, root: string): Origin {
  const [top = ''] = path.relative(root, file).split(path.sep);
  const { compilerOptions } = projectOf(root);
  const outDir =
    'outDir' in compilerOptions && typeof compilerOptions.outDir === 'string' ? compilerOptions.outDir : null;
  const isBuild =
    /\.[cm]?js$/.test(file) && (BUILD_FOLDERS.includes(top) || (outDir !== null && top === path.normalize(outDir)));
  if (!isBuild) return { loadedFrom: 'source', stale: null };
  const sources = SOURCE_FOLDERS.find((folder) => fs.existsSync(path.join(root, folder)));
  if (sources === undefined) return { loadedFrom: 'build', stale: null };
  const source = newest(path.join(root, sources), /\.[cm]?tsx?$/);
  const built = newest(path.join(root, top), /\.[cm]?js$/);
  const behindMs = source === null || built === null ? 0 : source.time - built.time;
  const stale =
    source !== null && behindMs > 0
      ? { build: top, sources, newestSource: path.relative(root, source.file), behindMs }
      : null;
  return { loadedFrom: 'build', stale };
}

interface Dated {
  readonly file: string;
  readonly time: number;
}

function newest(folder: string, pattern: RegExp): Dated | null {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  return files.reduce<Dated | null>((best, file) => {
    const time = fs.statSync(file).mtimeMs;
    return best === null || time > best.time ? { file, time } : best;
  }, null);
}
