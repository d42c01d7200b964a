/** `--sql`: a script on stdout, nothing written; run by psql it does what the command would. */
import { execFileSync, spawnSync } from 'node:child_process';
import { openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';
import { entityFile, NAME, SHOP } from '../../support/shop';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase();
  project = cli.project(SHOP);
  expect(await run('revision', '--autogenerate', '-m', 'start')).toMatchObject({ code: 0, stderr: '' });
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => project.run(...args, '--url', database.url);
const psql = spawnSync('psql', ['--version']).status === 0;

test('nothing is written', async () => {
  const before = await fingerprint(database);
  const up = await run('upgrade', '--sql');
  expect(up).toMatchObject({ code: 0, stderr: '' });
  expect(up.stdout).toMatch(/CREATE TABLE "public"\."persons"/);
  expect(await fingerprint(database)).toEqual(before);
  expect(await run('upgrade')).toMatchObject({ code: 0 });
  const after = await fingerprint(database);
  const down = await run('downgrade', '-1', '--sql');
  expect(down).toMatchObject({ code: 0, stderr: '' });
  expect(down.stdout).toMatch(/DROP TABLE "public"\."persons"/);
  expect(await fingerprint(database)).toEqual(after);
  expect(await run('downgrade', 'base')).toMatchObject({ code: 0 });
  await database.query('DROP TABLE stillhead_version');
}, 180_000);

// psql is a program outside npm: where it is missing there is nothing to run the script with.
(psql ? test : test.skip)(
  `by psql: up, clean, down, as at the start${psql ? '' : ': needs the program psql'}`,
  async () => {
    const start = await fingerprint(database);
    const feed = (script: string): void => {
      execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', database.url], {
        input: script,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    };
    feed((await run('upgrade', '--sql')).stdout);
    expect(await run('check')).toMatchObject({ code: 0, stderr: '' });
    expect((await run('upgrade')).stdout).toMatch(/nothing to do/);
    const script = (await run('downgrade', 'base', '--sql')).stdout;
    feed(script);
    expect(await fingerprint(database, { ignore: /stillhead_version/ })).toEqual(start);
    // Meant for a database at head, and refused elsewhere.
    expect(() => {
      feed(script);
    }).toThrow(/the database is not at/);
  },
  60_000,
);

test('behind is 5, behind and drifted is 3, drifted is 3, clean is 0', async () => {
  const own = await createDatabase();
  const at = ['--url', own.url];
  const json = async () => {
    const ended = await project.run('check', ...at, '--format', 'json');
    expect(ended.stderr).toBe('');
    const { pending = 0, ...result } = JSON.parse(ended.stdout) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual(['inSync', 'operations', 'statements', 'unmanaged']);
    return [ended.code, result['inSync'], pending];
  };
  expect(await json()).toEqual([5, false, 1]);
  expect(await project.run('upgrade', ...at)).toMatchObject({ code: 0 });
  expect(await json()).toEqual([0, true, 0]);
  project.write({
    'src/entities/person.entity.ts': entityFile('Person', 'persons', NAME, '@Column({ nullable: true }) age: number;'),
  });
  expect(await json()).toEqual([3, false, 0]);
  expect(await project.run('revision', '--autogenerate', '-m', 'age', ...at)).toMatchObject({ code: 0 });
  expect(await json()).toEqual([5, false, 1]);
  const behind = await project.run('check', ...at);
  expect(behind.stdout).toMatch(/1 revision pending: stillhead upgrade/);
  const refused = await project.run('revision', '--autogenerate', '-m', 'more', ...at);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/NOT_AT_HEAD/) as unknown]);
  await own.query('ALTER TABLE visits DROP COLUMN name');
  expect(await json()).toEqual([3, false, 1]);
  await own.drop();
}, 180_000);

test('targets: +N, -N, prefixes; what is none', async () => {
  const own = await createDatabase();
  const at = ['--url', own.url];
  const entries = JSON.parse((await project.run('history', '--format', 'json')).stdout) as { revision: string }[];
  const [newest = '', oldest = ''] = entries.map(({ revision }) => revision);
  const position = async () =>
    (JSON.parse((await project.run('current', ...at, '--format', 'json')).stdout) as { position: { at: string[] } })
      .position.at;
  for (const [command, target, place] of [
    ['upgrade', '+1', [oldest]],
    ['upgrade', newest.slice(0, 6), [newest]],
    ['downgrade', '-1', [oldest]],
    ['upgrade', 'head', [newest]],
    ['downgrade', '-2', []],
    ['upgrade', oldest, [oldest]],
    ['downgrade', 'base', []],
  ] as const) {
    expect(await project.run(command, target, ...at)).toMatchObject({ code: 0, stderr: '' });
    expect([command, target, await position()]).toEqual([command, target, place]);
  }
  for (const [args, code, error] of [
    [['upgrade', 'nope'], 1, 'REVISION_NOT_FOUND'],
    [['downgrade', '-1'], 1, 'REVISION_NOT_FOUND'],
    [['upgrade', '+9'], 1, 'REVISION_NOT_FOUND'],
    [['downgrade'], 2, 'USAGE'],
    [['revision'], 2, 'USAGE'],
    [['upgrade', '--frob'], 2, 'USAGE'],
    [['frobnicate'], 2, 'USAGE'],
    [[], 2, 'USAGE'],
  ] as const) {
    const ended = await project.run(...args, ...at, '--format', 'json');
    const told = JSON.parse(ended.stderr) as { error: { code: string } };
    expect([args, ended.code, ended.stdout, told.error.code]).toEqual([args, code, '', error]);
  }
  await own.drop();
}, 180_000);

test('with --format json stdout is one JSON value, for every reading command', async () => {
  const own = await createDatabase();
  const at = ['--url', own.url, '--format', 'json'];
  expect(await project.run('upgrade', ...at)).toMatchObject({ code: 0, stderr: '' });
  for (const command of [
    ['check'],
    ['current'],
    ['history'],
    ['heads'],
    ['show', 'head'],
    ['inspect'],
    ['inspect', 'persons'],
    ['inspect', '--unmanaged'],
    ['stamp', 'head'],
    ['upgrade'],
    ['downgrade', '-1'],
  ]) {
    const ended = await project.run(...command, ...at);
    expect([command, ended.code, ended.stderr]).toEqual([command, 0, '']);
    expect(() => JSON.parse(ended.stdout) as unknown).not.toThrow();
  }
  await own.drop();
}, 180_000);
