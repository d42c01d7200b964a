/**
 * A data directory as initdb leaves it, kept as a file: an embedded PostgreSQL starts from it in a fraction of a second, and without it in
 * several. A cache in every sense: what is missing, broken or cannot be written is made anew.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readEnvironment } from '../config';
import { engineVersion, startEngine, type StartedEngine } from './engine';

/** Where templates lie that belong to no project: below XDG_CACHE_HOME, else ~/.cache. */
export function userCacheDirectory(): string {
  return path.join(readEnvironment().xdgCacheHome ?? path.join(os.homedir(), '.cache'), 'stillhead');
}

/** How long what a killed process left half written is left alone. */
const LEFTOVER_MS = 10 * 60 * 1000;

/**
 * An engine on an empty database: in memory, or in a directory that does not exist or is empty.
 *
 * @param cacheDirectory where the template is looked for, and written after it was made
 * @param mentions as for `startEngine`
 */
export async function startEmpty(
  cacheDirectory: string,
  mentions: readonly string[] | null,
  dataDir?: string,
): Promise<StartedEngine> {
  const file = path.join(cacheDirectory, `pgdata-${engineVersion()}-${FORMAT}.tar`);
  const place = dataDir === undefined ? {} : { dataDir };
  const template = readTemplate(file) ?? (await makeTemplate(file));
  try {
    return await startEngine({ ...place, loadDataDir: new Tar(template) }, mentions);
  } catch {
    // Not readable as a data directory: made anew, over it.
    if (dataDir !== undefined) fs.rmSync(dataDir, { recursive: true, force: true });
    return startEngine({ ...place, loadDataDir: new Tar(await makeTemplate(file)) }, mentions);
  }
}

/** Raised when the template is made in another way. */
const FORMAT = 3;

/** Bytes that are in memory already: a `Blob` of Node's gives them in pieces of 64 KiB, which takes as long as the start itself. */
class Tar extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super([]);
    this.#bytes = bytes;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    return Promise.resolve(buffer.slice(byteOffset, byteOffset + byteLength));
  }
}

function readTemplate(file: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fs.readFileSync(file);
  } catch {
    return null;
  }
}

/** PGlite opens the database `postgres` and no other: what others are made from is two thirds of a data directory. */
const ONE_DATABASE = [
  `UPDATE pg_database SET datistemplate = false, datallowconn = true WHERE datname IN ('template0', 'template1')`,
  'DROP DATABASE template0',
  'DROP DATABASE template1',
  'CHECKPOINT',
];

/** Without any extension: one that wants to be loaded with the server stays in its configuration, and keeps it from starting without. */
async function makeTemplate(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const engine = await startEngine({ initDbStartParams: ['--wal-segsize=1'] }, []);
  try {
    for (const sql of ONE_DATABASE) await engine.exec(sql);
    const dump = await engine.dumpDataDir('none');
    const bytes = new Uint8Array(await dump.arrayBuffer());
    writeTemplate(file, bytes);
    return bytes;
  } finally {
    await engine.close();
  }
}

/** Whole or not at all: whoever reads while we write, or after we were killed, sees the old state. */
function writeTemplate(file: string, bytes: Uint8Array): void {
  const folder = path.dirname(file);
  const half = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    sweep(folder);
    fs.writeFileSync(half, bytes);
    fs.renameSync(half, file);
  } catch {
    // No room, no right: the next start is as slow as this one.
    if (fs.existsSync(half)) fs.rmSync(half, { force: true });
  }
}

function sweep(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const isHalf = /^pgdata-.*\.tar\.\d+-[0-9a-f]+$/.test(name);
    if (isHalf && Date.now() - fs.statSync(file).mtimeMs > LEFTOVER_MS) fs.rmSync(file, { force: true });
  }
}
