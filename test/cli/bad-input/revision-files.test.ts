/** Revision files that are none, that are there twice, that lead nowhere or in a circle. */
import {
  dataSourceFile,
  errorOf as absoluteErrorOf,
  openCli,
  type Cli,
  type CliProject,
  type Ended,
} from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

let cli: Cli;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase();
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

/** With paths as they are below the project. */
const errorOf = ({ stderr, ...ended }: Ended) =>
  absoluteErrorOf({ ...ended, stderr: stderr.replace(/[^" ]*\/(?=migrations\/)/g, '') });

const constants = (id: string | null, down: string | null | undefined): string =>
  `${id === null ? '' : `export const revision = '${id}';\n`}${down === undefined ? '' : `export const downRevision = ${JSON.stringify(down)};\n`}`;
const revision = (id: string | null, down: string | null | undefined, body = ''): string =>
  `/** step */\nimport type { Operations } from 'stillhead/v1';\n\n${constants(id, down)}
export async function upgrade(op: Operations): Promise<void> {\n${body}}\n
export async function downgrade(_op: Operations): Promise<void> {}\n`;

const project = (files: Readonly<Record<string, string>>): CliProject =>
  cli.project({
    'data-source.ts': dataSourceFile('[]'),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`migrations/${name}.ts`, text])),
  });

const COMMANDS = [
  ['history'],
  ['heads'],
  ['upgrade'],
  ['current'],
  ['revision', '-m', 'x'],
  ['check'],
  ['show', 'head'],
];

/** Every command says the same, and the database stays as it is. */
async function refused(files: Readonly<Record<string, string>>, expected: object): Promise<void> {
  const bad = project(files);
  const before = await fingerprint(database);
  for (const command of COMMANDS) {
    const ended = await bad.run(...command, '--format', 'json', '--url', database.url);
    expect([command, ended.code, ended.stdout]).toEqual([command, 1, '']);
    expect([command, errorOf(ended)]).toEqual([command, expect.objectContaining(expected)]);
  }
  expect(await fingerprint(database)).toEqual(before);
  expect(bad.migrations()).toHaveLength(Object.keys(files).length);
}

test('without revision, without downRevision', async () => {
  await refused(
    { a: revision('aaaa', null), b: revision(null, 'aaaa') },
    { code: 'REVISION_FILE_INVALID', message: 'migrations/b.ts: it has no `revision`' },
  );
  await refused(
    { a: revision('aaaa', null), b: revision('bbbb', undefined) },
    {
      code: 'REVISION_FILE_INVALID',
      message: 'migrations/b.ts: it has no `downRevision` (null for the first revision)',
    },
  );
}, 120_000);

test('a duplicate id', async () => {
  await refused(
    { a: revision('aaaa', null), b: revision('aaaa', null) },
    { code: 'DUPLICATE_REVISION', facts: { revision: 'aaaa', files: ['migrations/a.ts', 'migrations/b.ts'] } },
  );
}, 120_000);

test('pointing at no file', async () => {
  await refused(
    { a: revision('aaaa', null), b: revision('bbbb', 'aaab') },
    {
      code: 'REVISION_MISSING',
      facts: { revision: 'bbbb', missing: 'aaab', file: 'migrations/b.ts', near: ['aaaa'] },
      hint: 'set downRevision to aaaa',
    },
  );
}, 120_000);

test('a circle', async () => {
  await refused(
    { a: revision('aaaa', 'cccc'), b: revision('bbbb', 'aaaa'), c: revision('cccc', 'bbbb') },
    { code: 'REVISION_CYCLE', message: expect.stringMatching(/aaaa -> .*cccc|cccc -> /) as unknown },
  );
}, 120_000);

test('a syntax error: never closed is told by every command, the rest before the first statement', async () => {
  await refused(
    { a: revision('aaaa', null), b: "/** step */\nexport const revision = 'bbbb;\n" },
    { code: 'REVISION_FILE_INVALID', facts: { file: 'migrations/b.ts', line: 2, reason: 'a string is never closed' } },
  );
  const broken = project({
    a: revision('aaaa', null, "  await op.execute('CREATE TABLE half ()');\n"),
    b: revision('bbbb', 'aaaa', "  await op.execute('SELECT 1';\n"),
  });
  const ended = await broken.run('upgrade', '--format', 'json', '--url', database.url);
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  const error = errorOf(ended);
  expect(error.code).toBe('REVISION_FILE_INVALID');
  expect(error.facts).toMatchObject({ file: 'migrations/b.ts', line: 8 });
  expect(await database.query(`SELECT FROM pg_class WHERE relname = 'half'`)).toEqual([]);
}, 120_000);

test('a file that throws when it is loaded, and one without upgrade', async () => {
  const throws = project({ a: `${revision('aaaa', null)}\nthrow new Error('not today');\n` });
  const ended = await throws.run('upgrade', '--format', 'json', '--url', database.url);
  expect(ended.code).toBe(1);
  expect(errorOf(ended)).toMatchObject({ code: 'REVISION_FILE_INVALID' });
  expect(errorOf(ended).message).toMatch(/not today/);
  const without = project({ a: constants('aaaa', null) });
  const failed = await without.run('upgrade', '--format', 'json', '--url', database.url);
  expect([failed.code, errorOf(failed).code]).toEqual([1, 'REVISION_FILE_INVALID']);
  expect(errorOf(failed).message).toMatch(/upgrade/);
}, 180_000);

test('the database is at a revision that no file has', async () => {
  const one = project({ a: revision('aaaa', null) });
  expect(await one.run('upgrade', '--url', database.url)).toMatchObject({ code: 0 });
  one.remove('migrations/a.ts');
  one.write({ 'migrations/b.ts': revision('bbbb', null) });
  for (const command of [['upgrade'], ['check'], ['current'], ['downgrade', 'base']]) {
    const ended = await one.run(...command, '--format', 'json', '--url', database.url);
    expect([command, ended.code, errorOf(ended).code]).toEqual([command, 1, 'DATABASE_AHEAD']);
  }
}, 180_000);
