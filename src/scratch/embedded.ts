/**
 * The embedded PostgreSQL of a project: PGlite on a directory, which one process at a time may open. To everybody it is an ordinary
 * server, reached through `pg`. An engine that is left open keeps Node alive: whoever opens closes.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Duplex } from 'node:stream';
import { openDatabase } from '../database';
import { EmbeddedForeignError, EmbeddedMajorError } from '../errors/embedded';
import type { Session } from '../session';
import { EMBEDDED_MAJOR, startEngine, type StartedEngine } from './engine';
import { takeLock, type Owner } from './lock-file';
import { socketsTo } from './socket';
import { startEmpty, userCacheDirectory } from './template';

export type { Owner } from './lock-file';

/** For `new Client(…)` of `pg`, and for `extra` of a TypeORM DataSource of type `postgres`. */
export interface EmbeddedOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly ssl: false;
  readonly stream: () => Duplex;
}

export interface EmbeddedDatabase {
  /** Opens a session. Several take turns: a transaction of one lets the others wait. */
  session(): Promise<Session>;
  readonly pgOptions: EmbeddedOptions;
  /** Ends it; when all that opened it in this process have done so, the directory is free. Safe to call twice. */
  close(): Promise<void>;
}

export interface OpenEmbeddedOptions {
  /** Made where it does not exist. */
  readonly directory: string;
  /** For people: `clinic` gives `clinic (embedded)`. Default: the folder of the project. */
  readonly name?: string;
  /** How long to wait for another process. Default: 30 s. */
  readonly waitMs?: number;
  /** Called once, when there is another process to wait for. */
  readonly onWait?: (owner: Owner) => void;
  /** Where the template of a new directory is kept. Default: the user's cache directory. */
  readonly cacheDirectory?: string;
}

const WAIT_MS = 30_000;

interface Opened {
  readonly engine: StartedEngine;
  readonly pgOptions: EmbeddedOptions;
  readonly unlock: () => void;
}

interface Shared {
  users: number;
  readonly opened: Promise<Opened>;
}

/** The directories that this process has open: within it they are shared. */
const shared = new Map<string, Shared>();

/** @throws EmbeddedBusyError, EmbeddedMajorError, EmbeddedForeignError */
export async function openEmbedded(options: OpenEmbeddedOptions): Promise<EmbeddedDatabase> {
  const directory = path.resolve(options.directory);
  const entry = shared.get(directory) ?? { users: 0, opened: open(directory, options) };
  entry.users += 1;
  shared.set(directory, entry);
  try {
    const { pgOptions } = await entry.opened;
    const name = options.name ?? path.basename(path.resolve(directory, '../..'));
    return { ...handle(pgOptions, `${name} (embedded)`), pgOptions, close: once(() => leave(directory, entry)) };
  } catch (error) {
    entry.users -= 1;
    if (shared.get(directory) === entry) shared.delete(directory);
    throw error;
  }
}

/** Sessions on an engine. */
export function handle(pgOptions: EmbeddedOptions, description: string): { session(): Promise<Session> } {
  return {
    session: () =>
      openDatabase({
        dataSourceOptions: Object.assign({ type: 'postgres' }, { extra: pgOptions }),
        description,
        local: true,
      }),
  };
}

/** How `pg` reaches an engine. Host and port are never used: the stream leads there. */
export function optionsOf(engine: StartedEngine): EmbeddedOptions {
  return {
    host: 'embedded',
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    stream: socketsTo(engine),
  };
}

async function leave(directory: string, entry: Shared): Promise<void> {
  entry.users -= 1;
  if (entry.users > 0) return;
  if (shared.get(directory) === entry) shared.delete(directory);
  const { engine, unlock } = await entry.opened;
  try {
    await engine.close();
  } finally {
    unlock();
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}

async function open(directory: string, options: OpenEmbeddedOptions): Promise<Opened> {
  const unlock = await takeLock(`${directory}.lock`, {
    what: directory,
    waitMs: options.waitMs ?? WAIT_MS,
    onWait: options.onWait,
  });
  try {
    if (!isMade(directory)) await make(directory, options.cacheDirectory ?? userCacheDirectory());
    const engine = await startEngine({ dataDir: directory }, null);
    return { engine, pgOptions: optionsOf(engine), unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether the directory holds a database that can be opened. PGlite itself would crash on one of another major. */
function isMade(directory: string): boolean {
  if (!fs.existsSync(directory) || fs.readdirSync(directory).length === 0) return false;
  const file = path.join(directory, 'PG_VERSION');
  if (!fs.existsSync(file)) throw new EmbeddedForeignError(directory);
  const found = fs.readFileSync(file, 'utf8').trim();
  if (found !== String(EMBEDDED_MAJOR)) throw new EmbeddedMajorError(directory, found, EMBEDDED_MAJOR);
  return true;
}

/** Made beside, and moved there whole: a kill in between leaves no half of a database in its place. */
async function make(directory: string, cacheDirectory: string): Promise<void> {
  const fresh = `${directory}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  const engine = await startEmpty(cacheDirectory, null, fresh);
  await engine.close();
  fs.rmSync(directory, { recursive: true, force: true });
  fs.renameSync(fresh, directory);
}
