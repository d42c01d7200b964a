/** What an open step proposes, by the type of the column and by what it points at: SQL that a server takes as it stands. */
import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import type { DatabaseSchema } from '../../../src/schema/types';
import { createDatabase, type TestDatabase } from '../../support/database';
import { sessionOn } from '../../support/session';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase({
    prefix: 'fill',
    sql: `CREATE SCHEMA other;
      CREATE TYPE mood AS ENUM ('it''s', 'fine');
      CREATE TABLE other."par""ent" (id uuid PRIMARY KEY, tenant int, "co""de" text, UNIQUE (tenant, "co""de"));
      INSERT INTO other."par""ent" SELECT gen_random_uuid(), n, 'x' FROM generate_series(1, 3) AS n;
      CREATE TABLE one (id int PRIMARY KEY);
      INSERT INTO one VALUES (1), (2)`,
  });
});
afterAll(() => database.drop());

const FILLED: Readonly<Record<string, string>> = {
  smallint: '0',
  bigint: '0',
  'numeric(10,2)': '0',
  'double precision': '0',
  money: '0',
  text: "''",
  'varchar(3)': "''",
  'char(2)': "''",
  boolean: 'false',
  date: 'CURRENT_DATE',
  time: 'LOCALTIME',
  timetz: 'CURRENT_TIME',
  timestamp: 'now()',
  'timestamptz(3)': 'now()',
  interval: "'0'",
  json: "'{}'",
  jsonb: "'{}'",
  uuid: 'gen_random_uuid()',
  bytea: "''",
  tsvector: "''",
  inet: "'0.0.0.0'",
  cidr: "'0.0.0.0/32'",
  point: "'(0,0)'",
  tstzrange: "'empty'",
  int4range: "'empty'",
  mood: `'it''s'`,
  'mood[]': "'{}'",
  'integer[]': "'{}'",
  'uuid[]': "'{}'",
};

/** The proposals for each column of `one` that becomes required, by column. */
async function suggestions(current: DatabaseSchema): Promise<ReadonlyMap<string, string>> {
  const tables = current.tables.map((table) =>
    table.name === 'one' ? { ...table, columns: table.columns.map((column) => ({ ...column, notNull: true })) } : table,
  );
  const operations = diff(current, { ...current, tables }, { defaultSchema: 'public' });
  return new Map(
    operations.flatMap((each) =>
      each.kind === 'todo' ? [[each.emptyColumn ?? '', each.suggestion ?? ''] as const] : [],
    ),
  );
}

async function proposed(): Promise<ReadonlyMap<string, string>> {
  const session = await sessionOn(database);
  const { schema } = await readCatalog(session);
  await session.close();
  return suggestions(schema);
}

test('an example for every type, which fills every row', async () => {
  const columns = Object.keys(FILLED).map((type, index) => [`c${index}`, type] as const);
  await database.query(columns.map(([name, type]) => `ALTER TABLE one ADD COLUMN ${name} ${type}`).join(';'));
  const found = await proposed();
  for (const [name, type] of columns) {
    const sql = `UPDATE "public"."one" SET "${name}" = ${FILLED[type] ?? ''} WHERE "${name}" IS NULL`;
    expect([type, found.get(name)]).toEqual([type, sql]);
    await database.query(
      `${sql}; ALTER TABLE one ALTER COLUMN ${name} SET NOT NULL; ALTER TABLE one DROP COLUMN ${name}`,
    );
  }
});

test('where it points at another table, the row of that table, which a person must say: as it stands nothing is filled', async () => {
  await database.query(`ALTER TABLE one ADD COLUMN parent uuid REFERENCES other."par""ent", ADD COLUMN tenant int, ADD COLUMN code text,
    ADD COLUMN before int REFERENCES one, ADD FOREIGN KEY (tenant, code) REFERENCES other."par""ent" (tenant, "co""de")`);
  const found = await proposed();
  const open = 'WHERE false /* instead: which row belongs to this one */';
  expect(Object.fromEntries(found)).toEqual({
    parent: `UPDATE "public"."one" SET "parent" = (SELECT r."id" FROM "other"."par""ent" AS r ${open}) WHERE "parent" IS NULL`,
    tenant: `UPDATE "public"."one" SET "tenant" = (SELECT r."tenant" FROM "other"."par""ent" AS r ${open}) WHERE "tenant" IS NULL`,
    code: `UPDATE "public"."one" SET "code" = (SELECT r."co""de" FROM "other"."par""ent" AS r ${open}) WHERE "code" IS NULL`,
    before: `UPDATE "public"."one" SET "before" = (SELECT r."id" FROM "public"."one" AS r ${open}) WHERE "before" IS NULL`,
  });
  for (const sql of found.values()) await database.query(sql);
  expect(await database.query('SELECT parent, tenant, code, before FROM one LIMIT 1')).toEqual([
    { parent: null, tenant: null, code: null, before: null },
  ]);
  await database.query((found.get('before') ?? '').replace(open, 'WHERE r.id = one.id'));
  expect(await database.query('SELECT id, before FROM one ORDER BY id')).toEqual([
    { id: 1, before: 1 },
    { id: 2, before: 2 },
  ]);
});
