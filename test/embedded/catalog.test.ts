import { PGlite } from '@electric-sql/pglite';
import { readCatalog } from '../../src/catalog/read';
import type { Session } from '../../src/session';
import { createDatabase, serverMajor } from '../support/database';
import { sessionOn } from '../support/session';

const SQL = `
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE TABLE persons (id serial PRIMARY KEY, mood mood DEFAULT 'sad', tags text[], price numeric(10,2) CHECK (price > 0), boss int REFERENCES persons);
  CREATE INDEX by_price ON persons (price DESC, lower(tags[1])) WHERE price > 1; COMMENT ON TABLE persons IS 'people';
  CREATE VIEW happy AS SELECT id FROM persons WHERE mood = 'happy';
  CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`;

// The embedded server is PostgreSQL 18, and prints as 18 does.
const EMBEDDED = 18;
const title = 'reads the embedded server as it reads a real one';
if (serverMajor() === EMBEDDED) test(title, compare);
else test.skip(`${title}: needs PostgreSQL ${String(EMBEDDED)}`, compare);

async function compare(): Promise<void> {
  const lite = await PGlite.create();
  const database = await createDatabase({ sql: SQL });
  const session = await sessionOn(database);
  try {
    await lite.exec(SQL);
    const embedded: Pick<Session, 'server' | 'script'> = {
      server: session.server,
      script: async (sql) => (await lite.exec(sql)).map((result) => result.rows),
    };
    const [one, other] = [await readCatalog({ ...session, ...embedded }), await readCatalog(session)];
    expect(one.schema).toEqual(other.schema);
  } finally {
    await session.close();
    await Promise.all([lite.close(), database.drop()]);
  }
}
