/** Sequences, schemas, extensions and what a person writes, on a real server. */
import type { Operation } from '../../../src/operations/operation';
import { order } from '../../../src/operations/order';
import { createDatabase, type TestDatabase } from '../../support/database';
import { createTable, dropTable, renameTable, sequence } from '../../support/operation-builders';
import { column, name, SCHEMA, table } from '../../support/schema-builders';
import { begin, changes, run } from '../../support/trial';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'sequences' });
});
afterAll(async () => {
  await database.drop();
});

const OPTIONS = {
  type: 'integer',
  start: '10',
  increment: '5',
  minValue: '-3',
  maxValue: '900',
  cache: '7',
  cycle: true,
} as const;

describe('sequences', () => {
  test('made with every option, an owner and a comment; dropped; renamed', async () => {
    await changes(database, 'CREATE TABLE t (id int);', {
      kind: 'createSequence',
      sequence: sequence('s"q', { options: OPTIONS, ownedBy: { table: name('t'), column: 'id' }, comment: 'counts' }),
    });
    await changes(database, '', { kind: 'createSequence', sequence: sequence('s') });
    await changes(database, '', {
      kind: 'createSequence',
      sequence: sequence('s', {
        options: {
          ...OPTIONS,
          type: 'bigint',
          increment: '-1',
          start: '-1',
          minValue: '-9223372036854775808',
          maxValue: '-1',
        },
      }),
    });
    await changes(database, 'CREATE SEQUENCE s;', { kind: 'dropSequence', sequence: name('s'), was: sequence('s') });
    await changes(database, 'CREATE SEQUENCE s;', { kind: 'renameSequence', sequence: name('s'), to: 'x"y' });
  });

  test('altered: a bound follows the type, a position stays', async () => {
    await changes(database, 'CREATE SEQUENCE s AS integer;', {
      kind: 'alterSequence',
      sequence: name('s'),
      changes: {
        type: { from: 'integer', to: 'bigint' },
        maxValue: { from: '2147483647', to: '9223372036854775807' },
      },
    });
    await changes(database, 'CREATE SEQUENCE s AS integer MAXVALUE 1000;', {
      kind: 'alterSequence',
      sequence: name('s'),
      changes: {
        type: { from: 'integer', to: 'smallint' },
        cycle: { from: false, to: true },
        cache: { from: '1', to: '9' },
      },
    });
    await changes(database, 'CREATE TABLE t (id int); CREATE SEQUENCE s;', {
      kind: 'alterSequence',
      sequence: name('s'),
      changes: { ownedBy: { from: null, to: { table: name('t'), column: 'id' } } },
    });
    await begin(database, `CREATE SEQUENCE s AS integer; SELECT setval('s', 41);`);
    await run(database, [
      { kind: 'alterSequence', sequence: name('s'), changes: { type: { from: 'integer', to: 'bigint' } } },
    ]);
    expect(await database.query(`SELECT nextval('app.s')::int AS next`)).toEqual([{ next: 42 }]);
  });

  test('one that its own drawer owns comes and goes with the table', async () => {
    const of = sequence('s', { ownedBy: { table: name('t'), column: 'n' } });
    const t = table('t', [column('n', 'text', { default: `('N'::text || nextval('app.s'::regclass))` })]);
    const context = { dependencies: [], defaultSchema: SCHEMA };
    await begin(database);
    await run(database, order([createTable(t), { kind: 'createSequence', sequence: of }], context));
    expect(await database.query('INSERT INTO app.t DEFAULT VALUES RETURNING n')).toEqual([{ n: 'N1' }]);
    await run(database, order([{ kind: 'dropSequence', sequence: name('s'), was: of }, dropTable(t)], context));
    expect(await database.query(`SELECT FROM pg_class WHERE relnamespace = 'app'::regnamespace`)).toEqual([]);
  });
});

test('tables swap their names', async () => {
  await begin(database, 'CREATE TABLE a (x int); CREATE TABLE b (y int);');
  await run(
    database,
    order([renameTable('a', 'b'), renameTable('b', 'a')], { dependencies: [], defaultSchema: SCHEMA }),
  );
  expect(await database.query('SELECT x FROM app.b')).toEqual([]);
  expect(await database.query('SELECT y FROM app.a')).toEqual([]);
});

describe('schemas and extensions', () => {
  test('a schema is made with its comment, renamed, and dropped only when it is empty', async () => {
    const namespace = { name: 'other', comment: `it's` };
    await changes(database, '', { kind: 'createSchema', namespace });
    await changes(database, 'CREATE SCHEMA other;', { kind: 'renameSchema', name: 'other', to: 'oth"er' });
    await begin(database, 'DROP SCHEMA IF EXISTS "oth""er"; CREATE SCHEMA other; CREATE TABLE other.t ();');
    await expect(run(database, [{ kind: 'dropSchema', name: 'other', was: null }])).rejects.toThrow('depend');
  });

  test('a required extension that is missing stops with the statement that makes it', async () => {
    await begin(database);
    await run(database, [{ kind: 'requireExtension', name: 'plpgsql' }]);
    await expect(run(database, [{ kind: 'requireExtension', name: `no'such"one` }])).rejects.toMatchObject({
      message: `the extension "no'such""one" is not installed in this database`,
      hint: expect.stringMatching(
        /^As a role that may: CREATE EXTENSION IF NOT EXISTS "no'such""one"; or, .* extensions: 'create' in the configuration/,
      ) as unknown,
    });
  });
});

describe('what a person writes', () => {
  const todo = (of: string | null): Operation => ({
    kind: 'todo',
    text: 'fill t.a: 100% $$ sure',
    suggestion: `UPDATE t SET a = 'x'`,
    table: of === null ? null : name(of),
  });

  test('an open step lets a table without rows pass, and stops at one with rows', async () => {
    await begin(database, 'CREATE TABLE t (a int);');
    await run(database, [todo('t')]);
    await database.query('INSERT INTO app.t VALUES (1)');
    await expect(run(database, [todo('t')])).rejects.toMatchObject({
      message: 'open step: fill t.a: 100% $$ sure (t has rows)',
      hint: `For example: UPDATE t SET a = 'x'`,
    });
    await expect(run(database, [todo(null)])).rejects.toThrow('open step: fill t.a');
  });

  test('no way back stops', async () => {
    await expect(run(database, [{ kind: 'irreversible', reason: `$$ it's` }])).rejects.toThrow(
      `this revision cannot be taken back: $$ it's`,
    );
  });

  test('SQL by hand, inside and outside a transaction', async () => {
    await begin(database, 'CREATE TABLE t (a int);');
    await run(database, [
      { kind: 'execute', sql: 'INSERT INTO app.t VALUES (1)', transaction: 'inside' },
      { kind: 'execute', sql: 'VACUUM app.t', transaction: 'outside' },
    ]);
    expect(await database.query('SELECT a FROM app.t')).toEqual([{ a: 1 }]);
  });
});
