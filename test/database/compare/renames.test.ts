/** Renames as data agree with what PostgreSQL does on a rename, and the way back leads back. */
import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import { applyRenames, type Rename } from '../../../src/compare/renames';
import type { Operation } from '../../../src/operations/operation';
import { reverse, toStatements } from '../../../src/operations/specs';
import type { DatabaseSchema } from '../../../src/schema/types';
import type { Session } from '../../../src/session';
import { createDatabase, type TestDatabase } from '../../support/database';
import { sessionOn } from '../../support/session';

const SQL = `
  CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
  CREATE TABLE persons (id serial PRIMARY KEY, name text UNIQUE, mood mood NOT NULL DEFAULT 'sad', moods mood[] DEFAULT '{sad,happy}',
    upper text GENERATED ALWAYS AS (upper(name)) STORED, CONSTRAINT ck CHECK (name <> 'name' AND mood <> 'sad'));
  CREATE INDEX ix ON persons (lower(name)) WHERE name IS NOT NULL AND mood = 'sad';
  CREATE TABLE pets (id int PRIMARY KEY, name text, owner int REFERENCES persons (id), owner_name text REFERENCES persons (name));
  CREATE VIEW a AS SELECT id, name FROM persons WHERE mood <> 'sad';
  CREATE VIEW b AS SELECT p.name, q.name AS pet, count(*) AS n, (SELECT max(name) FROM persons) AS last
    FROM persons p JOIN pets q ON q.owner = p.id WHERE p.name IN (SELECT name FROM a) GROUP BY p.name, q.name ORDER BY p.name;
  CREATE VIEW c AS SELECT persons.name, pets.name AS pet FROM persons, pets WHERE persons.id = pets.owner;
  CREATE MATERIALIZED VIEW d AS SELECT DISTINCT name FROM persons UNION SELECT name FROM pets;`;

const table = { schema: 'public', name: 'persons' };
const mood = { schema: 'public', name: 'mood' };

const CASES: readonly (readonly [string, readonly Rename[]])[] = [
  ['a column', [{ kind: 'column', table, name: 'name', to: 'full_name' }]],
  ['a column, to a name that needs quotes', [{ kind: 'column', table, name: 'name', to: 'fullName' }]],
  ['a key column', [{ kind: 'column', table, name: 'id', to: 'key' }]],
  ['a table', [{ kind: 'table', table, to: 'people' }]],
  ['a table into another schema', [{ kind: 'table', table, to: 'persons', toSchema: 'elsewhere' }]],
  ['a table into another schema, under another name', [{ kind: 'table', table, to: 'people', toSchema: 'elsewhere' }]],
  ['a label', [{ kind: 'enumValue', enum: mood, value: 'sad', to: 'very sad' }]],
  ['a schema', [{ kind: 'schema', name: 'public', to: 'else where' }]],
  [
    'a schema, and what is in it by its old name and the new',
    [
      { kind: 'schema', name: 'public', to: 'app' },
      { kind: 'table', table, to: 'people' },
      { kind: 'column', table: { schema: 'app', name: 'people' }, name: 'name', to: 'title' },
    ],
  ],
  [
    'two columns that change places',
    [
      { kind: 'column', table, name: 'mood', to: 'moods' },
      { kind: 'column', table, name: 'moods', to: 'mood' },
    ],
  ],
  ['an enum', [{ kind: 'enum', enum: mood, to: 'State' }]],
  [
    'table and column',
    [
      { kind: 'table', table, to: 'people' },
      { kind: 'column', table, name: 'name', to: 'title' },
    ],
  ],
];

let database: TestDatabase;
let session: Session;
beforeEach(async () => {
  database = await createDatabase({ sql: SQL });
  session = await sessionOn(database);
});
afterEach(async () => {
  await session.close();
  await database.drop();
});

async function read(): Promise<DatabaseSchema> {
  return (await readCatalog(session)).schema;
}

async function carryOut(operations: readonly Operation[]): Promise<void> {
  const context = { major: session.server.major, defaultSchema: 'public' };
  for (const operation of operations) {
    for (const { sql } of toStatements(operation, context)) await session.query(sql);
  }
}

/** Spelled by one server: views are put in place of what they say they are. */
async function respelled(schema: DatabaseSchema): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const view of schema.views) {
    await session.query(`CREATE TEMP VIEW spelled AS ${view.definition}`);
    const [row] = await session.query<{ text: string }>("SELECT pg_get_viewdef('pg_temp.spelled'::regclass) AS text");
    texts.push(row?.text ?? '');
    await session.query('DROP VIEW spelled');
  }
  return texts;
}

test.each(CASES)('%s', async (_name, renames) => {
  const before = await read();
  const { current, operations } = applyRenames(before, renames, { model: null, defaultSchema: 'public' });
  await carryOut(operations);
  const after = await read();
  const withoutViews = (schema: DatabaseSchema): unknown => ({
    ...schema,
    views: schema.views.map(({ columns }) => columns),
    others: [],
    dependencies: [],
  });
  expect(withoutViews(current)).toEqual(withoutViews(after));
  expect(await respelled(current)).toEqual(await respelled(after));
  expect(diff({ ...current, views: [] }, { ...after, views: [] }, { defaultSchema: 'public' })).toEqual([]);
  await carryOut([...operations].reverse().flatMap((operation) => reverse(operation) ?? []));
  expect((await read()).tables).toEqual(before.tables);
});
