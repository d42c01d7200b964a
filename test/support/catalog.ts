/** Reads the catalog of a fresh database after some SQL: for tests of `catalog/`. */
import { readCatalog, type CatalogOptions, type CatalogSnapshot } from '../../src/catalog/read';
import type { DatabaseSchema, Table } from '../../src/schema/types';
import { createDatabase } from './database';
import { sessionOn } from './session';

/** SQL in, data out. */
export async function catalogAfter(sql: string, options: CatalogOptions = {}): Promise<CatalogSnapshot> {
  const database = await createDatabase({ sql });
  const session = await sessionOn(database);
  try {
    return await readCatalog(session, options);
  } finally {
    await session.close();
    await database.drop();
  }
}

/** A table by its name; throws where it is not there. */
export function tableNamed(schema: DatabaseSchema, name: string): Table {
  const table = schema.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}
