/** What `createTable`, `addColumn`, constraints and indexes make reads back from the catalog as what was asked for. */
import { readCatalog } from '../../../src/catalog/read';
import type { Table } from '../../../src/schema/types';
import { tableNamed } from '../../support/catalog';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { SAMPLES } from '../../support/operation-samples';
import { SCHEMA } from '../../support/schema-builders';
import { sessionOn } from '../../support/session';
import { statementsOf } from '../../support/table-operations';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'read_back' });
});
afterAll(async () => {
  await database.drop();
});

async function made(
  title: string,
): Promise<{ readonly wanted: (typeof SAMPLES)[number]; readonly read: (table: string) => Table }> {
  const wanted = SAMPLES.find((each) => each.title === title);
  if (!wanted) throw new Error(`no sample '${title}'`);
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}; SET search_path = ${SCHEMA}`);
  if (wanted.before !== '') await database.query(wanted.before);
  await database.query('SET search_path = pg_catalog');
  for (const { sql } of statementsOf(wanted.operation, serverMajor())) await database.query(sql);
  const session = await sessionOn(database);
  try {
    const { schema } = await readCatalog(session);
    return { wanted, read: (table) => tableNamed(schema, table) };
  } finally {
    await session.close();
  }
}

const runnable = SAMPLES.filter((sample) => serverMajor() >= (sample.since ?? 14));
const titles = (kind: string): readonly string[] =>
  runnable.filter(({ operation }) => operation.kind === kind).map(({ title }) => title);

test.each(titles('createTable'))('%s', async (title) => {
  const { wanted, read } = await made(title);
  if (wanted.operation.kind !== 'createTable') throw new Error('no table');
  expect(read(wanted.operation.table.name)).toEqual(wanted.operation.table);
});

test.each(titles('addColumn'))('%s', async (title) => {
  const { wanted, read } = await made(title);
  if (wanted.operation.kind !== 'addColumn') throw new Error('no column');
  expect(read(wanted.operation.table.name).columns.at(-1)).toEqual(wanted.operation.column);
});

test.each(titles('createIndex'))('%s', async (title) => {
  const { wanted, read } = await made(title);
  if (wanted.operation.kind !== 'createIndex') throw new Error('no index');
  expect(read(wanted.operation.table.name).indexes).toContainEqual(wanted.operation.index);
});

test.each(
  runnable.map(({ title }) => title).filter((title) => /^add an? (primary|unique|check|exclusion|foreign)/.test(title)),
)('%s', async (title) => {
  const { wanted, read } = await made(title);
  if (!('constraint' in wanted.operation)) throw new Error('no constraint');
  const { primaryKey, uniques, checks, exclusions, foreignKeys } = read(wanted.operation.table.name);
  expect([primaryKey, ...uniques, ...checks, ...exclusions, ...foreignKeys]).toContainEqual(
    wanted.operation.constraint,
  );
});
