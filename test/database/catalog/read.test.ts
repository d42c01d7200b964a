import { CatalogUnreadableError } from '../../../src/errors/catalog';
import { readCatalog } from '../../../src/catalog/read';
import type { Session } from '../../../src/session';
import { createDatabase, type TestDatabase } from '../../support/database';
import { counting, sessionOn } from '../../support/session';

let database: TestDatabase;
let session: Session;

beforeEach(async () => {
  database = await createDatabase();
  session = await sessionOn(database);
});

afterEach(async () => {
  await session.close();
  await database.drop();
});

const tables = (count: number): string =>
  `DO $$ BEGIN FOR i IN 1..${count} LOOP EXECUTE format(
     'CREATE TYPE e%1$s AS ENUM (''a''); CREATE TABLE t%1$s (id serial PRIMARY KEY, e e%1$s, n int UNIQUE CHECK (n > 0), p int REFERENCES t%1$s);
      CREATE INDEX ON t%1$s ((n + 1)); CREATE VIEW v%1$s AS SELECT id FROM t%1$s', i); END LOOP; END $$`;

it('takes one round trip, however many objects there are', async () => {
  const counted = counting(session);
  expect((await readCatalog(counted)).schema.tables).toHaveLength(0);
  expect(counted.roundTrips()).toBe(1);
  await database.query(tables(50));
  expect((await readCatalog(counted)).schema.tables).toHaveLength(50);
  expect(counted.roundTrips()).toBe(2);
});

it('leaves the session as it was', async () => {
  await session.script(`SET search_path = "$user", public; SET TimeZone = 'Asia/Tokyo'`);
  await readCatalog(session);
  const [row] = await session.query<object>(
    `SELECT current_setting('search_path') AS path, current_setting('TimeZone') AS zone, current_setting('transaction_read_only') AS ro,
       pg_current_xact_id_if_assigned() IS NULL AS wrote_nothing`,
  );
  expect(row).toEqual({ path: '"$user", public', zone: 'Asia/Tokyo', ro: 'off', wrote_nothing: true });
});

it('finds nothing in an empty database but its schema', async () => {
  const snapshot = await readCatalog(session);
  expect(snapshot).toEqual({
    schema: {
      namespaces: [{ name: 'public', comment: 'standard public schema' }],
      extensions: [],
      enums: [],
      sequences: [],
      tables: [],
      views: [],
      others: [],
      grants: [],
      dependencies: [],
    },
    currentSchema: 'public',
    sizes: new Map(),
    unmodelled: [],
    beyond: [{ how: 'both', what: 'extension plpgsql', text: 'version 1.0, schema pg_catalog' }],
  });
});

it('says which schema a bare name means', async () => {
  await session.script(`CREATE SCHEMA app; SET search_path = nowhere, app, public`);
  expect((await readCatalog(session)).currentSchema).toBe('app');
  await session.script(`SET search_path = nowhere`);
  expect((await readCatalog(session)).currentSchema).toBeNull();
});

it('gives the same for equal databases, whatever the order they were made in', async () => {
  const parts = [
    `CREATE TABLE b (id int, CONSTRAINT z CHECK (id > 0), CONSTRAINT y UNIQUE (id))`,
    `CREATE TABLE a (id int); CREATE INDEX i2 ON a (id); CREATE INDEX i1 ON a (id)`,
    `CREATE SCHEMA other; CREATE TYPE other.e AS ENUM ('x')`,
    `CREATE VIEW v AS SELECT 1 AS one`,
    `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  ];
  const backwards = await createDatabase({ sql: [...parts].reverse().join(';') });
  const otherSession = await sessionOn(backwards);
  await database.query(parts.join(';'));
  const [one, other] = [await readCatalog(session), await readCatalog(otherSession)];
  await otherSession.close();
  await backwards.drop();
  expect(JSON.stringify(other.schema)).toBe(JSON.stringify(one.schema));
});

it('is not fooled by tables in front of the catalogs', async () => {
  await database.query(
    `CREATE SCHEMA mine; CREATE TABLE mine.pg_class (oid int); CREATE FUNCTION mine.left(name, int) RETURNS text LANGUAGE sql AS 'SELECT 1/0'`,
  );
  await session.script(
    `SET search_path = mine, pg_catalog; CREATE TEMP TABLE pg_namespace (oid int); CREATE TEMP TABLE pg_attribute (x int)`,
  );
  const { schema } = await readCatalog(session);
  expect(schema.tables.map((table) => table.name)).toEqual(['pg_class']);
});

it('excludes schemas by name, whatever the name', async () => {
  const name = `we"ird\\'; drop`;
  await database.query(
    `CREATE SCHEMA "${name.replace('"', '""')}"; CREATE TABLE "${name.replace('"', '""')}".t (a int)`,
  );
  expect((await readCatalog(session)).schema.tables).toHaveLength(1);
  const { schema } = await readCatalog(session, { excludeSchemas: [name] });
  expect([schema.tables, schema.namespaces.map((namespace) => namespace.name)]).toEqual([[], ['public']]);
});

it('gives up behind a lock with an error that says so, and leaves no transaction open', async () => {
  await database.query('CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t');
  const blocker = await database.client();
  await blocker.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
  const error = await readCatalog(session).catch((thrown: unknown) => thrown);
  await blocker.query('ROLLBACK');
  expect(error).toBeInstanceOf(CatalogUnreadableError);
  expect(error).toMatchObject({
    code: 'CATALOG_UNREADABLE',
    facts: { sqlstate: '55P03' },
    hint: expect.stringContaining('lock'),
  });
  expect((await readCatalog(session)).schema.views).toHaveLength(1);
});

it('reads as a role without any rights', async () => {
  await database.query(
    `DO $$ BEGIN CREATE ROLE catalog_nobody; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
     CREATE SCHEMA hidden; CREATE TABLE hidden.t (a serial, CHECK (a > 0)); CREATE VIEW hidden.v AS SELECT a FROM hidden.t;
     CREATE FUNCTION hidden.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  );
  const asOwner = await readCatalog(session);
  await session.script('SET ROLE catalog_nobody; SET search_path = public');
  expect((await readCatalog(session)).schema).toEqual(asOwner.schema);
});
