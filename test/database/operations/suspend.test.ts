/** What stands in the way of a change comes back as it was; what is not there is passed over. */
import type { Operation, SuspendedName } from '../../../src/operations/operation';
import { toStatements } from '../../../src/operations/specs';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase({ prefix: 'suspend' });
});
afterEach(async () => {
  await database.drop();
});

const on = (kind: SuspendedName['kind'], table: string | null, name: string): SuspendedName => ({
  kind,
  schema: 'public',
  name,
  table,
});

const OBJECTS: readonly SuspendedName[] = [
  on('policy', 'orders', `p'1`),
  on('policy', 'orders', 'p2'),
  on('trigger', 'orders', 'touch'),
  on('rule', 'orders', 'quiet'),
  on('trigger', 'nowhere', 'touch'),
  on('rights', null, 'apart'),
  on('materializedView', null, 'm"2'),
  on('view', null, 'v1'),
  on('view', null, 'gone'),
];

const SETUP = `
  CREATE TYPE state AS ENUM ('new', 'old');
  CREATE TABLE orders (id int PRIMARY KEY, note varchar(20), state state, other text);
  INSERT INTO orders VALUES (1, 'a', 'new', 'x');
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
  CREATE POLICY "p'1" ON orders AS RESTRICTIVE FOR UPDATE TO pg_monitor, PUBLIC USING (note <> 'it''s \\') WITH CHECK (note <> '');
  COMMENT ON POLICY "p'1" ON orders IS 'it''s $$ mine';
  CREATE POLICY p2 ON orders FOR INSERT WITH CHECK (state = 'new' OR note IN ('a', 'it''s (ARRAY[1])::bigint[] \\', 'c'));
  COMMENT ON POLICY p2 ON orders IS '(ARRAY[''''::text])::';
  CREATE TRIGGER touch BEFORE UPDATE OF note ON orders FOR EACH ROW WHEN (OLD.note <> NEW.note AND OLD.note NOT IN ('a', 'b')) EXECUTE FUNCTION touch('$$', 'it''s');
  ALTER TABLE orders DISABLE TRIGGER touch;
  COMMENT ON TRIGGER touch ON orders IS 'touches';
  CREATE RULE quiet AS ON DELETE TO orders WHERE note IN ('x', 'y') DO INSTEAD NOTHING;
  ALTER TABLE orders ENABLE ALWAYS RULE quiet;
  CREATE VIEW v1 WITH (security_barrier = true) AS SELECT id, note AS "the note", state FROM orders WHERE note <> '\\' AND note NOT IN ('b', 'it''s');
  ALTER VIEW v1 ALTER COLUMN "the note" SET DEFAULT 'it''s';
  COMMENT ON VIEW v1 IS 'a view';
  COMMENT ON COLUMN v1."the note" IS 'a note';
  CREATE TRIGGER instead INSTEAD OF INSERT ON v1 FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE RULE nothing AS ON UPDATE TO v1 DO INSTEAD NOTHING;
  GRANT SELECT, INSERT ON v1 TO pg_monitor WITH GRANT OPTION;
  GRANT SELECT ON v1 TO PUBLIC;
  GRANT UPDATE ("the note") ON v1 TO pg_read_all_stats;
  CREATE MATERIALIZED VIEW "m""2" WITH (fillfactor = 70) AS SELECT id, "the note" AS n FROM v1 WHERE id = ANY ((ARRAY[1, 2]::int[])::bigint[]);
  CREATE UNIQUE INDEX m_id ON "m""2" (id);
  COMMENT ON INDEX m_id IS 'for refresh';
  CREATE STATISTICS m_stat ON id, n FROM "m""2";
  COMMENT ON MATERIALIZED VIEW "m""2" IS 'stored';
  ALTER TABLE "m""2" OWNER TO pg_database_owner;
  CREATE VIEW apart AS SELECT other FROM orders;
  GRANT SELECT ON apart TO pg_monitor;
  GRANT UPDATE (other) ON apart TO pg_monitor;
  ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO pg_read_all_stats;
`;

const sqlOf = (operation: Operation): string =>
  toStatements(operation, { major: serverMajor(), defaultSchema: 'public' })
    .map(({ sql }) => sql)
    .join(';\n');
const suspend = sqlOf({ kind: 'suspend', objects: OBJECTS });
const resume = sqlOf({ kind: 'resume', was: null });

test('all comes back as it was', async () => {
  await database.query(SETUP);
  const before = await fingerprint(database);
  await database.query(`BEGIN; ${suspend}; DROP VIEW apart; CREATE VIEW apart AS SELECT other FROM orders`);
  const kinds = await database.query<{ n: string }>(
    `SELECT tgname AS n FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT polname FROM pg_policy
     UNION ALL SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`,
  );
  expect(kinds).toEqual([{ n: 'apart' }]);
  await database.query(`${resume}; COMMIT`);
  expect(fingerprintDifference(before, await fingerprint(database))).toEqual([]);
  expect(await database.query("SELECT current_setting('search_path') AS path")).toEqual([{ path: '"$user", public' }]);
});

test('as it is then, over what changed meanwhile and in several transactions', async () => {
  await database.query(SETUP);
  await database.query(`GRANT SELECT ON v1 TO pg_read_all_settings; COMMENT ON VIEW v1 IS 'later'`);
  const before = await fingerprint(database);
  await database.query(suspend);
  await database.query('ALTER TABLE orders ALTER note TYPE varchar(30)');
  await database.query(resume);
  const lines = fingerprintDifference(before, await fingerprint(database));
  expect(lines.filter((line) => !line.includes('varying(30)') && !line.includes('varying(20)'))).toEqual([]);
  expect(lines).not.toEqual([]);
});

test('where nothing of it is there nothing happens', async () => {
  const before = await fingerprint(database);
  await database.query(`${suspend};\n${resume}`);
  expect(await fingerprint(database)).toEqual(before);
});

test('a right on a column that is gone is passed over', async () => {
  await database.query(SETUP);
  await database.query(
    `BEGIN; ${suspend}; DROP VIEW apart; CREATE VIEW apart AS SELECT id FROM orders; ${resume}; COMMIT`,
  );
  expect(
    await database.query(`SELECT relacl::text ~ 'pg_monitor=r' AS kept FROM pg_class WHERE relname = 'apart'`),
  ).toEqual([{ kept: true }]);
});
