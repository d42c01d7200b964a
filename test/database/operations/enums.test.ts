/** Enum types on a real server: what changes in place, and what swaps the type under its columns. */
import type { EnumUser, Operation, OperationOf } from '../../../src/operations/operation';
import { createDatabase, type TestDatabase } from '../../support/database';
import { name } from '../../support/schema-builders';
import { statementsOf } from '../../support/table-operations';
import { begin, changes, run } from '../../support/trial';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'enums' });
});
afterAll(async () => {
  await database.drop();
});

const NASTY = 'we"ird; drop table x --\'\\';
const status = name('status');
const STATUS = `CREATE TYPE status AS ENUM ('new', 'paid', 'void');`;
const ORDERS = `${STATUS} CREATE TABLE orders (id int, s status NOT NULL DEFAULT 'new', other status, many status[] DEFAULT '{new,paid}');
  CREATE TABLE far (s status DEFAULT 'paid');
  INSERT INTO orders VALUES (1, 'new', 'paid', '{new,void}'), (2, 'paid', NULL, NULL); INSERT INTO far VALUES ('paid');`;

async function labels(of = 'status'): Promise<readonly string[]> {
  const rows = await database.query<{ enumlabel: string }>(
    `SELECT enumlabel FROM pg_enum WHERE enumtypid = 'app.${of}'::regtype ORDER BY enumsortorder`,
  );
  return rows.map(({ enumlabel }) => enumlabel);
}

describe('made, dropped, renamed', () => {
  test('with a comment and labels that need quoting', async () => {
    const of = { ...name('mood"s'), derivedName: false, labels: ['a', NASTY], comment: NASTY };
    await changes(database, '', { kind: 'createEnum', enum: of });
    expect(await database.query(`SELECT 'x' FROM pg_enum WHERE enumlabel = $1`, [NASTY])).toHaveLength(1);
    await begin(database, STATUS);
    await run(database, [{ kind: 'dropEnum', enum: status, was: null }]);
  });

  test('a rename keeps its columns', async () => {
    await changes(database, ORDERS, { kind: 'renameEnum', enum: status, to: 'stat"e' });
    expect(await database.query('SELECT s::text FROM app.orders ORDER BY id')).toEqual([{ s: 'new' }, { s: 'paid' }]);
  });

  test('a type in use is not dropped', async () => {
    await begin(database, ORDERS);
    await expect(run(database, [{ kind: 'dropEnum', enum: status, was: null }])).rejects.toThrow(
      'other objects depend on it',
    );
  });
});

describe('a new label', () => {
  const add = (value: string, position: OperationOf<'addEnumValue'>['position']): Operation => ({
    kind: 'addEnumValue',
    enum: status,
    value,
    position,
  });

  test.each([
    [null, ['new', 'paid', 'void', NASTY]],
    [{ before: 'new' }, [NASTY, 'new', 'paid', 'void']],
    [{ after: 'new' }, ['new', NASTY, 'paid', 'void']],
  ] as const)('at %j', async (position, expected) => {
    await changes(database, ORDERS, add(NASTY, position));
    expect(await labels()).toEqual(expected);
  });

  test('can be used by what follows in the same revision, and says when it is there', async () => {
    await begin(database, ORDERS);
    const [statement] = statementsOf(add('late', null), 18);
    expect(await database.query(statement?.done ?? '')).toEqual([{ exists: false }]);
    await run(database, [
      add('late', null),
      add('later', null),
      { kind: 'execute', sql: `UPDATE app.orders SET s = 'late' WHERE id = 1`, transaction: 'inside' },
    ]);
    expect(await database.query(statement?.done ?? '')).toEqual([{ exists: true }]);
    expect(await labels()).toEqual(['new', 'paid', 'void', 'late', 'later']);
  });

  test('a renamed label takes its rows along', async () => {
    await changes(database, ORDERS, { kind: 'renameEnumValue', enum: status, value: 'paid', to: NASTY });
    expect(await database.query('SELECT s::text FROM app.orders WHERE id = 2')).toEqual([{ s: NASTY }]);
  });
});

describe('a swap of the type', () => {
  const users: readonly EnumUser[] = [
    { table: name('orders'), column: 's', array: false, default: `'new'::app.status` },
    { table: name('orders'), column: 'other', array: false, default: null },
    { table: name('orders'), column: 'many', array: true, default: `'{new,paid}'::app.status[]` },
    { table: name('far'), column: 's', array: false, default: `'paid'::app.status` },
  ];
  const swap = (
    to: readonly string[],
    facts: Partial<OperationOf<'replaceEnum'>> = {},
  ): OperationOf<'replaceEnum'> => ({
    kind: 'replaceEnum',
    enum: status,
    labels: { from: ['new', 'paid', 'void'], to },
    mapping: {},
    users,
    ...facts,
  });

  test('reorders and adds for all columns of several tables, arrays and defaults included, each table written once', async () => {
    const operation = swap(['void', 'held', 'new', 'paid']);
    await changes(database, ORDERS, operation);
    expect(await labels()).toEqual(['void', 'held', 'new', 'paid']);
    expect(await database.query('SELECT s::text, other::text, many::text FROM app.orders ORDER BY id')).toEqual([
      { s: 'new', other: 'paid', many: '{new,void}' },
      { s: 'paid', other: null, many: null },
    ]);
    const statements = statementsOf(operation, 18);
    expect(statements.filter(({ rewrites }) => rewrites.length > 0)).toHaveLength(2);
    expect(await database.query(`SELECT 'x' FROM pg_type WHERE typname LIKE '%stillhead%'`)).toEqual([]);
  });

  test('a row that holds a label which goes stops it, and nothing is changed', async () => {
    await begin(database, ORDERS);
    await expect(run(database, [swap(['new', 'paid'])])).rejects.toMatchObject({ code: '22P02' });
    expect(await labels()).toEqual(['new', 'paid', 'void']);
  });

  test('a mapping takes the rows over, in arrays too', async () => {
    await changes(
      database,
      ORDERS,
      swap(['gone', 'new'], {
        mapping: { void: 'gone', paid: 'new' },
        users: users.map((user) => ({
          ...user,
          default: user.default === null ? null : user.default.replaceAll('paid', 'gone'),
        })),
      }),
    );
    expect(await labels()).toEqual(['gone', 'new']);
    expect(await database.query('SELECT s::text, other::text, many::text FROM app.orders ORDER BY id')).toEqual([
      { s: 'new', other: 'new', many: '{new,gone}' },
      { s: 'new', other: null, many: null },
    ]);
  });

  test('the comment of the type stays when it is known', async () => {
    const before = `${ORDERS} COMMENT ON TYPE status IS 'kept';`;
    await changes(database, before, swap(['paid', 'void', 'new'], { comment: 'kept' }));
    expect(await database.query(`SELECT obj_description('app.status'::regtype, 'pg_type') AS comment`)).toEqual([
      { comment: 'kept' },
    ]);
  });

  test('a column that nobody named stops it', async () => {
    await begin(database, ORDERS);
    await expect(run(database, [swap(['new', 'paid', 'void', 'x'], { users: users.slice(1) })])).rejects.toThrow(
      'depend',
    );
  });

  test('a long name leaves room for the temporary one', async () => {
    const long = 'ä'.repeat(31);
    await begin(database, `CREATE TYPE "${long}" AS ENUM ('a', 'b'); CREATE TABLE t (c "${long}" DEFAULT 'a');`);
    await run(database, [
      {
        kind: 'replaceEnum',
        enum: name(long),
        labels: { from: ['a', 'b'], to: ['a'] },
        mapping: {},
        users: [{ table: name('t'), column: 'c', array: false, default: `'a'::app."${long}"` }],
      },
    ]);
    expect(await labels(`"${long}"`)).toEqual(['a']);
  });
});
