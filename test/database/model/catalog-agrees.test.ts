/** Both witnesses put the same thing into the same words: the catalog reader on what TypeORM made of the zoo, and the model of the zoo. */
import 'reflect-metadata';
import * as orm from 'typeorm';
import { readCatalog } from '../../../src/catalog/read';
import { openDatabase } from '../../../src/database';
import { readModel } from '../../../src/model/read';
import type { DatabaseSchema, Table, View } from '../../../src/schema/types';
import { createDatabase, type TestDatabase } from '../../support/database';
import { zoo, ZOO_SCHEMAS } from '../../support/zoo/zoo';

let database: TestDatabase;
let catalog: DatabaseSchema;
let model: DatabaseSchema;

beforeAll(async () => {
  database = await createDatabase({ sql: ZOO_SCHEMAS.map((name) => `CREATE SCHEMA ${name};`).join('') });
  const source = new orm.DataSource({ ...database.typeormOptions, entities: zoo(orm, 1) });
  model = (await readModel(source, { defaultSchema: 'public' })).schema;
  await source.initialize();
  await source.synchronize();
  await source.destroy();
  const session = await openDatabase({ dataSourceOptions: database.typeormOptions });
  catalog = (await readCatalog(session)).schema;
  await session.close();
});
afterAll(() => database.drop());

test('tables', () => {
  const made = catalog.tables.filter((table) => table.name !== 'typeorm_metadata');
  expect(model.tables.map(withoutExpressions)).toEqual(made.map(withoutExpressions));
});

test('enums', () => {
  expect(model.enums.map((type) => ({ ...type, derivedName: false }))).toEqual(catalog.enums);
});

test('views, whose columns only PostgreSQL knows', () => {
  const comparable = ({ columnTypes: _, ...view }: View): View => ({
    ...view,
    definition: '',
    columns: [],
    indexes: view.indexes.map((index) => ({ ...index, derivedName: false })),
  });
  expect(model.views.map(comparable)).toEqual(catalog.views.map(comparable));
});

test('namespaces and extensions', () => {
  expect(model.namespaces.map(({ name }) => name)).toEqual(catalog.namespaces.map(({ name }) => name));
  const there = catalog.extensions.map(({ name }) => name);
  expect(model.extensions.map(({ name }) => name).filter((name) => !there.includes(name))).toEqual([]);
});

test('which views must stand before which: the catalog knows the very columns', () => {
  const edges = (schema: DatabaseSchema): string[] =>
    schema.dependencies
      .filter(({ dependent, referenced }) => dependent.name === 'view_on_view' && referenced.kind !== 'schema')
      .map(({ referenced }) => referenced.table ?? referenced.name);
  expect(edges(model)).toEqual(['plain_view']);
  expect(edges(catalog)).toEqual(edges(model));
});

/** Only what has one spelling. */
function withoutExpressions(table: Table): Table {
  const plain = <Item extends { readonly derivedName: boolean }>(item: Item): Item => ({ ...item, derivedName: false });
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      default: column.default === null ? null : '…',
      generated: column.generated === null ? null : { ...column.generated, expression: '…' },
    })),
    primaryKey: table.primaryKey === null ? null : plain(table.primaryKey),
    uniques: table.uniques.map(plain),
    checks: table.checks.map((check) => ({ ...plain(check), expression: '…' })),
    exclusions: table.exclusions.map((exclusion) => ({ ...plain(exclusion), definition: '…' })),
    foreignKeys: table.foreignKeys.map(plain),
    indexes: table.indexes.map((index) => ({ ...plain(index), predicate: index.predicate === null ? null : '…' })),
  };
}
