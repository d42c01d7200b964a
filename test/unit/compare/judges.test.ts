/** A project's own word on types, defaults and what is compared at all, each side asked by itself. */
import { diff } from '../../../src/compare/diff';
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions, type ReconcileOptions } from '../../../src/compare/reconcile-options';
import type { Operation } from '../../../src/operations/operation';
import type { Column } from '../../../src/schema/types';
import { model, tables } from '../../support/builders';
import { column, SCHEMA, table } from '../../support/schema-builders';

function operations(
  current: readonly Column[],
  wanted: readonly Column[],
  options: Partial<ReconcileOptions>,
): readonly Operation[] {
  const before = tables(table('t', current));
  const all = { ...defaultReconcileOptions(SCHEMA), owned: () => true, ...options };
  const { target } = reconcile(before, model({ tables: [table('t', wanted)] }), all);
  return diff(before, target, { defaultSchema: SCHEMA });
}

const changesOf = (all: readonly Operation[]): readonly unknown[] =>
  all.map((operation) => (operation.kind === 'alterColumn' ? Object.keys(operation.changes) : operation.kind));

const INTEGER = column('a', 'integer', { default: '1' });
const BIGINT = column('a', 'bigint');

test('types that are called the same stay, and the rest is compared', () => {
  expect(changesOf(operations([INTEGER], [BIGINT], {}))).toEqual([['type', 'default']]);
  expect(changesOf(operations([INTEGER], [BIGINT], { compareType: () => false }))).toEqual([['default']]);
  expect(changesOf(operations([INTEGER], [BIGINT], { compareType: () => null }))).toEqual([['type', 'default']]);
  expect(changesOf(operations([INTEGER], [BIGINT], { compareType: () => true }))).toEqual([['type', 'default']]);
});

test('defaults that are called the same stay, and others are set whatever they print as', () => {
  const other = column('a', 'integer', { default: '2' });
  expect(operations([INTEGER], [other], { compareDefault: () => false })).toEqual([]);
  expect(changesOf(operations([INTEGER], [other], { compareDefault: () => true }))).toEqual([['default']]);
  expect(operations([INTEGER], [column('a', 'integer')], { compareDefault: () => false })).toEqual([]);
});

test('they are asked with both columns and their table', () => {
  const asked: unknown[] = [];
  operations([INTEGER, column('same', 'text')], [BIGINT, column('same', 'text')], {
    compareType: ({ table: { name }, current, desired }) => {
      asked.push([name, current.name, current.type.name, desired.type.name]);
      return null;
    },
  });
  expect(asked).toEqual([['t', 'a', 'integer', 'bigint']]);
});

test('a column that is left out of the model is no new one; left out of the database it does not go', () => {
  const extra = column('extra', 'text');
  expect(
    operations([INTEGER], [INTEGER, extra], { isVisible: ({ name }, side) => side === 'database' || name !== 'extra' }),
  ).toEqual([]);
  expect(
    changesOf(
      operations([INTEGER], [INTEGER, extra], { isVisible: ({ name }, side) => side === 'model' || name !== 'extra' }),
    ),
  ).toEqual(['addColumn']);
  const drops = { allowed: new Set([`column ${SCHEMA} t extra`]), kept: new Set<string>() };
  expect(
    operations([INTEGER, extra], [INTEGER], {
      drops,
      isVisible: ({ name }, side) => side === 'model' || name !== 'extra',
    }),
  ).toEqual([]);
});
