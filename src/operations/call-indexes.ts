/** Indexes and their keys as a revision file writes them, and read back. No SQL here. */
import type { Index, IndexKey } from '../schema/types';
import { CallError, Sql, type CallValue } from './call';
import {
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  listAt,
  optionsAt,
  orNull,
  sqlAt,
  textAt,
  textsAt,
  wordAt,
  type At,
} from './call-reader';
import { catalogNameAt, catalogNameToCall, given, unlessEmpty, whenTrue, type CallObject } from './call-values';

/** An index; `concurrently` stands among its facts, though it is one of the operation. */
export function indexToCall(index: Index, concurrently: boolean): CallObject {
  return given({
    name: index.name,
    columns: index.keys.map(keyToCall),
    unique: whenTrue(index.unique),
    using: index.method === 'btree' ? undefined : index.method,
    include: unlessEmpty(index.include),
    nullsNotDistinct: whenTrue(index.nullsNotDistinct),
    where: index.predicate === null ? undefined : new Sql(index.predicate),
    with: unlessEmpty(index.storageParameters),
    concurrently: whenTrue(concurrently),
    comment: index.comment ?? undefined,
  });
}

/** A bare string is a column, SQL an expression; an object says more about either. */
function keyToCall(key: IndexKey): CallValue {
  const facts = given({
    direction: key.direction === 'asc' ? undefined : key.direction,
    nulls: key.nulls === usualNulls(key.direction) ? undefined : key.nulls,
    opclass: key.opclass === null ? undefined : catalogNameToCall(key.opclass),
    collation: key.collation === null ? undefined : catalogNameToCall(key.collation),
  });
  const expression = key.expression === null ? undefined : new Sql(key.expression);
  if (Object.keys(facts).length === 0) return key.column ?? expression ?? null;
  return given({ column: key.column ?? undefined, expression, ...facts });
}

/** Where NULLs lie when nobody says it (manual, CREATE INDEX). */
export function usualNulls(direction: IndexKey['direction']): IndexKey['nulls'] {
  return direction === 'asc' ? 'last' : 'first';
}

const directionAt = wordAt<IndexKey['direction']>(['asc', 'desc']);
const nullsAt = wordAt<IndexKey['nulls']>(['first', 'last']);

const INDEX_KEYS = [
  'name',
  'columns',
  'unique',
  'using',
  'include',
  'nullsNotDistinct',
  'where',
  'with',
  'concurrently',
  'comment',
] as const;

export function indexAt(at: At, value: unknown): { readonly index: Index; readonly concurrently: boolean } {
  const fields = fieldsAt(at, value, INDEX_KEYS);
  const index: Index = {
    name: field(at, fields, 'name', textAt),
    derivedName: false,
    unique: fieldOr(at, fields, 'unique', flagAt, false),
    method: fieldOr(at, fields, 'using', textAt, 'btree'),
    keys: field(at, fields, 'columns', listAt(keyAt)),
    include: fieldOr(at, fields, 'include', textsAt, []),
    nullsNotDistinct: fieldOr(at, fields, 'nullsNotDistinct', flagAt, false),
    predicate: fieldOr(at, fields, 'where', sqlAt, null),
    storageParameters: fieldOr(at, fields, 'with', optionsAt, {}),
    valid: true,
    comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
  };
  return { index, concurrently: fieldOr(at, fields, 'concurrently', flagAt, false) };
}

function keyAt(at: At, value: unknown): IndexKey {
  if (typeof value === 'string') return plainKey(value, null);
  if (value instanceof Sql) return plainKey(null, value.text);
  const fields = fieldsAt(at, value, ['column', 'expression', 'direction', 'nulls', 'opclass', 'collation']);
  const column = fieldOr(at, fields, 'column', textAt, null);
  const expression = fieldOr(at, fields, 'expression', sqlAt, null);
  if ((column === null) === (expression === null)) {
    throw new CallError(at.verb, at.path, 'an object with either column or expression', value);
  }
  const direction: IndexKey['direction'] = fieldOr(at, fields, 'direction', directionAt, 'asc');
  return {
    column,
    expression,
    opclass: fieldOr(at, fields, 'opclass', catalogNameAt, null),
    collation: fieldOr(at, fields, 'collation', catalogNameAt, null),
    direction,
    nulls: fieldOr(at, fields, 'nulls', nullsAt, usualNulls(direction)),
  };
}

function plainKey(column: string | null, expression: string | null): IndexKey {
  return { column, expression, opclass: null, collation: null, direction: 'asc', nulls: 'last' };
}
