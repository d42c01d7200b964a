/** A column that stays and that every insert of the models would leave empty. */
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions, type ReconcileOptions } from '../../../src/compare/reconcile-options';
import { objectKey, objectName } from '../../../src/schema/names';
import type { Column } from '../../../src/schema/types';
import { model, tables } from '../../support/builders';
import { column, SCHEMA, sequence, table } from '../../support/schema-builders';

const ID = column('id', 'integer');
const KEPT: Partial<ReconcileOptions> = {
  owned: () => true,
  drops: { allowed: new Set(), kept: new Set([objectKey(objectName('column', SCHEMA, 'title', 't'))]) },
};

function warnings(extra: Column, options: Partial<ReconcileOptions>): readonly string[] {
  const wanted = model({ tables: [table('t', [ID])] });
  const found = reconcile(tables(table('t', [ID, extra])), wanted, { ...defaultReconcileOptions(SCHEMA), ...options });
  return found.warnings.map(({ code, message }) => `${code} ${message}`);
}

const REQUIRED = column('title', 'text', { notNull: true });
const TOLD = [expect.stringMatching(/^REQUIRED_UNDECLARED t\.title stays, is required and has no default/) as string];

test('is named, whether a person kept it or somebody else made it', () => {
  expect(warnings(REQUIRED, KEPT)).toEqual(TOLD);
  expect(warnings(REQUIRED, { owned: () => false })).toEqual(TOLD);
});

test.each<[string, Column]>([
  ['not required', column('title', 'text')],
  ['with a default', column('title', 'text', { notNull: true, default: "''" })],
  ['a serial', column('title', 'integer', { notNull: true, serial: sequence('title_seq') })],
  ['generated', column('title', 'text', { notNull: true, generated: { expression: 'id', storage: 'stored' } })],
])('nothing is said of one that is %s', (_what, extra) => {
  expect(warnings(extra, KEPT)).toEqual([]);
});

test('nothing is said while it is asked about', () => {
  expect(warnings(REQUIRED, { owned: () => true })).toEqual([]);
});
