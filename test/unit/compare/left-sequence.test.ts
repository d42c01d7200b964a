/** A serial column whose default is gone, while its sequence is still there. */
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions } from '../../../src/compare/reconcile-options';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import type { DatabaseSchema, Sequence } from '../../../src/schema/types';
import { column, name, SCHEMA, sequence, table } from '../../support/schema-builders';

const free = (ownedBy: Sequence['ownedBy']): Sequence => ({ ...sequence('t_id_seq'), ownedBy, comment: null });

function reconciled(sequences: readonly Sequence[]) {
  const current: DatabaseSchema = {
    ...EMPTY_SCHEMA,
    tables: [table('t', [column('id', 'integer', { notNull: true })])],
    sequences,
  };
  const wanted = table('t', [column('id', 'integer', { notNull: true, serial: sequence('t_id_seq') })]);
  const model = {
    schema: { ...EMPTY_SCHEMA, tables: [wanted] },
    ignored: [],
    origins: new Map(),
    warnings: [],
    entityCount: 1,
  };
  return reconcile(current, model, defaultReconcileOptions(SCHEMA));
}

it.each([
  ['its own', { table: name('t'), column: 'id' }],
  ['nobody’s', null],
])('draws again from a sequence that is %s', (_, ownedBy) => {
  const { target, unmanaged } = reconciled([free(ownedBy)]);
  expect(target.tables[0]?.columns[0]).toMatchObject({
    default: `nextval('"app"."t_id_seq"'::regclass)`,
    serial: null,
  });
  expect(target.sequences).toEqual([free(ownedBy)]);
  expect(unmanaged).toEqual([]);
});

it('leaves the sequence of another column alone', () => {
  const other = free({ table: name('u'), column: 'id' });
  expect(reconciled([other]).target.tables[0]?.columns[0]?.serial).toEqual(sequence('t_id_seq'));
});

it('gets a sequence where there is none', () => {
  expect(reconciled([]).target.tables[0]?.columns[0]?.serial).toEqual(sequence('t_id_seq'));
});
