/** Whole schemas and models for tests of `compare/`, over the builders of single things in `schema-builders.ts`. */
import type { ModelSchema } from '../../src/schema/model';
import { EMPTY_SCHEMA } from '../../src/schema/empty';
import type { DatabaseSchema, Table } from '../../src/schema/types';
import { byName } from '../../src/schema/names';
import { SCHEMA } from './schema-builders';

/** A database that holds these, sorted as a catalog sorts them; its namespace is there. */
export function database(parts: Partial<DatabaseSchema> = {}): DatabaseSchema {
  const sorted = { ...parts, tables: [...(parts.tables ?? [])].sort(byName) };
  return { ...EMPTY_SCHEMA, namespaces: [{ name: SCHEMA, comment: null }], ...sorted };
}

export function tables(...all: readonly Table[]): DatabaseSchema {
  return database({ tables: all });
}

/** A model that declares these. */
export function model(parts: Partial<DatabaseSchema> = {}, facts: Partial<ModelSchema> = {}): ModelSchema {
  const schema = database(parts);
  return { schema, ignored: [], origins: new Map(), warnings: [], entityCount: schema.tables.length, ...facts };
}

/** As the naming strategy would have named it. */
export function derived<T extends { readonly derivedName: boolean }>(object: T): T {
  return { ...object, derivedName: true };
}
