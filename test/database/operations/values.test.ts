/** What happens to the rows: values that no longer fit are refused, never cut; counters go on where they stood. */
import type { ColumnChanges, Operation } from '../../../src/operations/operation';
import { serialSequenceName } from '../../../src/schema/sequence-names';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { column, index, name, SCHEMA, sequence, type } from '../../support/schema-builders';
import { reverseOf, statementsOf } from '../../support/table-operations';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'values' });
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}`);
});

async function run(operation: Operation): Promise<void> {
  for (const { sql } of statementsOf(operation, serverMajor())) await database.query(sql);
}

function alter(changes: ColumnChanges, columnName = 'id'): Operation {
  return { kind: 'alterColumn', table: name('t'), name: columnName, changes };
}

async function next(): Promise<number> {
  const [row] = await database.query<{ id: number }>(`INSERT INTO app.t DEFAULT VALUES RETURNING id::int`);
  return row?.id ?? Number.NaN;
}

const own = sequence('t_id_seq');
const toIdentity: ColumnChanges = {
  serial: { from: own, to: null },
  identity: { from: null, to: { generation: 'byDefault', sequence: own } },
};

test('a value that is too long for the narrower column is refused, not cut', async () => {
  await database.query(`CREATE TABLE app.t (v varchar(100)); INSERT INTO app.t VALUES (repeat('x', 50))`);
  const narrow = alter({ type: { from: type('varchar(100)'), to: type('varchar(20)'), using: null } }, 'v');
  await expect(run(narrow)).rejects.toThrow('value too long');
});

test('the way back from a conversion refuses what does not fit, too', async () => {
  await database.query(`CREATE TABLE app.t (v varchar(3)); INSERT INTO app.t VALUES ('1')`);
  const up = alter({ type: { from: type('varchar(3)'), to: type('integer'), using: '"v"::integer' } }, 'v');
  await run(up);
  await database.query('UPDATE app.t SET v = 12345');
  await expect(run(reverseOf(up)?.[0] ?? up)).rejects.toThrow('value too long');
});

test('serial → identity and back: the counter goes on where it stood, even past deleted rows', async () => {
  await database.query(`CREATE TABLE app.t (id serial NOT NULL)`);
  await next();
  await next();
  expect(await next()).toBe(3);
  await database.query('DELETE FROM app.t WHERE id = 3');
  await run(alter(toIdentity));
  expect(await next()).toBe(4);
  await run(reverseOf(alter(toIdentity))?.[0] ?? alter(toIdentity));
  expect(await next()).toBe(5);
});

test('serial → identity on an untouched table starts at 1', async () => {
  await database.query(`CREATE TABLE app.t (id serial NOT NULL)`);
  await run(alter(toIdentity));
  expect(await next()).toBe(1);
});

test.each([
  ['serial', { serial: { from: null, to: own } }],
  ['identity', { identity: { from: null, to: { generation: 'byDefault', sequence: own } } }],
] as const)('a plain column that becomes %s goes on after the greatest value', async (_what, changes) => {
  await database.query(`CREATE TABLE app.t (id integer NOT NULL); INSERT INTO app.t VALUES (7), (41), (9)`);
  await run(alter(changes));
  expect(await next()).toBe(42);
});

test('on an empty table the new sequence is not moved', async () => {
  await database.query(`CREATE TABLE app.t (id integer NOT NULL)`);
  await run(alter({ serial: { from: null, to: sequence('t_id_seq', { start: '100' }) } }));
  expect(await next()).toBe(100);
});

test('a descending sequence goes on below the least value', async () => {
  await database.query(`CREATE TABLE app.t (id integer NOT NULL); INSERT INTO app.t VALUES (-7), (-3)`);
  const down = sequence('t_id_seq', { increment: '-1', minValue: '-100', maxValue: '-1', start: '-1' });
  await run(alter({ serial: { from: null, to: down } }));
  expect(await next()).toBe(-8);
});

test('an integer serial that becomes bigint counts past two billion', async () => {
  await database.query(`CREATE TABLE app.t (id serial NOT NULL); SELECT setval('app.t_id_seq', 2147483647)`);
  await run(
    alter({
      type: { from: type('integer'), to: type('bigint'), using: null },
      serial: { from: own, to: sequence('t_id_seq', { type: 'bigint' }) },
    }),
  );
  const [row] = await database.query<{ id: string }>(`INSERT INTO app.t DEFAULT VALUES RETURNING id::text`);
  expect(row?.id).toBe('2147483648');
});

test('generated → plain keeps the values', async () => {
  await database.query(
    `CREATE TABLE app.t (v text, k text GENERATED ALWAYS AS (upper(v)) STORED); INSERT INTO app.t VALUES ('a')`,
  );
  await run(alter({ generated: { from: { expression: 'upper(v)', storage: 'stored' }, to: null } }, 'k'));
  expect(await database.query('SELECT k FROM app.t')).toEqual([{ k: 'A' }]);
});

describe('a concurrent build', () => {
  const build: Operation = {
    kind: 'createIndex',
    table: name('t'),
    index: index('i', ['id'], { unique: true }),
    concurrently: true,
  };

  test('says when it is done, and clears what a failed attempt left', async () => {
    await database.query('CREATE TABLE app.t (id integer); INSERT INTO app.t VALUES (1), (1)');
    const [statement] = statementsOf(build, serverMajor());
    if (!statement?.done || !statement.cleanup) throw new Error('no probe');
    const done = async (): Promise<unknown> => Object.values((await database.query(statement.done ?? ''))[0] ?? {})[0];
    expect(statement.transaction).toBe('outside');
    expect(await done()).toBe(false);
    await expect(database.query(statement.sql)).rejects.toThrow('could not create unique index');
    expect(await done()).toBe(false);
    await database.query('DELETE FROM app.t WHERE ctid = (SELECT min(ctid) FROM app.t)');
    await database.query(statement.cleanup);
    await database.query(statement.sql);
    expect(await done()).toBe(true);
  });

  test('a drop says when it is done', async () => {
    await database.query('CREATE TABLE app.t (id integer); CREATE INDEX i ON app.t (id)');
    const drop: Operation = { kind: 'dropIndex', table: name('t'), name: 'i', concurrently: true, was: null };
    const [statement] = statementsOf(drop, serverMajor());
    if (!statement?.done) throw new Error('no probe');
    const done = async (): Promise<unknown> => Object.values((await database.query(statement.done ?? ''))[0] ?? {})[0];
    expect(await done()).toBe(false);
    await database.query(statement.sql);
    expect(await done()).toBe(true);
  });
});

test('names of sequences are those that PostgreSQL makes', async () => {
  const names: readonly (readonly [string, string])[] = [
    ['t', 'id'],
    ['a'.repeat(63), 'b'.repeat(63)],
    ['a'.repeat(40), 'b'.repeat(20)],
    ['ä'.repeat(30), 'ö'.repeat(31)],
    ['x'.repeat(61), 'y'],
    ['日本語'.repeat(7), 'id'],
  ];
  for (const [table, of] of names) {
    const made = column(of, 'integer', { notNull: true });
    await database.query(`DROP SCHEMA app CASCADE; CREATE SCHEMA app`);
    await database.query(`CREATE TABLE app."${table}" ("${made.name}" serial)`);
    const [row] = await database.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'app'::regnamespace`,
    );
    expect(serialSequenceName(table, of)).toBe(row?.relname);
  }
});
