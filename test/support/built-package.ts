/**
 * The package as a user has it: compiled by the project's own compiler and installed in `node_modules` of a temporary folder, beside
 * typeorm and the other packages of this clone. For tests that must run in a Node of their own, outside of jest's module system.
 */
import { execFile, type ExecFileException } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = path.resolve(__dirname, '../..');
const run = promisify(execFile);

export interface BuiltPackage {
  /** Holds `node_modules`; projects are made below it. */
  readonly folder: string;
  /** A compiled file, absolute: `built('load/data-source.js')`. */
  dist(file: string): string;
  /** Writes files into a new project folder and gives its path. */
  project(files: Readonly<Record<string, string>>): string;
  remove(): void;
}

/** Compiles once for all test files of a run (TEST_BUILD, a folder that global-setup.ts makes); each gets its own projects. */
export async function buildPackage(): Promise<BuiltPackage> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-built-')));
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  for (const name of fs.readdirSync(path.join(ROOT, 'node_modules'))) {
    if (name !== 'stillhead' && !name.startsWith('.'))
      fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  const own = path.join(modules, 'stillhead');
  fs.mkdirSync(own);
  for (const name of ['package.json', 'templates'])
    fs.cpSync(path.join(ROOT, name), path.join(own, name), { recursive: true });
  fs.cpSync(await compiled(), path.join(own, 'dist'), { recursive: true });
  let projects = 0;
  return {
    folder,
    dist: (file) => path.join(own, 'dist', file),
    project(files) {
      const project = path.join(folder, `project-${++projects}`);
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
        fs.writeFileSync(path.join(project, name), text);
      }
      return project;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** The folder of the compiled files: made by the first who asks, awaited by the others. */
async function compiled(): Promise<string> {
  const shared = process.env['TEST_BUILD'] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-dist-'));
  const [done, taken] = [path.join(shared, 'dist'), path.join(shared, 'compiling')];
  if (!claim(taken)) {
    while (!fs.existsSync(done)) await sleep(100);
    return done;
  }
  const compiler = path.join(ROOT, 'node_modules/tsc7/bin/tsc');
  const output = path.join(shared, 'unfinished');
  // Errors of types are the type check's affair: JavaScript is written all the same.
  await run(process.execPath, [compiler, '-p', path.join(ROOT, 'tsconfig.build.json'), '--outDir', output]).catch(
    () => undefined,
  );
  fs.renameSync(output, done);
  return done;
}

function claim(file: string): boolean {
  try {
    fs.writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script in a Node of its own; never throws for how it ends. */
export async function runNode(
  script: string,
  options: {
    readonly cwd: string;
    readonly node?: string;
    readonly args?: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
  },
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: os.tmpdir(), ...options.env };
  try {
    const { stdout, stderr } = await run(options.node ?? process.execPath, [...(options.args ?? []), '-e', script], {
      cwd: options.cwd,
      env,
      timeout: 60_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as ExecFileException;
    return { code: typeof code === 'number' ? code : -1, stdout, stderr };
  }
}
