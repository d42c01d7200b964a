/** Where an extension goes that the model needs and the database lacks. */
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions } from '../../../src/compare/reconcile-options';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { column, table, type } from '../../support/schema-builders';

function extensionsFor(defaultSchema: string, namespaces: readonly string[]) {
  const current = { ...EMPTY_SCHEMA, namespaces: namespaces.map((name) => ({ name, comment: null })) };
  const schema = { ...EMPTY_SCHEMA, extensions: [{ name: 'uuid-ossp', schema: null }] };
  const model = { schema, ignored: [], origins: new Map(), warnings: [], entityCount: 1 };
  return reconcile(current, model, defaultReconcileOptions(defaultSchema)).target.extensions;
}

it('goes to public, as by TypeORM’s own connection, where the data source has another schema', () => {
  expect(extensionsFor('shop', ['public', 'shop'])).toEqual([{ name: 'uuid-ossp', schema: 'public' }]);
});

it.each([
  ['the data source’s schema is public', 'public', ['public']],
  ['there is no public', 'shop', ['shop']],
])('goes where PostgreSQL puts it where %s', (_, defaultSchema, namespaces) => {
  expect(extensionsFor(defaultSchema, namespaces)).toEqual([{ name: 'uuid-ossp', schema: null }]);
});

it('has its types looked for where the database has it', () => {
  const current = { ...EMPTY_SCHEMA, extensions: [{ name: 'citext', schema: 'extensions' }] };
  const email = { ...column('email', 'text'), type: { ...type('text'), schema: 'public', name: 'citext' } };
  const schema = { ...EMPTY_SCHEMA, tables: [table('users', [email])] };
  const model = { schema, ignored: [], origins: new Map(), warnings: [], entityCount: 1 };
  const { target } = reconcile(current, model, defaultReconcileOptions('app'));
  expect(target.tables[0]?.columns[0]?.type).toMatchObject({ schema: 'extensions', name: 'citext' });
});
