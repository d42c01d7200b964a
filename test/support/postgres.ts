/**
 * Starts real PostgreSQL servers from the binaries that test/package.json installs, one package per major and platform.
 *
 * A server lives in a temporary folder of its own and never outlives the process that started it, however that process ends: a small
 * shell holds the server and a pipe from us; when the pipe closes it stops the server and removes the folder.
 * As root the server runs as `postgres` or `nobody` from a copy of the binaries, because PostgreSQL refuses root and a clone
 * below a private home is unreadable to others.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const MAJORS = [14, 15, 16, 17, 18] as const;
export type Major = (typeof MAJORS)[number];

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

const TEST_ROOT = path.resolve(__dirname, '..');
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

/** The folder of the installed package with the binaries of a major for this platform, or null. */
function packageOf(major: Major): string | null {
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'linux-x64' ? `pg${major}` : `pg${major}-${platform}`;
  const folder = path.join(TEST_ROOT, 'node_modules', name);
  return fs.existsSync(path.join(folder, 'native/bin')) ? folder : null;
}

export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  const major = options.major ?? 18;
  const owner = serverOwner();
  await sweep();
  const folder = makeFolder(roomInMemory() ? MEMORY : os.tmpdir());
  const programs = makeFolder(os.tmpdir());
  try {
    const bin = await binaries(major, programs, owner);
    const password = options.auth === 'scram' ? (options.password ?? randomBytes(9).toString('hex')) : null;
    await makeData({ major, bin, folder, password, owner });
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

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Whom the server runs as: null for ourselves, and as root a user without rights. */
function serverOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find((fields) => fields[0] === name);
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error('PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`.');
}

/** The folder with the executables, readable by the server's user and with the links that the package's install script makes. */
async function binaries(major: Major, programs: string, owner: Owner | null): Promise<string> {
  const source = packageOf(major);
  if (source === null) {
    throw new Error(
      `No PostgreSQL ${major} for ${process.platform}-${process.arch} in test/node_modules: npm ci --prefix test`,
    );
  }
  if (owner === null && linksMade(source)) return path.join(source, 'native/bin');
  const copy = path.join(programs, 'package');
  await run('cp', ['-R', '--', source, copy]);
  if (!linksMade(copy)) throw new Error(`The links of ${copy} could not be made.`);
  return path.join(copy, 'native/bin');
}

/** npm may leave out the package's install script, which only makes links: make them here. False where the folder is not ours. */
function linksMade(folder: string): boolean {
  const links = path.join(folder, 'native/pg-symlinks.json');
  const list = JSON.parse(fs.readFileSync(links, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of list) {
      const link = path.join(folder, target);
      if (fs.existsSync(link)) continue;
      fs.rmSync(link, { force: true });
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    }
    for (const program of ['postgres', 'initdb']) {
      const file = path.join(folder, 'native/bin', program);
      if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
    }
    return true;
  } catch (error) {
    // Two processes may make the same link at once; a folder of somebody else is copied by the caller.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return linksMade(folder);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

interface DataOptions {
  readonly major: Major;
  readonly bin: string;
  readonly folder: string;
  readonly password: string | null;
  readonly owner: Owner | null;
}

/** Fills `folder/data`: from a copy of an earlier initdb where there is one, since initdb costs a second or two. */
async function makeData({ major, bin, folder, password, owner }: DataOptions): Promise<void> {
  const data = path.join(folder, 'data');
  const saved = password === null ? templateOf(major) : null;
  if (saved !== null && fs.existsSync(saved)) {
    try {
      await run('cp', ['-Rp', '--', saved, data]);
      return;
    } catch {
      // Made by another user, or just being replaced: make our own.
      fs.rmSync(data, { recursive: true, force: true });
    }
  }
  const args = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync', '--no-instructions'];
  if (password === null) args.push('-A', 'trust');
  else {
    const file = path.join(folder, 'password');
    fs.writeFileSync(file, password, { mode: 0o600 });
    args.push('-A', 'scram-sha-256', `--pwfile=${file}`);
  }
  if (owner !== null) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, folder]);
  await run(path.join(bin, 'initdb'), args, { ...owner, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, cwd: folder });
  if (saved !== null) await save(data, saved);
}

/** Where the data folder of a fresh initdb is kept: with the installed packages, so that it goes when they go. */
function templateOf(major: Major): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageOf(major) ?? '', 'package.json'), 'utf8')) as {
    version: string;
  };
  return path.join(TEST_ROOT, 'node_modules/.cache/postgres', `${version}-${process.getuid?.() ?? 0}`);
}

async function save(data: string, saved: string): Promise<void> {
  const unfinished = `${saved}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(saved), { recursive: true });
    await run('cp', ['-Rp', '--', data, unfinished]);
    fs.renameSync(unfinished, saved);
  } catch {
    // Not ours to write, or another process was faster: the next start runs initdb again, nothing else.
    fs.rmSync(unfinished, { recursive: true, force: true });
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
  const { major, bin, folder, programs, port, password, owner, options } = launched;
  const tcp = options.tcp === true;
  const settings = {
    ...SETTINGS,
    listen_addresses: tcp ? '127.0.0.1' : '',
    unix_socket_directories: folder,
    port: String(port),
    timezone: options.timezone ?? 'UTC',
    ...options.settings,
  };
  const data = path.join(folder, 'data');
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const keeper = spawn(
    'sh',
    ['-c', KEEPER, 'keeper', folder, programs, path.join(bin, 'postgres'), '-D', data, ...args],
    {
      ...owner,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      // A session of its own: Ctrl-C at the terminal must not reach it before we are done.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const log = (): string => readOrEmpty(path.join(folder, 'log'));
  await ready(keeper, data, log);
  keeper.unref();
  (keeper.stdin as unknown as { unref(): void }).unref();
  const host = tcp ? '127.0.0.1' : folder;
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
