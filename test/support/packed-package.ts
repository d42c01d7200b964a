/**
 * The package as a stranger gets it: packed by npm, installed by npm from the tarball into an empty project, beside one TypeORM. Nothing
 * of this clone is reachable from there. Programs run in a home folder that is empty at first.
 */
import { execFile, type ExecFileException } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { Ran } from './built-package';

const ROOT = path.resolve(__dirname, '../..');
const run = promisify(execFile);

export interface Installed {
  /** The project, with package.json and node_modules. */
  readonly folder: string;
  /** How many packages npm installed there, all together. */
  readonly packages: number;
}

export interface PackedPackage {
  /** Paths in the tarball. */
  readonly files: readonly string[];
  /** Home of the programs that run here. */
  readonly home: string;
  /** Installs the tarball beside packages: `install('a', ['typeorm@1.1.1'])`. */
  install(name: string, beside: readonly string[]): Promise<Installed>;
  /** A further project that has the packages of another one. */
  project(name: string, files: Readonly<Record<string, string>>, installed: Installed): string;
  remove(): void;
}

export async function packPackage(): Promise<PackedPackage> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-packed-')));
  const home = path.join(folder, 'home');
  fs.mkdirSync(home);
  // dist/ as `npm test` has built it: compiling here again would change it under the feet of whoever runs it now.
  const { stdout } = await npm(['pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', folder], folder);
  const packed = packedOf(
    JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as readonly Packed[] | Readonly<Record<string, Packed>>,
  );
  const tarball = path.join(folder, packed.filename);
  return {
    files: packed.files.map((file) => file.path),
    home,
    async install(name, beside) {
      const project = path.join(folder, name);
      fs.mkdirSync(project);
      await npm(['init', '-y'], project);
      await npm(['install', '--prefer-offline', '--loglevel=error', tarball, ...beside], project);
      const listed = await npm(['ls', '--all', '--omit=dev', '--parseable'], project);
      return { folder: project, packages: listed.stdout.trim().split('\n').length - 1 };
    },
    project(name, files, installed) {
      const project = path.join(folder, name);
      fs.mkdirSync(project, { recursive: true });
      fs.symlinkSync(path.join(installed.folder, 'node_modules'), path.join(project, 'node_modules'));
      writeFiles(project, files);
      return project;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes files into a folder. */
function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** A list with one entry, or an object with one: npm's versions differ. */
function packedOf(printed: readonly Packed[] | Readonly<Record<string, Packed>>): Packed {
  const [only] = Object.values(printed);
  if (only === undefined) throw new Error('npm pack says nothing of what it packed');
  return only;
}

/** npm itself runs at home: its cache is there. */
function npm(args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  const script = process.env['npm_execpath'];
  const [file, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  return run(file, [...first, ...args, '--no-audit', '--no-fund'], { cwd, env: withoutNpm(), maxBuffer: 1 << 26 });
}

/** What `npm test` tells its children would lead an npm in another folder astray. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}

/** Runs a program with nothing in the environment but PATH, HOME and what is given; never throws for how it ends. */
export async function runIn(
  cwd: string,
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const [file, ...args] = command;
  try {
    const { stdout, stderr } = await run(file, args, {
      cwd,
      env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, ...env },
      timeout: 120_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as ExecFileException;
    return { code: typeof code === 'number' ? code : -1, stdout, stderr };
  }
}
