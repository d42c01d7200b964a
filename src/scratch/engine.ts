/**
 * Starts PGlite, a PostgreSQL compiled to WebAssembly, so that its catalog reads like a server's. It knows nothing of locks on
 * directories (embedded.ts) and caches (template.ts).
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { Extension, PGliteOptions } from '@electric-sql/pglite';
import type { Engine } from './socket';

/** The PostgreSQL inside PGlite 0.5, which package.json pins; pinned by a test. */
export const EMBEDDED_MAJOR = 18;

/** Tools and measuring devices that are no extensions for `CREATE EXTENSION`. */
const NO_EXTENSIONS = new Set(['auto_explain', 'passwordcheck']);

/** A started PGlite. It keeps Node alive until it is closed. */
export interface StartedEngine extends Engine {
  close(): Promise<void>;
  /** The data directory as a tar archive. */
  dumpDataDir(compression: 'none'): Promise<Blob>;
}

/** What PGlite sets otherwise than a server would: the last `-c` wins. */
const LIKE_A_SERVER = ['-c', 'search_path="$user", public', '-c', 'allow_system_table_mods=off'];

/** Its pages are in memory already: PostgreSQL's own copies of them, 128 MB to be cleared, would be a third of a start. */
const IN_MEMORY = ['-c', 'shared_buffers=4MB'];

/**
 * @param options where the data is: `dataDir`, `loadDataDir`
 * @param mentions texts that name each contrib extension that can be wanted: loading all of them takes longer than all the rest of a
 * start. `null`: all
 */
export async function startEngine(
  options: Pick<PGliteOptions, 'dataDir' | 'loadDataDir' | 'initDbStartParams'>,
  mentions: readonly string[] | null,
): Promise<StartedEngine> {
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({
    ...options,
    extensions: contribExtensions(mentions),
    startParams: [...PGlite.defaultStartParams, ...LIKE_A_SERVER, ...(options.dataDir === undefined ? IN_MEMORY : [])],
  });
}

/** Version of the installed PGlite: what a cached data directory belongs to. */
export function engineVersion(): string {
  const file = path.join(packageFolder(), 'package.json');
  const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  return typeof value === 'object' && value !== null && 'version' in value ? String(value.version) : 'unknown';
}

/** `…/node_modules/@electric-sql/pglite`: its package.json is not exported, its extensions are. */
function packageFolder(): string {
  const extension = createRequire(__filename).resolve('@electric-sql/pglite/contrib/citext');
  return path.resolve(path.dirname(extension), '../..');
}

/** Extensions that another one needs: `CREATE EXTENSION … CASCADE` names only that one. */
const NEEDED_BY: Readonly<Record<string, readonly string[]>> = { earthdistance: ['cube'] };

const loaded = new Map<string, readonly (readonly [string, Extension])[]>();

/** The contrib modules of the package that are spoken of. One that cannot be loaded is left out: `CREATE EXTENSION` says that it is missing. */
function contribExtensions(mentions: readonly string[] | null): Record<string, Extension> {
  const load = createRequire(__filename);
  const all = contribNames();
  const named = mentions === null ? all : all.filter((name) => isMentioned(name, mentions));
  const wanted = new Set(named.flatMap((name) => [name, ...(NEEDED_BY[name] ?? [])]));
  const chosen = [...wanted].flatMap((name) => {
    const known = loaded.get(name) ?? loadExtension(load, name);
    loaded.set(name, known);
    return known;
  });
  return Object.fromEntries(chosen);
}

function contribNames(): readonly string[] {
  return fs
    .readdirSync(path.join(packageFolder(), 'dist', 'contrib'))
    .flatMap((file) => (file.endsWith('.cjs') ? [file.slice(0, -'.cjs'.length)] : []))
    .filter((name) => !NO_EXTENSIONS.has(name))
    .sort();
}

/** `uuid_ossp` is a module's name; the extension is `uuid-ossp`. */
function isMentioned(module: string, texts: readonly string[]): boolean {
  const name = module.replace('uuid_', 'uuid-');
  return texts.some((text) => text.includes(name) || text.includes(module));
}

function loadExtension(load: NodeJS.Require, name: string): readonly (readonly [string, Extension])[] {
  try {
    const exported = load(`@electric-sql/pglite/contrib/${name}`) as Readonly<Record<string, Extension>>;
    const extension = exported[name] ?? Object.values(exported)[0];
    return extension === undefined ? [] : [[name, extension]];
  } catch {
    return [];
  }
}
