/**
 * The command line as a user has it: the built package in `node_modules` of a temporary project, each command in a process of its own,
 * without a terminal.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildPackage } from './built-package';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stdout or stderr holds the text; rejects when the process ends without it. */
  saying(text: string): Promise<void>;
}

export interface CliProject {
  readonly folder: string;
  /** Adds or replaces files. */
  write(files: Readonly<Record<string, string>>): void;
  remove(file: string): void;
  read(file: string): string;
  /** The files of the migrations folder, oldest first. */
  migrations(): readonly string[];
  /** Runs a command to its end; never throws for how it ends. */
  run(...args: readonly string[]): Promise<Ended>;
  runIn(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended>;
  /** In a folder below that of the project. */
  runFrom(below: string, ...args: readonly string[]): Promise<Ended>;
  start(...args: readonly string[]): Started;
}

export interface Cli {
  project(files: Readonly<Record<string, string>>): CliProject;
  remove(): void;
}

/** Builds the package, once for all test files of a run. */
export async function openCli(): Promise<Cli> {
  const built = await buildPackage();
  return {
    project: (files) => openProject(built.project({ ...PROJECT, ...files }), built.dist('main.js')),
    remove: () => {
      built.remove();
    },
  };
}

const PROJECT = {
  'package.json': '{ "name": "shop", "private": true }',
  'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
};

/** A data source file; the address comes from `STILLHEAD_URL` or `--url` where none is given. */
export function dataSourceFile(entities: string, options: Readonly<Record<string, unknown>> = {}): string {
  const written = Object.entries({ type: 'postgres', host: 'nowhere.invalid', ...options }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `import 'reflect-metadata';
import { DataSource } from 'typeorm';
export default new DataSource({ ${written.join(', ')}, entities: ${entities} } as never);
`;
}

function openProject(folder: string, bin: string): CliProject {
  const start = (env: NodeJS.ProcessEnv, args: readonly string[], below = ''): Started =>
    startProcess(
      spawn(process.execPath, [bin, ...args], {
        cwd: path.join(folder, below),
        env: { PATH: process.env['PATH'], HOME: os.tmpdir(), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  return {
    folder,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), text);
      }
    },
    remove: (file) => fs.rmSync(path.join(folder, file), { recursive: true }),
    read: (file) => fs.readFileSync(path.join(folder, file), 'utf8'),
    migrations: () => {
      const directory = path.join(folder, 'migrations');
      if (!fs.existsSync(directory)) return [];
      return fs.readdirSync(directory).sort((one, other) => {
        const [left, right] = [one, other].map((name) => fs.statSync(path.join(directory, name)).mtimeMs);
        return (left ?? 0) - (right ?? 0);
      });
    },
    run: (...args) => start({}, args).ended,
    runIn: (env, ...args) => start(env, args).ended,
    runFrom: (below, ...args) => start({}, args, below).ended,
    start: (...args) => start({}, args),
  };
}

function startProcess(child: ChildProcess): Started {
  let [stdout, stderr] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
  return {
    process: child,
    ended,
    saying: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!stdout.includes(text) && !stderr.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then((end) => {
          reject(new Error(`ended without saying ${text}: ${JSON.stringify(end)}`));
        });
      }),
  };
}

/** The one JSON object on stderr, and nothing else there. */
export function errorOf(ended: Ended): {
  code: string;
  message: string;
  facts: Record<string, unknown>;
  hint: string | null;
} {
  const parsed = JSON.parse(ended.stderr) as {
    error: { code: string; message: string; facts: Record<string, unknown>; hint: string | null };
  };
  expect(Object.keys(parsed)).toEqual(['error']);
  return parsed.error;
}
