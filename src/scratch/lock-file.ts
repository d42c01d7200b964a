/**
 * One process at a time, by a file that names the process. PGlite takes no lock of its own: two of them on one directory destroy each
 * other's rows. A file whose process is gone counts for nothing.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../errors';
import { EmbeddedBusyError } from '../errors/embedded';
import { FileUnwritableError } from '../errors/files';
import { isAlive, startOf } from './processes';

/** Who holds the lock. */
export interface Owner {
  readonly pid: number;
  readonly start: string | null;
  readonly host: string;
  readonly command: string;
  /** ISO time. */
  readonly since: string;
}

export interface LockOptions {
  /** What is locked, for people. */
  readonly what: string;
  readonly waitMs: number;
  /** Called once, when there is somebody to wait for. */
  readonly onWait?: ((owner: Owner) => void) | undefined;
}

const POLL_MS = 100;

/** A file that names nobody is being written; after so long its writer was killed in between, or the disk was full. */
const HALF_WRITTEN_MS = 10_000;

/** Stands for the owner where the file names none. */
const NOBODY: Owner = { pid: 0, start: null, host: 'unknown', command: 'unknown', since: '' };

/**
 * Waits for the lock and takes it; the function that comes back gives it up.
 *
 * @throws EmbeddedBusyError when somebody still holds it after `waitMs`; FileUnwritableError where it cannot be written
 */
export async function takeLock(file: string, options: LockOptions): Promise<() => void> {
  const mine = `${JSON.stringify(self())}\n`;
  const until = Date.now() + options.waitMs;
  let told = false;
  while (!tryCreate(file, mine)) {
    const owner = readOwner(file);
    if (isStale(file, owner) && removeStale(file)) continue;
    if (!told && owner !== null) options.onWait?.(owner);
    told ||= owner !== null;
    if (Date.now() >= until) throw new EmbeddedBusyError(options.what, owner ?? NOBODY, file);
    await sleep(POLL_MS);
  }
  return () => {
    if (readText(file) === mine) fs.rmSync(file, { force: true });
  };
}

function self(): Owner {
  return {
    pid: process.pid,
    start: startOf(process.pid),
    host: os.hostname(),
    command: process.title,
    since: new Date().toISOString(),
  };
}

/** A lock of another machine (a shared folder, a container) cannot be looked into: it holds until somebody removes it. */
function holds(owner: Owner): boolean {
  return owner.host !== os.hostname() || isAlive(owner.pid, owner.start);
}

/** Whether nobody holds it: its process is gone, or it never came to name one. */
function isStale(file: string, owner: Owner | null): boolean {
  return owner === null ? ageOf(file) > HALF_WRITTEN_MS : !holds(owner);
}

/** In milliseconds; of a file that is gone 0. */
function ageOf(file: string): number {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

/** As `create`, the folder too. @throws FileUnwritableError */
function tryCreate(file: string, text: string): boolean {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return create(file, text);
  } catch (error) {
    throw new FileUnwritableError(file, error);
  }
}

/** Creates the file with its whole text at once, unless it is there. */
function create(file: string, text: string): boolean {
  const half = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    fs.writeFileSync(half, text);
    fs.linkSync(half, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return createWithoutLinks(file, text, error);
  } finally {
    removeHalf(half);
  }
}

/** Where it could not be written, the reason for that is the error to tell. */
function removeHalf(half: string): void {
  try {
    fs.rmSync(half, { force: true });
  } catch {
    // A copy that nobody reads.
  }
}

/** Some file systems know no links. Between the two steps the file is empty, which counts as held. */
function createWithoutLinks(file: string, text: string, cause: unknown): boolean {
  const code = codeOf(cause);
  if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw cause;
  try {
    fs.writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes away the lock of a dead process. Two that see it dead must not take away each other's new one: whoever removes holds a second
 * file while it looks again. Whether it is worth trying at once.
 */
function removeStale(file: string): boolean {
  const guard = `${file}.removing`;
  const mine = `${JSON.stringify(self())}\n`;
  if (!create(guard, mine)) {
    // Killed in the few microseconds in which it held it.
    const left = isStale(guard, readOwner(guard));
    if (left) fs.rmSync(guard, { force: true });
    return left;
  }
  try {
    if (isStale(file, readOwner(file))) fs.rmSync(file, { force: true });
    return true;
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Null where the file has gone, or is not yet written. */
function readOwner(file: string): Owner | null {
  const text = readText(file);
  if (text === null || text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
    const read = (key: keyof Owner): string | null => {
      const field: unknown = Reflect.get(value, key);
      return typeof field === 'string' ? field : null;
    };
    return {
      pid: value.pid,
      start: read('start'),
      host: read('host') ?? '',
      command: read('command') ?? '',
      since: read('since') ?? '',
    };
  } catch {
    return null;
  }
}
