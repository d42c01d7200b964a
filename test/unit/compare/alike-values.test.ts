/** What statistics of values say in a question about a rename: its order and its words, never a value, never an answer. */
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions } from '../../../src/compare/reconcile-options';
import type { ColumnStatistics } from '../../../src/schema/column-statistics';
import { objectKey, objectName } from '../../../src/schema/names';
import type { Column, Table } from '../../../src/schema/types';
import { database, model } from '../../support/builders';
import { column, enumType, index, SCHEMA, table, unique } from '../../support/schema-builders';

const MANY: ColumnStatistics = { rows: 1000, nulls: 0, allDiffer: true, common: [] };
const ID = column('id', 'integer', { notNull: true });
const OLD = column('zzz', 'text');
const STATE = enumType('state', ['new', 'paid', 'held']);
const inState = (name: string): Column =>
  column(name, 'text', { type: { ...OLD.type, schema: SCHEMA, name: 'state' } });

/** What is asked of `t.zzz`: the candidates with the words of the first, or the kind of another question. */
function asked(
  fresh: readonly Column[],
  values: Partial<ColumnStatistics> | null,
  more: Partial<Table> = {},
  old = OLD,
) {
  const gone = objectName('column', SCHEMA, 'zzz', 't');
  const current = database({ tables: [table('t', [ID, old])] });
  const wanted = model({ tables: [table('t', [ID, ...fresh], more)], enums: [STATE] });
  const statistics = values === null ? {} : { statistics: new Map([[objectKey(gone), { ...MANY, ...values }]]) };
  const options = { ...defaultReconcileOptions(SCHEMA), owned: () => true, ...statistics };
  const [question] = reconcile(current, wanted, options).questions;
  return question?.kind === 'rename' ? [question.candidates.map(({ name }) => name), question.alike] : question?.kind;
}

const REQUIRED = column('b', 'text', { notNull: true });
const TWO = [column('a', 'text'), REQUIRED];

test('without statistics, and of few rows, nothing is said', () => {
  const plain = [
    ['a', 'b'],
    ['text', 'optional', 'same place'],
  ];
  expect(asked(TWO, null)).toEqual(plain);
  expect(asked(TWO, { rows: 9 })).toEqual(plain);
  expect(asked([inState('a')], { rows: 9, common: ['new'] })).toBe('dropColumn');
});

test('an optional column that is never null is like a required one; one with nulls is less like it', () => {
  const required = [REQUIRED];
  expect(asked(required, {})).toEqual([['b'], ['text', 'same place', 'never null']]);
  expect(asked(required, { nulls: 0.1 })).toEqual([['b'], ['text', 'same place']]);
  expect(asked(TWO, {})?.[0]).toEqual(['b', 'a']);
  const near = [column('zzy', 'text', { notNull: true }), column('zabc', 'text')];
  expect(asked(near, { nulls: 0.1 })?.[0]).toEqual(['zabc', 'zzy']);
  expect(asked(near, null)?.[0]).toEqual(['zzy', 'zabc']);
  // What is required already says nothing anew.
  expect(asked(required, {}, {}, { ...OLD, notNull: true })).toEqual([['b'], ['text', 'required', 'same place']]);
});

test.each<[string, Partial<Table>]>([
  ['a constraint', { uniques: [unique('u', ['b'])] }],
  ['an index', { indexes: [index('i', ['b'], { unique: true })] }],
])('values that all differ are like a unique column, by %s, and others are not', (_what, more) => {
  const both = [column('a', 'text'), column('b', 'text')];
  const found = asked(both, {}, more);
  expect(found).toEqual([
    ['b', 'a'],
    ['text', 'optional', 'same place', 'all values differ'],
  ]);
  expect(asked(both, { allDiffer: false }, more)).toEqual([
    ['a', 'b'],
    ['text', 'optional', 'same place'],
  ]);
});

test('an index over some rows, or over two columns, makes no column unique', () => {
  for (const over of [
    index('i', ['b'], { unique: true, predicate: '(id > 1)' }),
    index('i', ['id', 'b'], { unique: true }),
  ])
    expect(JSON.stringify(asked([column('b', 'text')], {}, { indexes: [over] }))).not.toContain('differ');
});

test('text whose common values are all labels may have become the enum; the likeness names no value', () => {
  const common = ['paid', 'new'];
  expect(asked([inState('a')], { common, allDiffer: false })).toEqual([
    ['a'],
    ['optional', 'same place', 'its common values are labels'],
  ]);
  expect(asked([inState('a')], { common: ['paid', 'other'] })).toBe('dropColumn');
  expect(asked([inState('a')], { common: [] })).toBe('dropColumn');
  expect(asked([inState('a')], null)).toBe('dropColumn');
  const numbers = { ...OLD, type: { ...OLD.type, name: 'integer' } };
  expect(asked([inState('a')], { common }, {}, numbers)).toBe('dropColumn');
});
