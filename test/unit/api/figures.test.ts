/** Which rows and values are counted, and beside which operation the figure stands. */
import { wantedFigures } from '../../../src/api/figures';
import { diff } from '../../../src/compare/diff';
import type { Operation } from '../../../src/operations/operation';
import { tables } from '../../support/builders';
import { column, SCHEMA, table } from '../../support/schema-builders';

const told = (operations: readonly Operation[], losing: readonly number[] = []): readonly string[] =>
  wantedFigures(operations, new Set(losing)).map(({ operation, words }) => {
    const of = operations[operation];
    return `${of?.kind === 'addColumn' ? of.column.name : (of?.kind ?? '')}: ${words(2)}`;
  });

test('rows to fill stand at the column that is to be filled, however many are added', () => {
  const [id, note] = [column('id', 'integer'), column('note', 'text')];
  const country = column('country', 'text', { notNull: true });
  const vip = column('vip', 'boolean', { notNull: true, default: 'false' });
  const [before, after] = [tables(table('t', [id])), tables(table('t', [id, country, vip, note]))];
  const operations = diff(before, after, { defaultSchema: SCHEMA });
  expect(operations.filter(({ kind }) => kind === 'addColumn')).toHaveLength(3);
  expect(told(operations)).toEqual(['country: required; 2 rows to fill']);
});

test('values that go, and none of what the plan itself has renamed', () => {
  const drop: Operation = { kind: 'dropColumn', table: { schema: SCHEMA, name: 't' }, name: 'note', was: null };
  const rename: Operation = { kind: 'renameTable', table: { schema: SCHEMA, name: 's' }, to: 't' };
  expect(told([drop], [0])).toEqual(['dropColumn: 2 values now']);
  expect(told([drop])).toEqual([]);
  expect(told([rename, drop], [1])).toEqual([]);
  // A column that another one takes the name of afterwards.
  const swapped: Operation = {
    kind: 'renameColumn',
    table: { schema: SCHEMA, name: 't' },
    name: 'note_new',
    to: 'note',
  };
  expect(told([drop, swapped], [0])).toEqual(['dropColumn: 2 values now']);
});
