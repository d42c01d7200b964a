/**
 * The binaries of a PostgreSQL major as a server's user can run them, and a fresh data folder. Starts no server: that is
 * `postgres.ts`. Writes only into the folders it is given, and keeps one data folder a major beside the installed packages.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';

/** Runs a program to its end. */
export const run = promisify(execFile);

export const MAJORS = [14, 15, 16, 17, 18] as const;

export type Major = (typeof MAJORS)[number];

const TEST_ROOT = path.resolve(__dirname, '..');

/** The folder of the installed package with the binaries of a major for this platform, or null. */
function packageOf(major: Major): string | null {
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'linux-x64' ? `pg${major}` : `pg${major}-${platform}`;
  const folder = path.join(TEST_ROOT, 'node_modules', name);
  return fs.existsSync(path.join(folder, 'native/bin')) ? folder : null;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Whom the server runs as: null for ourselves, and as root a user without rights. */
export function serverOwner(): Owner | null {
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
export async function binaries(major: Major, programs: string, owner: Owner | null): Promise<string> {
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

export interface DataOptions {
  readonly major: Major;
  readonly bin: string;
  readonly folder: string;
  readonly password: string | null;
  readonly owner: Owner | null;
  /** The binaries are those of the installed package, whose data folder may be kept. Default: they are. */
  readonly isOurs?: boolean;
}

/** Fills `folder/data`: from a copy of an earlier initdb where there is one, since initdb costs a second or two. */
export async function makeData({ major, bin, folder, password, owner, isOurs = true }: DataOptions): Promise<void> {
  const data = path.join(folder, 'data');
  const saved = password === null && isOurs ? templateOf(major) : null;
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
