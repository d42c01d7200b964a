/** Where a project keeps what Stillhead needs, when nobody says: reads the file system, loads nothing. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isRecord } from './shape';

const CONFIG_FILES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map((ending) => `stillhead.config.${ending}`);

const NAMES = ['data-source', 'datasource', 'dataSource', 'ormconfig', 'typeorm.config', 'orm.config'];
const FOLDERS = [
  '',
  'src',
  'src/database',
  'src/db',
  'src/config',
  'src/data-source',
  'src/typeorm',
  'database',
  'db',
  'config',
  'dist',
  'build',
];
const ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/** The configurations in the nearest folder that has one, going up from `from`; more than one is for the caller to refuse. */
export function findConfigFiles(from: string): readonly string[] {
  for (const folder of upward(from)) {
    const found = CONFIG_FILES.map((name) => path.join(folder, name)).filter(isFile);
    if (found.length > 0) return found;
  }
  return [];
}

/** The nearest folder with a package.json, or `from` itself. */
export function findRoot(from: string): string {
  return upward(from).find((folder) => isFile(path.join(folder, 'package.json'))) ?? from;
}

export interface FoundDataSource {
  /** Absolute, or null where none of the places has one. */
  readonly file: string | null;
  /** For people, relative to the root. */
  readonly tried: readonly string[];
}

/** Looks for the data source where package.json's own scripts name it, then in the usual places. Sources go before what was built. */
export function findDataSource(root: string): FoundDataSource {
  const candidates = [
    ...scriptArguments(root),
    ...FOLDERS.flatMap((folder) =>
      NAMES.flatMap((name) => ENDINGS.map((ending) => path.join(folder, `${name}.${ending}`))),
    ),
  ];
  const file = candidates.map((candidate) => path.resolve(root, candidate)).find(isFile) ?? null;
  const places = FOLDERS.filter((folder) => folder === '' || fs.existsSync(path.join(root, folder)));
  return {
    file,
    tried: [
      ...scriptArguments(root),
      ...places.map((folder) => path.join(folder, `{${NAMES.join(',')}}.{${ENDINGS.join(',')}}`)),
    ],
  };
}

/** `typeorm -d src/orm.ts` in a script of package.json. */
function scriptArguments(root: string): readonly string[] {
  const scripts = readPackage(root)?.['scripts'];
  if (!isRecord(scripts)) return [];
  return Object.values(scripts).flatMap((script) => {
    const found = typeof script === 'string' ? /\btypeorm\S*\s.*?(?:-d|--dataSource)[ =](\S+)/.exec(script) : null;
    return found?.[1] === undefined ? [] : [found[1].replace(/^(['"])(.*)\1$/, '$2')];
  });
}

/** Whether a `.js` file in the folder is an ES module: the nearest package.json says. */
export function isEsm(folder: string): boolean {
  for (const above of upward(folder)) {
    const found = readPackage(above);
    if (found !== null) return found['type'] === 'module';
  }
  return false;
}

/** The name in package.json, else of the folder. */
export function projectName(root: string): string {
  const name = readPackage(root)?.['name'];
  return typeof name === 'string' && name !== '' ? name.replace(/^@[^/]*\//, '') : path.basename(root);
}

function readPackage(folder: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The folder and those above it. */
function upward(from: string): readonly string[] {
  const above = path.dirname(from);
  return above === from ? [from] : [from, ...upward(above)];
}

export function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
