/** A whole table as a revision file writes it, and read back. No SQL here. */
import type { QualifiedName, Table } from '../schema/types';
import { replicaIdentityAt, replicaIdentityToCall, rowSecurityAt } from './alter-table';
import { nameToCall, Sql } from './call';
import { checkAt, constraintToCall, exclusionAt, primaryKeyAt, uniqueAt } from './call-constraints';
import { field, fieldOr, fieldsAt, flagAt, listAt, optionsAt, orNull, sqlAt, textAt, type At } from './call-reader';
import { columnAt, columnToCall, given, nameAt, unlessEmpty, whenTrue, type CallObject } from './call-values';

/** A table without indexes and foreign keys, which are calls of their own. */
export function tableToCall(table: Table, defaultSchema: string): CallObject {
  return given({
    columns: table.columns.map((column) => columnToCall(table, column, defaultSchema)),
    primaryKey: table.primaryKey === null ? undefined : constraintToCall(table.primaryKey, defaultSchema),
    uniques: unlessEmpty(table.uniques.map((unique) => constraintToCall(unique, defaultSchema))),
    checks: unlessEmpty(table.checks.map((check) => constraintToCall(check, defaultSchema))),
    exclusions: unlessEmpty(table.exclusions.map((exclusion) => constraintToCall(exclusion, defaultSchema))),
    comment: table.comment ?? undefined,
    unlogged: whenTrue(table.unlogged),
    inherits: unlessEmpty(table.inherits.map((parent) => nameToCall(parent, defaultSchema))),
    partitionBy: table.partitionKey === null ? undefined : new Sql(table.partitionKey),
    with: unlessEmpty(table.storageParameters),
    rowSecurity: table.rowSecurity === 'off' ? undefined : table.rowSecurity,
    replicaIdentity: table.replicaIdentity === undefined ? undefined : replicaIdentityToCall(table.replicaIdentity),
    bound: table.bound === undefined ? undefined : new Sql(table.bound),
  });
}

const TABLE_KEYS = [
  'columns',
  'primaryKey',
  'uniques',
  'checks',
  'exclusions',
  'comment',
  'unlogged',
  'inherits',
  'partitionBy',
  'with',
  'rowSecurity',
  'replicaIdentity',
  'bound',
] as const;

/** The table of this name behind an object of a call. */
export function tableAt(name: QualifiedName, at: At, value: unknown): Table {
  const fields = fieldsAt(at, value, TABLE_KEYS);
  const partitionKey = fieldOr(at, fields, 'partitionBy', sqlAt, null);
  const bound = fieldOr(at, fields, 'bound', sqlAt, undefined);
  const replicaIdentity = fieldOr(at, fields, 'replicaIdentity', replicaIdentityAt, undefined);
  return {
    schema: name.schema,
    name: name.name,
    kind: bound !== undefined ? 'partition' : partitionKey === null ? 'table' : 'partitioned',
    unlogged: fieldOr(at, fields, 'unlogged', flagAt, false),
    inherits: fieldOr(at, fields, 'inherits', listAt(nameAt), []),
    partitionKey,
    ...(bound === undefined ? {} : { bound }),
    ...(replicaIdentity === undefined ? {} : { replicaIdentity }),
    storageParameters: fieldOr(at, fields, 'with', optionsAt, {}),
    rowSecurity: fieldOr(at, fields, 'rowSecurity', rowSecurityAt, 'off'),
    columns: field(at, fields, 'columns', listAt(columnAt(name))),
    primaryKey: fieldOr(at, fields, 'primaryKey', primaryKeyAt, null),
    uniques: fieldOr(at, fields, 'uniques', listAt(uniqueAt), []),
    checks: fieldOr(at, fields, 'checks', listAt(checkAt), []),
    exclusions: fieldOr(at, fields, 'exclusions', listAt(exclusionAt), []),
    foreignKeys: [],
    indexes: [],
    comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
  };
}
