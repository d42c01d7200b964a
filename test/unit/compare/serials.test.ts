/** One sequence, as a serial on one side and by itself on the other. */
import { diff } from '../../../src/compare/diff';
import { defaultSequenceOptions, EMPTY_SCHEMA } from '../../../src/schema/empty';
import type { DatabaseSchema, Sequence } from '../../../src/schema/types';
import { column, name, sequence, table } from '../../support/schema-builders';

const free = (ownedBy: Sequence['ownedBy']): Sequence => ({
  ...name('t_id_seq'),
  options: defaultSequenceOptions('integer'),
  ownedBy,
  comment: null,
});
const NEXTVAL = `nextval('app.t_id_seq'::regclass)`;
const serial: DatabaseSchema = {
  ...EMPTY_SCHEMA,
  tables: [table('t', [column('id', 'integer', { notNull: true, serial: sequence('t_id_seq') })])],
};
const apart = (facts: { default: string | null; owned: boolean }): DatabaseSchema => ({
  ...EMPTY_SCHEMA,
  tables: [table('t', [column('id', 'integer', { notNull: true, default: facts.default })])],
  sequences: [free(facts.owned ? { table: name('t'), column: 'id' } : null)],
});
const plan = (from: DatabaseSchema, to: DatabaseSchema) => diff(from, to, { defaultSchema: 'app' });

test('it is never made a second time', () => {
  expect(plan(serial, apart({ default: NEXTVAL, owned: false }))).toEqual([
    {
      kind: 'alterSequence',
      sequence: name('t_id_seq'),
      changes: { ownedBy: { from: { table: name('t'), column: 'id' }, to: null } },
    },
  ]);
  expect(plan(apart({ default: null, owned: true }), serial)).toEqual([
    { kind: 'alterColumn', table: name('t'), name: 'id', changes: { default: { from: null, to: NEXTVAL } } },
  ]);
});

test('the same in two forms is no difference', () => {
  expect(plan(serial, apart({ default: NEXTVAL, owned: true }))).toEqual([]);
});
