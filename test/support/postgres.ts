/**
 * Starts real PostgreSQL servers from the binaries that test/package.json installs, one package per major and platform.
 *
 * A server lives in a temporary folder of its own and never outlives the process that started it, however that process ends: a small
 * shell holds the server and a pipe from us; when the pipe closes it stops the server and removes the folder.
 * As root the server runs as `postgres` or `nobody` from a copy of the binaries, because PostgreSQL refuses root and a clone
 * below a private home is unreadable to others.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binaries, makeData, run, serverOwner, type DataOptions, type Major } from './postgres-data';

export { MAJORS, type Major } from './postgres-data';

export interface ServerOptions {
  readonly major?: Major;
  /** Also listen on a free port of 127.0.0.1. Without it the server is reached by its Unix socket alone. */
  readonly tcp?: boolean;
  /** How clients are let in, by socket and by TCP alike. `scram` asks for the password. Default: `trust`. */
  readonly auth?: 'trust' | 'scram';
  /** Of the user `postgres`, with `auth: 'scram'`; made up where it is not given. */
  readonly password?: string;
  /** The server's time zone. Default: `UTC`, whatever the machine says. */
  readonly timezone?: string;
  /** Further settings, as in postgresql.conf: `{ work_mem: '1MB' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder of the machine's own executables of that major, in place of the package's. */
  readonly bin?: string;
  /** Fills the data folder in place of initdb. */
  readonly fill?: (data: string) => Promise<void>;
}

export interface PostgresServer {
  readonly major: Major;
  /** 127.0.0.1 with `tcp`, else the folder of the socket: what `pg` and TypeORM take as `host`. */
  readonly host: string;
  readonly port: number;
  readonly user: 'postgres';
  /** Null where the server trusts everybody. */
  readonly password: string | null;
  /** The folder of the Unix socket. */
  readonly socket: string;
  /** Of the postmaster. */
  readonly pid: number;
  /** An address of a database on this server. */
  url(database?: string): string;
  /** What the server has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

const FOLDER = 'stillhead-test-pg-';
/** Where the data lies: in memory where there is plenty, since CREATE DATABASE writes 300 files (250 ms on a slow disk, 20 ms here). */
const MEMORY = '/dev/shm';
const ENOUGH = 3 * 1024 ** 3;

/** The settings of every test server: quick and forgetful, with room for parallel tests. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  max_locks_per_transaction: '256',
  wal_level: 'logical',
  max_wal_size: '256MB',
  autovacuum: 'off',
  log_timezone: 'UTC',
};

export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  const major = options.major ?? 18;
  const owner = serverOwner();
  await sweep();
  const folder = makeFolder(roomInMemory() ? MEMORY : os.tmpdir());
  const programs = makeFolder(os.tmpdir());
  try {
    const bin = options.bin ?? (await binaries(major, programs, owner));
    const password = options.auth === 'scram' ? (options.password ?? randomBytes(9).toString('hex')) : null;
    const isOurs = options.bin === undefined;
    if (options.fill === undefined) await makeData({ major, bin, folder, password, owner, isOurs });
    else await options.fill(path.join(folder, 'data'));
    if (owner !== null) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, folder, programs]);
    // A port found free can be taken before the server has it: then once more with another.
    for (let attempt = 1; ; attempt++) {
      const port = options.tcp === true ? await freePort() : 5432;
      try {
        return await launch({ major, bin, folder, programs, port, password, owner, options });
      } catch (error) {
        if (attempt === 3 || !(error instanceof Error && error.message.includes('Address already in use'))) throw error;
      }
    }
  } catch (error) {
    for (const made of [folder, programs]) fs.rmSync(made, { recursive: true, force: true });
    throw error;
  }
}

function makeFolder(parent: string): string {
  const folder = fs.mkdtempSync(path.join(parent, `${FOLDER}${process.pid}-`));
  fs.chmodSync(folder, 0o755);
  return folder;
}

function roomInMemory(): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync(MEMORY);
    fs.accessSync(MEMORY, fs.constants.W_OK);
    return bavail * bsize > ENOUGH && process.availableMemory() > ENOUGH;
  } catch {
    return false;
  }
}

/**
 * Runs the server ($@) until our end of standard input closes, then stops it (SIGQUIT: at once, nothing is to be kept) and removes
 * its folders. A server that ends by itself leaves them to us, with the log.
 */
const KEEPER = `
folder=$1; programs=$2; shift 2
exec 3<&0
"$@" </dev/null >"$folder/log" 2>&1 3<&- &
server=$!
( read -r _ <&3; : >"$folder/stopping"; kill -QUIT $server 2>/dev/null ) &
reader=$!
wait $server
kill $reader 2>/dev/null
if [ -e "$folder/stopping" ]; then cd /; rm -rf "$folder" "$programs"; fi
`;

interface LaunchOptions extends DataOptions {
  readonly programs: string;
  readonly port: number;
  readonly options: ServerOptions;
}

async function launch(launched: LaunchOptions): Promise<PostgresServer> {
  const { major, folder, programs, port, password, options } = launched;
  const keeper = startKeeper(launched);
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const log = (): string => readOrEmpty(path.join(folder, 'log'));
  const data = path.join(folder, 'data');
  await ready(keeper, data, log);
  keeper.unref();
  (keeper.stdin as unknown as { unref(): void }).unref();
  const host = options.tcp === true ? '127.0.0.1' : folder;
  return {
    major,
    host,
    port,
    user: 'postgres',
    password,
    socket: folder,
    pid: Number(readOrEmpty(path.join(data, 'postmaster.pid')).split('\n')[0]),
    url: (database = 'postgres') =>
      `postgres://postgres${password === null ? '' : `:${encodeURIComponent(password)}`}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`,
    log,
    stop: async () => {
      keeper.ref();
      keeper.stdin?.end();
      await ended;
      for (const made of [folder, programs]) fs.rmSync(made, { recursive: true, force: true });
    },
  };
}

/** The shell that runs the server, and ends it when we end. */
function startKeeper({ bin, folder, programs, port, owner, options }: LaunchOptions): ChildProcess {
  const settings = {
    ...SETTINGS,
    listen_addresses: options.tcp === true ? '127.0.0.1' : '',
    unix_socket_directories: folder,
    port: String(port),
    timezone: options.timezone ?? 'UTC',
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const data = path.join(folder, 'data');
  return spawn('sh', ['-c', KEEPER, 'keeper', folder, programs, path.join(bin, 'postgres'), '-D', data, ...args], {
    ...owner,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    // A session of its own: Ctrl-C at the terminal must not reach it before we are done.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** The server writes `ready` in the eighth line of postmaster.pid when it takes connections: what pg_ctl waits for, too. */
async function ready(keeper: ChildProcess, data: string, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  let failure: Error | null = null;
  keeper.once('error', (error) => (failure = error));
  for (;;) {
    if (readOrEmpty(path.join(data, 'postmaster.pid')).split('\n')[7]?.trim() === 'ready') return;
    if (failure !== null) throw failure as Error;
    if (keeper.exitCode !== null || keeper.signalCode !== null)
      throw new Error(`PostgreSQL ended at its start:\n${log()}`);
    if (Date.now() > deadline) {
      keeper.stdin?.end();
      throw new Error(`PostgreSQL was not ready after a minute:\n${log()}`);
    }
    await sleep(10);
  }
}

function readOrEmpty(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Removes what killed runs left behind: the folder's name says which process made it. */
async function sweep(): Promise<void> {
  for (const parent of new Set([os.tmpdir(), MEMORY])) {
    if (!fs.existsSync(parent)) continue;
    for (const name of fs.readdirSync(parent)) {
      if (!name.startsWith(FOLDER)) continue;
      const pid = Number(name.slice(FOLDER.length).split('-')[0]);
      if (Number.isInteger(pid) && !isAlive(pid)) await removeLeftover(path.join(parent, name));
    }
  }
}

async function removeLeftover(folder: string): Promise<void> {
  // The keeper of a run that died this moment may still be stopping its server.
  const server = Number(readOrEmpty(path.join(folder, 'data/postmaster.pid')).split('\n')[0]);
  for (let waited = 0; waited < 20 && server > 0 && isAlive(server); waited++) await sleep(50);
  if (server > 0 && isAlive(server)) return;
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's: that user's next run removes it.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
