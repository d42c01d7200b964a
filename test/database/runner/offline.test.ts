import { planDowngrade, planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { toScript } from '../../../src/runner/offline';
import { serverMajor } from '../../support/database';
import { makeProject, type Project } from './project';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(async () => {
  await project.close();
});

async function script(direction: 'upgrade' | 'downgrade'): Promise<string> {
  const history = await readHistory([project.folder]);
  const plan =
    direction === 'upgrade' ? planUpgrade(history, [], history.heads) : planDowngrade(history, history.heads, []);
  return toScript(plan, { ...project.options, major: serverMajor() });
}

/** As psql sends a file: statement by statement, going on after errors. A line that ends with a semicolon ends a statement here. */
async function feed(text: string): Promise<readonly string[]> {
  const client = await project.database.client();
  const errors: string[] = [];
  for (const statement of text.split(/;\n/)) {
    await client.query(statement).catch((error: Error) => errors.push(error.message));
  }
  return errors;
}

function write(): void {
  project.write(
    'aaaa',
    `  await op.execute("CREATE TYPE mood AS ENUM ('a')");\n  await op.addEnumValue('mood', 'b');\n  await op.execute("CREATE TABLE t AS SELECT 'b'::mood AS m");`,
    `  await op.execute('DROP TABLE t');\n  await op.execute('DROP TYPE mood -- gone');`,
  );
  project.write(
    'bbbb',
    `  await op.execute('CREATE INDEX CONCURRENTLY i ON t (m)', { transaction: false });`,
    `  await op.execute('DROP INDEX i');`,
  );
}

test('runs as it stands, both ways', async () => {
  write();
  const up = await script('upgrade');
  expect(up).toContain('-- Running upgrade base -> aaaa, add aaaa\nBEGIN;\nSET LOCAL search_path TO "public";');
  expect(up).toContain('-- Running upgrade aaaa -> bbbb, add bbbb\n');
  expect(await feed(up)).toEqual([]);
  expect(await project.heads()).toEqual(['bbbb']);
  expect(await project.tables()).toEqual(['i', 't']);
  expect(await feed(await script('downgrade'))).toEqual([]);
  expect(await project.heads()).toEqual([]);
  expect(await project.tables()).toEqual([]);
});

test('applies nothing where the database is somewhere else, or after a failure', async () => {
  write();
  const up = await script('upgrade');
  expect(await feed(up)).toEqual([]);
  expect(await feed(up)).toContainEqual('the database is not at base');
  expect(await project.heads()).toEqual(['bbbb']);
});

test('an open step stands in the script and stops it while there are rows', async () => {
  await project.database.query('CREATE TABLE t (id int); INSERT INTO t VALUES (1)');
  project.write(
    'aaaa',
    `  await op.todo('fill t', op.sql\`UPDATE t SET id = 2\`, { table: 't' });\n  await op.execute('CREATE TABLE a (id int)');`,
  );
  const text = await script('upgrade');
  expect(text).toContain('-- OPEN STEP: fill t\n-- UPDATE t SET id = 2\n');
  await feed(text);
  expect(await project.tables()).toEqual(['t']);
  expect(await project.heads()).toEqual([]);
});

test('a call that is not awaited', async () => {
  const file = project.write('aaaa', `  op.execute('SELECT 1');\n  await op.execute('SELECT 2');`);
  await expect(script('upgrade')).rejects.toMatchObject({ code: 'NOT_AWAITED', facts: { at: `${file}:5` } });
});

test('nothing to run', async () => {
  expect(await script('upgrade')).toBe('-- nothing to run\n');
});
