/**
 * Indexes of tables and materialized views. TypeORM says columns, uniqueness, method and predicate; everything else stands here with
 * PostgreSQL's own default, and the comparison takes it over from the database.
 */
import type { Index } from '../schema/types';
import type { IndexMetadata } from './metadata';
import { identifier } from './names';

/** `null` for an index that somebody else keeps (`synchronize: false`). */
export function readIndex(index: IndexMetadata): Index | null {
  if (!index.synchronize) return null;
  const predicate = index.where?.trim() ?? '';
  return {
    name: identifier(index.name),
    derivedName: index.givenName === undefined,
    unique: index.isUnique,
    method: methodOf(index),
    keys: index.columns.map((column) => ({
      column: identifier(column.databaseName),
      expression: null,
      opclass: null,
      collation: null,
      direction: 'asc',
      nulls: 'last',
    })),
    include: [],
    nullsNotDistinct: false,
    predicate: predicate === '' ? null : predicate,
    storageParameters: {},
    valid: true,
    comment: null,
  };
}

/** The name of an index that is somebody else's; TypeORM computes none where the decorator gives none. */
export function ignoredIndexName(index: IndexMetadata): string | null {
  return index.synchronize || index.givenName === undefined ? null : identifier(index.givenName);
}

/** `spatial: true` is `gist`. Only TypeORM 1.x knows `type`. */
function methodOf(index: IndexMetadata): string {
  return index.isSpatial ? 'gist' : (index.type ?? 'btree');
}
