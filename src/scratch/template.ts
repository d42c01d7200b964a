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
 */
export async function startEmpty(cacheDirectory: string, dataDir?: string): Promise<StartedEngine> {
  const file = path.join(cacheDirectory, `pgdata-${engineVersion()}.tar`);
  const template = readTemplate(file);
  const place = dataDir === undefined ? {} : { dataDir };
  if (template !== null) {
    try {
      return await startEngine({ ...place, loadDataDir: template });
    } catch {
      // Not readable as a data directory: made anew below, over it.
      if (dataDir !== undefined) fs.rmSync(dataDir, { recursive: true, force: true });
    }
  }
  const engine = await startEngine(place);
  await engine.exec('CHECKPOINT');
  await writeTemplate(file, engine);
  return engine;
}

function readTemplate(file: string): Blob | null {
  try {
    return new Blob([fs.readFileSync(file)]);
  } catch {
    return null;
  }
}

/** Whole or not at all: whoever reads while we write, or after we were killed, sees the old state. */
async function writeTemplate(file: string, engine: StartedEngine): Promise<void> {
  const folder = path.dirname(file);
  const half = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    sweep(folder);
    const dump = await engine.dumpDataDir('none');
    fs.writeFileSync(half, Buffer.from(await dump.arrayBuffer()));
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
