/** What PostgreSQL does to children and partitions by itself is no difference of theirs; the rest is. */
import { diff } from '../../../src/compare/diff';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { objectName } from '../../../src/schema/names';
import type { Column, DatabaseSchema, Table } from '../../../src/schema/types';
import { column, enumType, name, sequence, table, view } from '../../support/schema-builders';

const tables = (...all: readonly Table[]): DatabaseSchema => ({ ...EMPTY_SCHEMA, tables: all });
const plan = (from: DatabaseSchema, to: DatabaseSchema) => diff(from, to, { defaultSchema: 'app' });
const inherited = { inherited: true } as const;
const child = (...columns: Table['columns']): Table => table('child', columns, { inherits: [name('base')] });

test('a column that comes to a parent comes to its children', () => {
  const from = tables(table('base', [column('a', 'integer')]), child(column('a', 'integer', inherited)));
  const to = tables(
    table('base', [column('a', 'bigint'), column('b', 'text', { default: `'x'::text` })]),
    child(column('a', 'bigint', inherited), column('b', 'text', { default: `'x'::text`, ...inherited })),
  );
  expect(plan(from, to)).toMatchObject([
    { kind: 'addColumn', table: name('base') },
    { kind: 'alterColumn', table: name('base') },
  ]);
  expect(plan(to, from)).toMatchObject([
    { kind: 'alterColumn', table: name('base') },
    { kind: 'dropColumn', table: name('base') },
  ]);
});

test('what a child has otherwise is its own difference', () => {
  const from = tables(table('base', [column('a', 'integer')]), child(column('a', 'integer', inherited)));
  const to = tables(
    table('base', [column('a', 'integer', { default: '1' })]),
    child(column('a', 'integer', { default: '2', ...inherited })),
  );
  expect(plan(from, to)).toMatchObject([
    { table: name('base'), changes: { default: { to: '1' } } },
    { table: name('child'), changes: { default: { from: '1', to: '2' } } },
  ]);
});

test('a column that a child keeps is left to it', () => {
  const from = tables(
    table('base', [column('a', 'integer'), column('b', 'text')]),
    child(column('a', 'integer', inherited), column('b', 'text', inherited)),
  );
  const to = tables(
    table('base', [column('a', 'integer')]),
    child(column('a', 'integer', inherited), column('b', 'text')),
  );
  expect(plan(from, to)).toMatchObject([{ kind: 'dropColumn', table: name('base'), name: 'b', only: true }]);
});

test('a new child has of its parents what they have; a sequence stays the parent’s', () => {
  const base = table('base', [column('id', 'integer', { notNull: true, serial: sequence('base_id_seq') })]);
  const id = column('id', 'integer', { notNull: true, default: `nextval('app.base_id_seq'::regclass)`, ...inherited });
  expect(plan(tables(base), tables(base, child(id)))).toMatchObject([{ kind: 'createTable' }]);
  expect(plan(tables(base), tables(base, child({ ...id, default: '7' })))).toMatchObject([
    { kind: 'createTable' },
    { kind: 'alterColumn', changes: { default: { to: '7' } } },
  ]);
});

test('a partition leaves before anything changes and joins when all is done', () => {
  const part = (bound: string): Table =>
    table('part', [column('a', 'integer', inherited)], { kind: 'partition', inherits: [name('base')], bound });
  const base = (...more: Table['columns']): Table =>
    table('base', [column('a', 'integer'), ...more], { kind: 'partitioned', partitionKey: 'LIST (a)' });
  const loose = table('part', [column('a', 'integer')]);
  expect(plan(tables(base(), part('FOR VALUES IN (1)')), tables(base(column('b', 'text')), loose))).toMatchObject([
    { kind: 'detachPartition', table: name('part'), bound: 'FOR VALUES IN (1)' },
    { kind: 'addColumn', table: name('base') },
  ]);
  expect(plan(tables(base(), loose), tables(base(), part('FOR VALUES IN (2)')))).toMatchObject([
    { kind: 'attachPartition', table: name('part'), parent: name('base'), bound: 'FOR VALUES IN (2)' },
  ]);
});

describe('an enum is swapped with the column of the parent, and not beneath it', () => {
  const of = (labels: readonly string[]) => enumType('state', labels);
  const typed = (facts: Partial<Column> = {}): Column => ({
    ...column('s', 'text', facts),
    type: { ...name('state'), modifiers: [], dimensions: 0 },
  });
  const part = (bound: string, ...columns: Table['columns']): Table =>
    table('part', columns, { kind: 'partition', inherits: [name('base')], bound });
  const whole = (...columns: Table['columns']): Table =>
    table('base', columns, { kind: 'partitioned', partitionKey: 'LIST (a)' });
  const swapped = (from: readonly Table[], to: readonly Table[]) =>
    plan({ ...tables(...from), enums: [of(['a', 'b'])] }, { ...tables(...to), enums: [of(['b', 'a'])] }).flatMap(
      (each) => (each.kind === 'replaceEnum' ? each.users.map((user) => user.table.name) : []),
    );

  test.each<readonly [string, readonly Table[], readonly Table[], readonly string[]]>([
    [
      'a child',
      [table('base', [typed()]), child(typed(inherited))],
      [table('base', [typed()]), child(typed(inherited))],
      ['base'],
    ],
    [
      'a partition',
      [whole(typed()), part('DEFAULT', typed(inherited))],
      [whole(typed()), part('DEFAULT', typed(inherited))],
      ['base'],
    ],
    [
      'a partition that is detached',
      [whole(typed()), part('DEFAULT', typed(inherited))],
      [whole(typed()), table('part', [typed()])],
      ['base', 'part'],
    ],
    [
      'a partition that gets other bounds',
      [whole(typed()), part('DEFAULT', typed(inherited))],
      [whole(typed()), part('FOR VALUES IN (1)', typed(inherited))],
      ['base', 'part'],
    ],
    [
      'a column that the parent gets',
      [whole(), part('DEFAULT')],
      [whole(typed()), part('DEFAULT', typed(inherited))],
      [],
    ],
    [
      'a column that becomes one of it',
      [whole(column('s', 'text')), part('DEFAULT', column('s', 'text', inherited))],
      [whole(typed()), part('DEFAULT', typed(inherited))],
      [],
    ],
  ])('%s', (_about, from, to, users) => {
    expect(swapped(from, to)).toEqual(users);
  });
});

describe('a view over a child', () => {
  const v = view('v', 'SELECT a FROM app.child');
  const over = (all: DatabaseSchema): DatabaseSchema => ({
    ...all,
    views: [v],
    dependencies: [
      {
        dependent: objectName('view', v.schema, v.name),
        referenced: objectName('column', v.schema, 'a', 'child'),
      },
    ],
  });
  const base = (...columns: Table['columns']): Table => table('base', columns);
  const kinds = (from: DatabaseSchema, to: DatabaseSchema) => plan(over(from), over(to)).map(({ kind }) => kind);

  test('makes way when the column of its parent changes', () => {
    const from = tables(base(column('a', 'integer')), child(column('a', 'integer', inherited)));
    const to = tables(base(column('a', 'bigint')), child(column('a', 'bigint', inherited)));
    expect(kinds(from, to)).toEqual(['suspend', 'alterColumn', 'resume']);
  });

  test('stays where the child keeps the column for itself, or leaves', () => {
    const from = tables(base(column('a', 'integer')), child(column('a', 'integer', inherited)));
    const kept = tables(base(), child(column('a', 'integer')));
    expect(kinds(from, kept)).toEqual(['dropColumn']);
    const alone = tables(base(column('a', 'bigint')), table('child', [column('a', 'integer')]));
    expect(kinds(from, alone)).not.toContain('suspend');
  });
});
