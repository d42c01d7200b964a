import { readCatalog } from '../../../src/catalog/read';
import { printRequest } from '../../../src/compare/print-key';
import type { PrintRequest } from '../../../src/schema/expressions';
import { parseTypeName } from '../../../src/schema/type-name';
import type { Session } from '../../../src/session';
import { runGuarded } from '../../../src/settle/guarded';
import { prepareReplay, prepareScratch } from '../../../src/settle/prepare';
import { settle } from '../../../src/settle/settle';
import { createDatabase, type TestDatabase } from '../../support/database';
import { sessionOn } from '../../support/session';

const SQL = `
  CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE SCHEMA billing;
  CREATE TYPE billing.state AS ENUM ('open', 'paid');
  CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
  CREATE TABLE billing.invoices (id serial PRIMARY KEY, state billing.state DEFAULT 'open', n positive, email ext.citext);
  CREATE VIEW billing.totals AS SELECT id, count(*) AS n FROM billing.invoices GROUP BY id;
  CREATE VIEW billing.a_view_that_sorts_first AS SELECT id, n FROM billing.totals;`;

let real: TestDatabase;
let scratch: TestDatabase;
let session: Session;
let throwAway: Session;

beforeEach(async () => {
  [real, scratch] = await Promise.all([createDatabase({ sql: SQL }), createDatabase()]);
  [session, throwAway] = await Promise.all([sessionOn(real), sessionOn(scratch)]);
});
afterEach(async () => {
  await Promise.all([session.close(), throwAway.close()]);
  await Promise.all([real.drop(), scratch.drop()]);
});

test('a scratch prints what the database would print', async () => {
  const { schema } = await readCatalog(session);
  expect(await prepareScratch(throwAway, schema)).toEqual([]);
  const shape = {
    schema: '',
    name: '',
    columns: [
      { name: 'n', type: parseTypeName('positive', 'public'), collation: null },
      { name: 'email', type: parseTypeName('ext.citext', 'public'), collation: null },
    ],
  };
  const requests: PrintRequest[] = [
    printRequest({ kind: 'check', shape, sql: "twice(n) > 2 AND email <> ''" }),
    printRequest({ kind: 'default', type: parseTypeName('billing.state', 'public'), sql: "'open'" }),
    printRequest({
      kind: 'view',
      materialized: false,
      schema: 'billing',
      sql: 'select state, t.n from billing.invoices i join billing.a_view_that_sorts_first t using (id)',
    }),
    printRequest({ kind: 'default', type: parseTypeName('billing.state', 'public'), sql: "'no such label'" }),
  ];
  const there = await settle(session, requests, { defaultSchema: 'public' });
  const here = await settle(throwAway, requests, { defaultSchema: 'public' });
  expect(here).toEqual(there);
  expect([...here.values()].map((printed) => printed.error === null)).toEqual([true, true, true, false]);
});

test('a replay finds the extensions and the schema of the data source', async () => {
  const { schema } = await readCatalog(session);
  expect(await prepareReplay(throwAway, schema, 'app')).toEqual([]);
  const { schema: prepared } = await readCatalog(throwAway);
  expect(prepared.namespaces.map(({ name }) => name)).toEqual(['app', 'ext', 'public']);
  expect(prepared.extensions).toEqual(schema.extensions);
  expect(prepared.tables).toEqual([]);
});

test('what fails is tried again as long as something succeeds, and the rest comes back with its reason', async () => {
  const failures = await runGuarded(throwAway, [
    'CREATE VIEW c AS SELECT * FROM b',
    'CREATE VIEW b AS SELECT * FROM a',
    'CREATE TABLE a (id int)',
    'CREATE VIEW d AS SELECT * FROM nowhere',
  ]);
  expect(failures).toEqual([
    { sql: 'CREATE VIEW d AS SELECT * FROM nowhere', error: 'relation "nowhere" does not exist' },
  ]);
  expect(await throwAway.query('SELECT * FROM c')).toEqual([]);
});
