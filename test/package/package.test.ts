/**
 * What a stranger gets: the packed tarball, installed by npm, in projects of three entities that configure nothing. TypeScript and
 * JavaScript, CommonJS and ES modules, two versions of TypeORM, a server and the embedded PostgreSQL.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createDatabase } from '../support/database';
import { packPackage, runIn, type Installed, type PackedPackage } from '../support/packed-package';
import { SHAPES, type Shape } from './shapes';

const ROOT = path.resolve(__dirname, '../..');
const TYPEORMS = ['1.1.1', '0.3.31'] as const;
type Typeorm = (typeof TYPEORMS)[number];

interface Stranger {
  readonly packed: PackedPackage;
  readonly installed: Readonly<Record<Typeorm, Installed>>;
}

/** Concurrent tests do not wait for `beforeAll`: whoever comes first prepares. */
let prepared: Promise<Stranger> | null = null;
const stranger = (): Promise<Stranger> => (prepared ??= prepare());

async function prepare(): Promise<Stranger> {
  const packed = await packPackage();
  const install = (version: Typeorm): Promise<Installed> =>
    packed.install(`typeorm-${version}`, [`typeorm@${version}`, 'pg', 'reflect-metadata']);
  const [newest, older] = await Promise.all([install('1.1.1'), install('0.3.31')]);
  return { packed, installed: { '1.1.1': newest, '0.3.31': older } };
}

afterAll(async () => (await prepared)?.packed.remove());

/** A project of a shape, and the command line in it. */
async function open(name: string, shape: Shape, version: Typeorm, env: Readonly<Record<string, string>>) {
  const { packed, installed } = await stranger();
  const folder = packed.project(name.replace(/\W+/g, '-'), shape.files, installed[version]);
  const bin = path.join(folder, 'node_modules/.bin/stillhead');
  return {
    folder,
    async stillhead(...args: string[]): Promise<string> {
      const ran = await runIn(folder, [bin, ...args], { HOME: packed.home, ...env });
      if (ran.code !== 0)
        throw new Error(`stillhead ${args.join(' ')} ends with ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
      return ran.stdout;
    },
  };
}

/** The whole path in one project. */
async function wholePath(
  project: Awaited<ReturnType<typeof open>>,
  shape: Shape,
  flags: readonly string[],
): Promise<void> {
  const { folder, stillhead } = project;
  expect(await stillhead('init')).toContain('wrote stillhead.config.json');
  const generated = await stillhead('revision', '--autogenerate', '-m', 'start', ...flags);
  expect(generated).toContain("Detected added table 'visits'");
  const files = fs.readdirSync(path.join(folder, 'migrations'));
  expect(files).toEqual([expect.stringMatching(new RegExp(`^\\d{8}_[0-9a-f]{12}_start\\.${shape.extension}$`))]);
  expect(await stillhead('upgrade', ...flags)).toMatch(/at head\n$/);
  expect(await stillhead('check', ...flags)).toMatch(/^No differences: 3 entities and /);
  expect(await stillhead('revision', '--autogenerate', '-m', 'again', ...flags)).toContain('No file written.');
  expect(await stillhead('downgrade', 'base', ...flags)).toMatch(/at base\n$/);
}

describe.each(TYPEORMS)('TypeORM %s, a server', (version) => {
  test.concurrent.each(SHAPES.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    const database = await createDatabase({ prefix: 'clinic' });
    const project = await open(`server ${version} ${shape.name}`, shape, version, { DATABASE_URL: database.url });
    await wholePath(project, shape, []);
    const left = await database.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'`,
    );
    expect(left).toEqual([{ relname: 'stillhead_version' }]);
    await database.drop();
  });
});

describe('embedded', () => {
  const cases = SHAPES.map((shape, index) => [shape.name, TYPEORMS[index % 2] ?? '1.1.1', shape] as const);
  test.concurrent.each(cases)('%s, TypeORM %s', async (_name, version, shape) => {
    const project = await open(`embedded ${shape.name}`, shape, version, {});
    await wholePath(project, shape, ['--embedded']);
    const names = fs.readdirSync(project.folder).filter((name) => !(name in shape.files) && name !== 'src');
    expect(names.sort()).toEqual(['.stillhead', 'migrations', 'node_modules', 'stillhead.config.json']);
  });
});

test('npx finds it, and the home folder holds its cache alone', async () => {
  const { packed, installed } = await stranger();
  const { folder } = installed['1.1.1'];
  const ran = await runIn(folder, ['npx', '--offline', 'stillhead', '--version'], { HOME: packed.home });
  expect(ran).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  const others = fs.readdirSync(packed.home).filter((name) => name !== '.npm');
  expect(others.filter((name) => name !== '.cache')).toEqual([]);
  // @swc/core makes a folder of its own there, which stays empty.
  const caches = others.flatMap((name) => fs.readdirSync(path.join(packed.home, name)));
  expect(caches.filter((name) => name !== 'stillhead' && !name.startsWith('swc-'))).toEqual([]);
});

test('the tarball holds what runs and what is read, nothing else', async () => {
  const { files } = (await stranger()).packed;
  const expected = /^(dist\/.+\.(js|d\.ts)|templates\/[^/]+\.ejs|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining(['dist/main.js', 'dist/index.d.ts', 'dist/v1.d.ts', 'LICENSE', 'README.md']),
  );
});

test('the README tells how much is installed', async () => {
  const { installed } = await stranger();
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const told = /(\d+) packages and (\d+) MB with TypeORM ([\d.]+)/.exec(readme);
  expect(told?.[3]).toBe('1.1.1');
  const [packages, megabytes] = [Number(told?.[1]), Number(told?.[2])];
  expect(Math.abs(installed['1.1.1'].packages - packages)).toBeLessThanOrEqual(5);
  const { stdout } = await runIn(installed['1.1.1'].folder, ['du', '-sm', 'node_modules']);
  expect(Math.abs(parseInt(stdout, 10) - megabytes)).toBeLessThanOrEqual(megabytes * 0.15);
});

const READS = `
  const { check, autogenerate, upgrade, StillheadError } = stillhead;
  for (const each of [check, autogenerate, upgrade, StillheadError]) if (typeof each !== 'function') process.exit(1);`;

test.each([
  ['require', 'commonjs', `const stillhead = require('stillhead');${READS} require('stillhead/v1');`],
  [
    'import',
    'module',
    `import * as stillhead from 'stillhead'; import { check as named } from 'stillhead';${READS} named;`,
  ],
  [
    'no compiler of TypeScript',
    'commonjs',
    `try { require.resolve('typescript') } catch { process.exit(0) } process.exit(1);`,
  ],
])('at run time: %s', async (_name, type, script) => {
  const { installed } = await stranger();
  for (const version of TYPEORMS) {
    const ran = await runIn(installed[version].folder, [process.execPath, `--input-type=${type}`, '-e', script]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  }
});

const REVISION = `
import type { Operations } from 'stillhead/v1';
import { check, type CheckResult } from 'stillhead';
export const revision = 'a1b2c3d4e5f6';
export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn('persons', { name: 'credentials', type: 'jsonb', default: op.sql\`'{}'\` });
  // @ts-expect-error a table has no such option
  await op.dropTable('persons', { force: 1 });
}
export const result: Promise<CheckResult> = check({ embedded: true });
`;

test.each([
  ['node16, CommonJS', 'commonjs', ['--module', 'node16']],
  ['node16, ES modules', 'module', ['--module', 'node16']],
  ['nodenext', 'module', ['--module', 'nodenext']],
  ['bundler', 'module', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ['node10', 'commonjs', ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0']],
])('types: %s', async (name, type, flags) => {
  const { packed, installed } = await stranger();
  const files = { 'package.json': JSON.stringify({ type }), 'revision.ts': REVISION };
  const folder = packed.project(`types-${name.replace(/\W+/g, '-')}`, files, installed['1.1.1']);
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const ran = await runIn(folder, [
    process.execPath,
    compiler,
    ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', ...flags],
    'revision.ts',
  ]);
  expect(ran).toMatchObject({ code: 0, stdout: '' });
});
