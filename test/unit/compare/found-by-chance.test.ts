/** What random pairs of schemas found, as small as it gets; the pairs themselves stand in test/database/property/once-failed.jsonl. */
import { fillingConversion } from '../../../src/compare/casts';
import { diff } from '../../../src/compare/diff';
import { applyRenames } from '../../../src/compare/renames';
import type { ColumnChanges, Operation } from '../../../src/operations/operation';
import { toStatements } from '../../../src/operations/specs';
import type { Column, DatabaseSchema } from '../../../src/schema/types';
import { database, tables } from '../../support/builders';
import {
  column,
  enumType,
  foreignKey,
  index,
  name,
  primaryKey,
  SCHEMA,
  sequence,
  table,
  type,
  unique,
} from '../../support/schema-builders';

const CONTEXT = { defaultSchema: SCHEMA };

function between(from: DatabaseSchema, to: DatabaseSchema): readonly Operation[] {
  return diff(from, to, CONTEXT);
}

const kinds = (operations: readonly Operation[]): readonly string[] => operations.map(({ kind }) => kind);
const t = (...columns: readonly Column[]): DatabaseSchema => tables(table('t', columns));

function alterations(operations: readonly Operation[]): readonly ColumnChanges[] {
  return operations.flatMap((each) => (each.kind === 'alterColumn' ? [each.changes] : []));
}

test('a new type keeps the collation that is named', () => {
  const collation = { schema: 'pg_catalog', name: 'C' };
  const operations = between(t(column('c', 'text', { collation })), t(column('c', 'varchar(20)', { collation })));
  const sql = operations.flatMap((each) => toStatements(each, { major: 18, ...CONTEXT })).map((each) => each.sql);
  expect(sql).toEqual(['ALTER TABLE "app"."t" ALTER COLUMN "c" TYPE character varying(20) COLLATE "pg_catalog"."C"']);
});

test('a computed column is made plain before it is filled', () => {
  const generated = { expression: 'a + 1', storage: 'stored' } as const;
  const a = column('a', 'integer');
  const operations = between(
    t(a, column('c', 'integer', { generated })),
    t(a, column('c', 'integer', { notNull: true })),
  );
  expect(kinds(operations)).toEqual(['alterColumn', 'todo', 'alterColumn']);
  expect(alterations(operations)).toEqual([
    { generated: { from: generated, to: null } },
    { notNull: { from: false, to: true } },
  ]);
});

test('a foreign key waits until its table is as logged as the one that it points at', () => {
  const key = foreignKey('fk', ['p'], { table: name('parent'), columns: ['id'] });
  const parent = table('parent', [column('id', 'integer', { notNull: true })], {
    primaryKey: primaryKey('parent_pkey', ['id']),
    unlogged: true,
  });
  const child = table('child', [column('p', 'integer')]);
  const operations = between(tables(child, parent), tables({ ...child, unlogged: true, foreignKeys: [key] }, parent));
  expect(kinds(operations)).toEqual(['alterTable', 'createForeignKey']);
});

test('two columns that trade their changing enums go over text', () => {
  const enums = (...labels: readonly string[]) => [enumType('a', labels), enumType('b', labels)];
  const from = { ...t(column('x', 'a'), column('y', 'b')), enums: enums('one', 'two') };
  const to = { ...t(column('x', 'b'), column('y', 'a')), enums: enums('one') };
  const types = alterations(between(from, to)).map(({ type: change }) => `${change?.from.name} → ${change?.to.name}`);
  expect(types.filter((each) => each.endsWith('→ text'))).toHaveLength(2);
  expect(types).toHaveLength(4);
});

test('the default of an array is not set while it is still one', () => {
  const from = { ...t(column('c', 'kind[]')), enums: [enumType('kind', ['one', 'two'])] };
  const to = { ...t(column('c', 'kind', { default: `'one'` })), enums: [enumType('kind', ['one'])] };
  const swap = between(from, to).find(({ kind }) => kind === 'replaceEnum');
  expect(swap).toMatchObject({ users: [{ column: 'c', default: null }] });
});

test('what an altered type would respell is made anew by us', () => {
  const predicate = `((c)::text = ANY ((ARRAY['a'::character varying])::text[]))`;
  const from = tables(table('t', [column('c', 'varchar(20)')], { indexes: [index('ix', ['c'], { predicate })] }));
  const to = tables(table('t', [column('c', 'varchar(30)')], { indexes: [index('ix', ['c'], { predicate })] }));
  expect(kinds(between(from, to))).toEqual(['dropIndex', 'alterColumn', 'createIndex']);
});

test('a key with an included column that changes its type goes for a new foreign key too', () => {
  const parent = (of: string) =>
    table('parent', [column('id', 'integer'), column('extra', of)], {
      uniques: [unique('parent_key', ['id'], { include: ['extra'] })],
    });
  const child = table('child', [column('p', 'integer')]);
  const key = foreignKey('fk', ['p'], { table: name('parent'), columns: ['id'] });
  const operations = between(
    tables(child, parent('integer')),
    tables({ ...child, foreignKeys: [key] }, parent('bigint')),
  );
  expect(kinds(operations)).toEqual(['dropConstraint', 'alterColumn', 'createUniqueConstraint', 'createForeignKey']);
});

test('the sequence of a column is renamed once, beside another change of it', () => {
  const to = sequence('t_c_seq', { increment: '5' });
  const operations = between(
    t(column('c', 'integer', { serial: sequence('old_seq') })),
    t(column('c', 'integer', { serial: to })),
  );
  const [change] = alterations(operations);
  expect(kinds(operations)).toEqual(['renameSequence', 'alterColumn']);
  expect(change?.serial).toMatchObject({ from: { name: 't_c_seq' }, to: { name: 't_c_seq' } });
});

test('a table moves under its new name where its old one is taken', () => {
  const current = {
    ...database({}),
    namespaces: [
      { name: SCHEMA, comment: null },
      { name: 'other', comment: null },
    ],
    tables: [table('t', []), { ...table('t', []), schema: 'other' }],
  };
  const rename = { kind: 'table', table: name('t'), to: 'u', toSchema: 'other' } as const;
  const { operations } = applyRenames(current, [rename], { model: null, ...CONTEXT });
  expect(kinds(operations)).toEqual(['renameTable', 'moveTable']);
});

test.each([
  ['integer', 'money', '0', `coalesce("c"::money, (0)::money)`],
  ['numeric[]', 'varchar(20)', `'x'`, `coalesce("c"[1]::character varying, 'x')`],
])('from %s to %s with %s for what is empty', (from, to, value, expected) => {
  expect(fillingConversion('c', type(from), type(to), value)).toBe(expected);
});
