/** `diff` of the built bin: text, script and JSON, exit codes, and a script that psql runs as it stands. */
import { execFileSync, spawnSync } from 'node:child_process';
import { errorOf, openCli, type Cli, type CliProject } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { SHOP } from '../support/shop';

let cli: Cli;
let project: CliProject;
let bare: CliProject;
let database: TestDatabase;

beforeAll(async () => {
  cli = await openCli();
  project = cli.project(SHOP);
  bare = cli.project({});
  database = await createDatabase();
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const psql = spawnSync('psql', ['--version']).status === 0;

test('text, with what is not modelled and the exit code', async () => {
  bare.write({
    'a.sql': `CREATE TABLE t (a integer, gone text); CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';`,
    'b.sql': `CREATE TABLE t (a bigint); CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2';`,
  });
  const { code, stdout, stderr } = await bare.run('diff', '--from', 'a.sql', '--to', 'b.sql');
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  const lines = stdout.split('\n').map((line) => line.trim());
  expect(lines[0]).toBe('2 operations from a.sql to b.sql');
  expect(lines).toContain("Detected type change integer → bigint on 't.a'");
  expect(lines).toContainEqual(expect.stringContaining("removed column 't.gone'"));
  expect(lines).toContainEqual(expect.stringMatching(/^LOSES DATA +t\.gone/));
  expect(lines).toContain('not modelled: function f(): differs');
  expect(lines.at(-2)).toBe('exit 3 · --format sql writes the script');
  expect(await bare.run('diff', '--from', 'a.sql', '--to', 'a.sql')).toMatchObject({
    code: 0,
    stdout: 'No differences: a.sql and a.sql agree\n',
    stderr: '',
  });
}, 120_000);

test('JSON', async () => {
  bare.write({ 'c.sql': `CREATE TYPE mood AS ENUM ('a');`, 'd.sql': `CREATE TYPE mood AS ENUM ('a', 'b');` });
  const { code, stdout, stderr } = await bare.run('diff', '--from', 'c.sql', '--to', 'd.sql', '--format', 'json');
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    inSync: false,
    operations: [{ kind: 'addEnumValue', object: 'mood', summary: "added value 'b' to enum 'mood'", losesData: false }],
    statements: [{ sql: `ALTER TYPE "public"."mood" ADD VALUE 'b'`, transaction: 'own' }],
    notModelled: [],
  });
}, 120_000);

// psql is a program outside npm: where it is missing there is nothing to run the script with.
(psql ? test : test.skip)(
  `a script that psql runs as it stands${psql ? '' : ': needs the program psql'}`,
  async () => {
    bare.write({
      'e.sql': `CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (a mood, b text);`,
      'f.sql': `CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (a mood DEFAULT 'b', b text CHECK (b <> 'it''s \\'));`,
    });
    const feed = (script: string): void => {
      execFileSync('psql', ['-X', '-q', database.url], { input: script, stdio: ['pipe', 'pipe', 'pipe'] });
    };
    const script = async (from: string, to: string): Promise<string> => {
      const { stdout, stderr } = await bare.run('diff', '--from', from, '--to', to, '--format', 'sql');
      expect(stderr).toBe('');
      return stdout;
    };
    const start = await fingerprint(database);
    feed(await script(database.url, 'e.sql'));
    feed(await script(database.url, 'f.sql'));
    expect(await bare.run('diff', '--from', database.url, '--to', 'f.sql')).toMatchObject({ code: 0 });
    feed(await script(database.url, 'empty'));
    expect(await fingerprint(database)).toEqual(start);
  },
  180_000,
);

test('revisions and the model of a project', async () => {
  expect(await project.run('diff', '--from', 'empty', '--to', 'model', '--format', 'json')).toMatchObject({ code: 3 });
  expect(await project.run('revision', '--autogenerate', '-m', 'start', '--url', database.url)).toMatchObject({
    code: 0,
  });
  expect(await project.run('diff', '--from', 'head', '--to', 'model')).toMatchObject({ code: 0, stderr: '' });
  expect(await project.run('diff', '--from', database.url, '--to', 'head')).toMatchObject({ code: 3, stderr: '' });
}, 180_000);

test('wrong usage and a file that is not there', async () => {
  expect(await bare.run('diff', '--from', 'a.sql')).toMatchObject({ code: 2, stdout: '' });
  const missing = await bare.run('diff', '--from', 'none.sql', '--to', 'empty', '--format', 'json');
  expect(errorOf(missing)).toMatchObject({ code: 'SQL_FILE_FAILED', facts: { file: 'none.sql' } });
  expect(await bare.run('check', '--format', 'sql')).toMatchObject({ code: 2 });
  const address = await bare.run('diff', '--from', 'postgres://me:secret@nowhere.invalid/x', '--to', 'empty');
  expect(address).toMatchObject({ code: 1 });
  expect(address.stderr).not.toContain('secret');
}, 120_000);
