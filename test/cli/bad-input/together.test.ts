/** Two at once: upgrades, new revisions, processes on one embedded directory. */
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { entityFile, NAME } from '../../support/shop';

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

const revision = (id: string, down: string | null, sql: string): string => `/** step ${id} */
exports.revision = '${id}';
exports.downRevision = ${JSON.stringify(down)};
exports.upgrade = async (op) => { ${sql
  .split(';')
  .map((one) => `await op.execute(${JSON.stringify(one)});`)
  .join(' ')} };
exports.downgrade = async () => {};
`;

test('two upgrades started at once: one waits and says so, both end with 0, everything is run once', async () => {
  const project = cli.project({
    'data-source.ts': dataSourceFile('[]'),
    'migrations/a.js': revision(
      'aaaa',
      null,
      'CREATE TABLE once (n int);SELECT pg_sleep(2);INSERT INTO once VALUES (1)',
    ),
    'migrations/b.js': revision('bbbb', 'aaaa', 'SELECT pg_sleep(0.5);INSERT INTO once VALUES (2)'),
  });
  const both = await Promise.all([1, 2].map(() => project.run('upgrade', '--url', database.url)));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const waits = both.flatMap(({ stderr }) => stderr.match(/^waiting for another run.*/gm) ?? []);
  expect(waits.length).toBeGreaterThan(0);
  for (const wait of waits) expect(wait).toMatch(/^waiting for another run on this database \(pid \d+, since /);
  expect(await database.query('SELECT n FROM once ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await project.run('current', '--url', database.url)).toMatchObject({ code: 0, stdout: /bbbb/ });
}, 180_000);

/** Prettier's settings are read when a revision's place in the history is settled and its file is not yet written: there one waits for the other. */
const WAITS_FOR_ANOTHER = `
const fs = require('node:fs');
const here = () => fs.readdirSync(__dirname).filter((name) => name.startsWith('writing-')).length;
fs.writeFileSync(__dirname + '/writing-' + process.pid, '');
for (let tries = 0; here() < 2 && tries < 600; tries++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
module.exports = {};
`;

test('two revisions written at once: both are kept, heads says two, upgrade names them', async () => {
  const own = await createDatabase();
  const project = cli.project({ 'data-source.ts': dataSourceFile('[]') });
  const at = ['--url', own.url];
  expect(await project.run('revision', '-m', 'first')).toMatchObject({ code: 0 });
  project.write({ '.prettierrc.cjs': WAITS_FOR_ANOTHER });
  const both = await Promise.all(['add users', 'add orders'].map((message) => project.run('revision', '-m', message)));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  project.remove('.prettierrc.cjs');
  expect(project.migrations()).toHaveLength(3);
  const heads = await project.run('heads', '--format', 'json');
  const found = JSON.parse(heads.stdout) as { message: string; revision: string }[];
  expect(found.map(({ message }) => message).sort()).toEqual(['add orders', 'add users']);
  for (const command of [['upgrade'], ['revision', '-m', 'third']]) {
    const ended = await project.run(...command, ...at, '--format', 'json');
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    const error = errorOf(ended);
    expect(error.code).toBe('MULTIPLE_HEADS');
    for (const { message, revision: id } of found) expect(error.message).toContain(`${id} (${message})`);
  }
  // The hint's other way: one of them by name.
  expect(await project.run('upgrade', found[0]?.revision ?? '', ...at)).toMatchObject({ code: 0, stderr: '' });
  await own.drop();
}, 180_000);

test('two processes on one embedded directory: the second waits and says for whom', async () => {
  const project: CliProject = cli.project({
    'data-source.ts': dataSourceFile(`[__dirname + '/entities/*.ts']`),
    'entities/person.ts': entityFile('Person', 'persons', NAME),
    'migrations/a.js': revision('aaaa', null, 'CREATE TABLE slow (n int);SELECT pg_sleep(3)'),
  });
  const first = project.start('upgrade', '--embedded');
  await first.saying('base → aaaa');
  const second = await project.run('current', '--embedded');
  expect(second.stderr).toMatch(new RegExp(`waiting for process ${String(first.process.pid)} \\(.*stillhead`));
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout).toMatch(/aaaa/);
  expect(await first.ended).toMatchObject({ code: 0 });
}, 180_000);
