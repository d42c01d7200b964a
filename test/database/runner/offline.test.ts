import * as fs from 'node:fs';
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

/**
 * As a client sends a file that goes on after errors: statement by statement. A semicolon before an unindented line ends a statement
 * here; what only psql understands is left out.
 */
async function feed(text: string): Promise<readonly string[]> {
  const client = await project.database.client();
  const errors: string[] = [];
  for (const statement of text.replace(/^\\.*\n/gm, '').split(/;\n(?=\S|\n)(?!END\n)/)) {
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

test('after a failure nothing that follows is applied, nor is the revision recorded; a run finishes it', async () => {
  const file = project.write(
    'aaaa',
    `  await op.execute('CREATE TABLE a (id int)');
  await op.execute('CREATE INDEX CONCURRENTLY i ON a (id)', { transaction: false });
  await op.execute('SELECT nothing');
  await op.execute('CREATE INDEX CONCURRENTLY j ON a (id)', { transaction: false });
  await op.execute('CREATE TABLE b (id int)');`,
  );
  const text = await script('upgrade');
  expect(text).toMatch(/^\\set ON_ERROR_STOP on\n/);
  expect(await feed(text)).toContainEqual('the database is not at base, with 3 statements of aaaa');
  expect(await project.heads()).toEqual([]);
  expect(await project.tables()).not.toContain('b');
  fs.writeFileSync(
    file,
    fs.readFileSync(file, 'utf8').replace('SELECT nothing', 'DROP INDEX IF EXISTS j, i; SELECT 1'),
  );
  await project.database.query('DROP INDEX i');
  expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
  expect(await project.tables()).toEqual(['a', 'b', 'j']);
});

test('a downgrade of several segments', async () => {
  write();
  project.write(
    'cccc',
    `  await op.execute('CREATE TABLE c (id int)');`,
    `  await op.execute('ALTER TABLE c RENAME TO d');
  await op.execute('CREATE INDEX CONCURRENTLY i2 ON d (id)', { transaction: false });
  await op.execute('DROP TABLE d');`,
  );
  expect(await feed(await script('upgrade'))).toEqual([]);
  expect(await feed(await script('downgrade'))).toEqual([]);
  expect(await project.heads()).toEqual([]);
  expect(await project.tables()).toEqual([]);
});

test('a concurrent build that failed stops what follows', async () => {
  await project.database.query('CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)');
  project.write(
    'aaaa',
    `  await op.createIndex('t', { name: 'i', columns: ['id'], unique: true, concurrently: true });
  await op.execute('CREATE TABLE a (id int)');`,
  );
  expect(await feed(await script('upgrade'))).toContainEqual(
    'a statement outside a transaction, before this one, has failed',
  );
  expect(await project.heads()).toEqual([]);
  expect(await project.tables()).not.toContain('a');
});

test('a role that may only change what is there runs it; a line break of a text ends no comment', async () => {
  await project.upgrade().catch(() => undefined);
  project.write('aaaa', `  await op.execute('SELECT 1');`);
  await project.upgrade();
  const { versionTable } = project.options;
  await project.database.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP ROLE IF EXISTS offline_writer;
    CREATE ROLE offline_writer; GRANT ALL ON public.${versionTable.name} TO offline_writer; CREATE TABLE u (id int)`);
  project.write('bbbb', `  await op.todo('one\\rDROP TABLE public.u;\\r', { table: 'none' }).catch(() => 0);`);
  const history = await readHistory([project.folder]);
  const plan = planUpgrade(history, ['aaaa'], history.heads);
  const text = await toScript(plan, { ...project.options, major: serverMajor() });
  expect(text).toContain('-- OPEN STEP: one\n-- DROP TABLE public.u;\n');
  const sql = text.slice(0, text.indexOf('-- OPEN STEP'));
  expect(await feed(`SET ROLE offline_writer;\n${sql}COMMIT;\nRESET ROLE;\n`)).toEqual([]);
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

test('an open step stops a script before its first statement, whatever is committed before its turn; a run tells what is kept', async () => {
  await project.database.query(
    `CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (id int, rank int, m mood); INSERT INTO t VALUES (1)`,
  );
  const body = `  await op.execute('CREATE TABLE a AS SELECT 1 AS id');
  await op.addEnumValue('mood', 'b');
  await op.addColumn('t', { name: 'size', type: 'int' });
`;
  project.write('aaaa', `  await op.execute('CREATE TABLE z (id int)');`);
  project.write('bbbb', `${body}  await op.todo('fill t.size', { table: 't', column: 'size' });`);
  const text = await script('upgrade');
  expect(await feed(text)).toContainEqual('open step: fill t.size (t has rows without size)');
  expect(await project.tables()).toEqual(['t']);
  expect(await project.heads()).toEqual([]);
  const labels = await project.database.query(`SELECT enumlabel FROM pg_enum WHERE enumtypid = 'mood'::regtype`);
  expect(labels).toEqual([{ enumlabel: 'a' }]);
  // Rows that came only when the script had looked.
  const made = 'CREATE TABLE a AS SELECT 1 AS id;';
  await project.database.query('DELETE FROM t');
  const late = text.replace(made, `${made}\nINSERT INTO t VALUES (1);`);
  expect(await feed(late)).toContainEqual('open step: fill t.size (t has rows without size)');
  await expect(project.upgrade()).rejects.toMatchObject({
    code: 'TODO_OPEN',
    facts: {
      state:
        'its first 2 statements are kept, the rest is not, and the next run goes on behind them; the database is at aaaa',
    },
  });
  await project.database.query('DELETE FROM t');
  expect(await project.upgrade()).toMatchObject({ heads: ['bbbb'] });
});

test('a way back that is closed stops a script before its first statement', async () => {
  project.write('aaaa', `  await op.execute('CREATE TABLE a (id int)');`, `  await op.irreversible('gone');`);
  project.write('bbbb', `  await op.execute('CREATE TABLE b (id int)');`, `  await op.execute('DROP TABLE b');`);
  await project.upgrade();
  expect(await feed(await script('downgrade'))).toContainEqual('this revision cannot be taken back: gone');
  expect(await project.heads()).toEqual(['bbbb']);
});

test('a call that is not awaited', async () => {
  const file = project.write('aaaa', `  op.execute('SELECT 1');\n  await op.execute('SELECT 2');`);
  await expect(script('upgrade')).rejects.toMatchObject({ code: 'NOT_AWAITED', facts: { at: `${file}:5` } });
});

test('nothing to run', async () => {
  expect(await script('upgrade')).toBe('-- nothing to run\n');
});

test.each(['COMMIT', 'SELECT 1; END', `SELECT '; x'; /* ; */ ROLLBACK`])(
  'a transaction that the revision would end itself is refused: %s',
  async (sql) => {
    const file = project.write('aaaa', `  try { await op.execute(${JSON.stringify(sql)}); } catch {}`);
    await expect(script('upgrade')).rejects.toMatchObject({
      code: 'TRANSACTION_ENDED',
      facts: { revision: `aaaa (${file}:5)`, statement: sql, state: 'no script was written' },
    });
  },
);

test('what only looks like the end of a transaction is written', async () => {
  const body = [
    `SELECT 'a; COMMIT' AS "b; END"; -- ; COMMIT`,
    `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $x$ BEGIN; END; $x$`,
    `CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; END`,
    `SAVEPOINT s; ROLLBACK TO s`,
    `SELECT e'\\'; COMMIT'`,
  ];
  project.write('aaaa', body.map((sql) => `  await op.execute(${JSON.stringify(sql)});`).join('\n'));
  const text = await script('upgrade');
  for (const sql of body) expect(text).toContain(sql);
});
