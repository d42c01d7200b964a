/** Views on a real server, plain and materialized, with what belongs to them; and a whole chain of them over a change beneath. */
import type { Operation } from '../../../src/operations/operation';
import { order } from '../../../src/operations/order';
import type { Dependency } from '../../../src/schema/types';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { createView, dropView, on, retype } from '../../support/operation-builders';
import { index, name, SCHEMA, view } from '../../support/schema-builders';
import { begin, changes, run } from '../../support/trial';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'views' });
});
afterAll(async () => {
  await database.drop();
});

const T = 'CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, $$x$$), (2, $$y$$);';
const V = `${T} CREATE VIEW v AS SELECT a FROM t;`;

test('a plain view with options and a comment', async () => {
  const barrier: Record<string, string> = {
    security_barrier: 'true',
    ...(serverMajor() >= 15 ? { security_invoker: 'true' } : {}),
  };
  const of = view('v"w', 'SELECT a, b FROM app.t -- all of it', { options: barrier, comment: `it's` });
  const lines = await changes(database, T, createView(of));
  expect(lines.join('\n')).toContain('security_barrier=true');
});

test('a materialized view with storage parameters, indexes and comments, filled or not', async () => {
  const of = view('m', 'SELECT a, b FROM app.t -- all of it', {
    materialized: true,
    options: { fillfactor: '70' },
    indexes: [
      index('m_a', ['a'], { unique: true, comment: 'for refresh' }),
      index('m_b', [{ expression: 'lower(b)' }]),
    ],
    comment: 'stored',
  });
  await changes(database, T, createView(of));
  expect(await database.query('SELECT * FROM app.m')).toHaveLength(2);
  await changes(database, T, createView({ ...of, populated: false }));
  await expect(database.query('SELECT * FROM app.m')).rejects.toThrow('has not been populated');
});

test('a view that only gains columns is replaced, and keeps its rights and what stands on it', async () => {
  const from = { ...view('v', 'SELECT a FROM app.t'), columns: ['a'] };
  const to = { ...view('v', 'SELECT a, b FROM app.t'), columns: ['a', 'b'], options: { security_barrier: 'true' } };
  await changes(database, V, { kind: 'replaceView', view: { from, to } });
  await begin(database, `${V} CREATE VIEW w AS SELECT a FROM v; GRANT SELECT ON v TO PUBLIC;`);
  await run(database, [{ kind: 'replaceView', view: { from, to } }]);
  expect(await database.query(`SELECT has_table_privilege('public', 'app.v', 'SELECT') AS may`)).toEqual([
    { may: true },
  ]);
  expect(await database.query('SELECT b FROM app.v ORDER BY a')).toEqual([{ b: 'x' }, { b: 'y' }]);
});

test('a rename, and a drop by name alone', async () => {
  await changes(database, V, { kind: 'renameView', view: name('v'), materialized: false, to: 'w"x' });
  await changes(database, `${T} CREATE MATERIALIZED VIEW m AS SELECT a FROM t;`, {
    kind: 'renameView',
    view: name('m'),
    materialized: true,
    to: 'n',
  });
  await changes(database, V, { kind: 'dropView', view: name('v'), materialized: false, was: null });
  await changes(database, `${T} CREATE MATERIALIZED VIEW m AS SELECT a FROM t;`, {
    kind: 'dropView',
    view: name('m'),
    materialized: true,
    was: null,
  });
});

test('views over views stand aside while a column changes, in whatever order they come', async () => {
  const views = [
    view('v1', 'SELECT c FROM app.t'),
    view('v2', 'SELECT c FROM app.v1', { materialized: true, indexes: [index('I', ['c'])] }),
    view('v3', 'SELECT v2.c FROM app.v2 JOIN app.v1 USING (c)'),
  ];
  const dependencies: Dependency[] = [
    on('view:v1', 'column:t.c'),
    on('materializedView:v2', 'column:v1.c'),
    on('view:v3', 'materializedView:v2'),
    on('view:v3', 'column:v1.c'),
  ].map(({ dependent, referenced }) => ({ dependent, referenced }));
  await begin(database, 'CREATE TABLE t (c int);');
  const operations: readonly Operation[] = [...views.map(dropView), retype('t', 'c'), ...views.map(createView)];
  await run(database, views.map(createView));
  await run(database, order([...operations].reverse(), { dependencies, defaultSchema: SCHEMA }));
  expect(
    await database.query(
      `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'app.v3'::regclass`,
    ),
  ).toEqual([{ type: 'bigint' }]);
});
