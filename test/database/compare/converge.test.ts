/** Model and database agree after either tool made the database: over a model that uses every schema-relevant option. */
import 'reflect-metadata';
import * as orm from 'typeorm';
import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import { reconcile, type Reconciled } from '../../../src/compare/reconcile';
import { defaultReconcileOptions } from '../../../src/compare/reconcile-options';
import { readModel } from '../../../src/model/read';
import { toCall, toStatements } from '../../../src/operations/specs';
import type { Operation } from '../../../src/operations/operation';
import type { Printed } from '../../../src/schema/expressions';
import type { ModelSchema } from '../../../src/schema/model';
import type { DatabaseSchema } from '../../../src/schema/types';
import type { Session } from '../../../src/session';
import { settle } from '../../../src/settle/settle';
import { createDatabase, type TestDatabase } from '../../support/database';
import { sessionOn } from '../../support/session';
import { zoo, ZOO_SCHEMAS } from '../../support/zoo/zoo';

const SCHEMA = 'public';

let database: TestDatabase;
let session: Session;
let model: ModelSchema;
let source: orm.DataSource;

beforeEach(async () => {
  database = await createDatabase({ sql: ZOO_SCHEMAS.map((name) => `CREATE SCHEMA ${name};`).join('') });
  source = new orm.DataSource({ ...database.typeormOptions, entities: zoo(orm, 1) });
  model = await readModel(source, { defaultSchema: SCHEMA });
  session = await sessionOn(database);
});
afterEach(async () => {
  await session.close();
  await database.drop();
});

async function settled(current: DatabaseSchema): Promise<Reconciled> {
  const answers = new Map<string, Printed>();
  for (;;) {
    const options = {
      ...defaultReconcileOptions(SCHEMA),
      answers,
      internalTables: [{ schema: SCHEMA, name: 'typeorm_metadata' }],
    };
    const found = reconcile(current, model, options);
    if (found.printRequests.length === 0) return found;
    for (const [key, printed] of await settle(session, found.printRequests, { defaultSchema: SCHEMA }))
      answers.set(key, printed);
  }
}

async function difference(): Promise<{
  readonly current: DatabaseSchema;
  readonly found: Reconciled;
  readonly operations: readonly Operation[];
}> {
  const current = (await readCatalog(session)).schema;
  const found = await settled(current);
  return { current, found, operations: diff(current, found.target, { defaultSchema: SCHEMA }) };
}

/** As a file has them: easy to read when something differs. */
function inWords(operations: readonly Operation[]): readonly string[] {
  return operations.map((operation) => JSON.stringify(toCall(operation, SCHEMA)));
}

async function carryOut(operations: readonly Operation[]): Promise<void> {
  for (const operation of operations) {
    for (const { sql } of toStatements(operation, { major: session.server.major, defaultSchema: SCHEMA }))
      await session.query(sql);
  }
}

test('what TypeORM made needs nothing', async () => {
  await source.initialize();
  await source.synchronize();
  await source.destroy();
  const { found, operations } = await difference();
  expect(inWords(operations)).toEqual([]);
  expect(found.unmanaged).toEqual([]);
  expect(found.questions).toEqual([]);
});

test('what is made from nothing needs nothing more, and goes again', async () => {
  const start = await difference();
  await carryOut(start.operations);
  const again = await difference();
  expect(inWords(again.operations)).toEqual([]);
  expect(again.found.unmanaged).toEqual([]);
  const keepsExtensions = (operation: Operation): boolean => operation.kind !== 'dropExtension';
  await carryOut(diff(again.current, start.current, { defaultSchema: SCHEMA }).filter(keepsExtensions));
  const end = (await readCatalog(session)).schema;
  expect({ ...end, extensions: [] }).toEqual({ ...start.current, extensions: [] });
});
