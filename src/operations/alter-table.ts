/**
 * What changes of a table as a whole: whether it is logged, its storage parameters, row-level security, parents, replica identity. What
 * lies inside a table (columns, constraints, indexes) has operations of its own; partitions stand in `partitions.ts`.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import { nameKey } from '../schema/names';
import type { ObjectName, QualifiedName, ReplicaIdentity, Table } from '../schema/types';
import { CallError, nameToCall, type CallValue } from './call';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  listAt,
  optionsAt,
  orNull,
  pairAt,
  textAt,
  wordAt,
  type At,
} from './call-reader';
import { given, nameAt, type CallObject } from './call-values';
import { constraintObject, footprint, indexObject, loggedness, tableObject } from './footprint';
import { lockFacts } from './locks';
import type { OperationOf, Pair, TableChanges } from './operation';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';
import { storageParameters } from './storage-sql';
import { tableWords } from './wording';

type AlterTable = OperationOf<'alterTable'>;

function alter(
  table: QualifiedName,
  action: string,
  fact: 'alterTable' | 'setLogged' | 'storageParameters',
): Statement {
  return statement(`ALTER TABLE ${quoteName(table)} ${action}`, lockFacts(fact, { relation: table }));
}

function logged({ table, changes: { unlogged } }: AlterTable): readonly Statement[] {
  return unlogged === undefined ? [] : [alter(table, unlogged.to ? 'SET UNLOGGED' : 'SET LOGGED', 'setLogged')];
}

function parameters({ table, changes }: AlterTable): readonly Statement[] {
  if (changes.storageParameters === undefined) return [];
  const { from, to } = changes.storageParameters;
  const set = Object.fromEntries(Object.entries(to).filter(([name, value]) => from[name] !== value));
  const reset = Object.keys(from).filter((name) => !(name in to));
  const dotted = (name: string): string => name.split('.').map(quoteIdentifier).join('.');
  return [
    ...(Object.keys(set).length === 0 ? [] : [alter(table, `SET (${storageParameters(set)})`, 'storageParameters')]),
    ...(reset.length === 0 ? [] : [alter(table, `RESET (${reset.map(dotted).join(', ')})`, 'storageParameters')]),
  ];
}

/** Switched on, and forced upon the owner. */
const ROW_SECURITY: Readonly<Record<Table['rowSecurity'], { readonly on: boolean; readonly forced: boolean }>> = {
  off: { on: false, forced: false },
  enabled: { on: true, forced: false },
  forced: { on: true, forced: true },
  forcedOff: { on: false, forced: true },
};

/** The words that lead from one state to another. */
export function rowSecurityWords(from: Table['rowSecurity'], to: Table['rowSecurity']): readonly string[] {
  const [before, after] = [ROW_SECURITY[from], ROW_SECURITY[to]];
  return [
    ...(before.forced && !after.forced ? ['NO FORCE'] : []),
    ...(before.on === after.on ? [] : [after.on ? 'ENABLE' : 'DISABLE']),
    ...(!before.forced && after.forced ? ['FORCE'] : []),
  ];
}

function rowSecurity({ table, changes }: AlterTable): readonly Statement[] {
  if (changes.rowSecurity === undefined) return [];
  const words = rowSecurityWords(changes.rowSecurity.from, changes.rowSecurity.to);
  return words.map((word) =>
    statement(
      `ALTER TABLE ${quoteName(table)} ${word} ROW LEVEL SECURITY`,
      lockFacts('rowSecurity', { relation: table }),
    ),
  );
}

function parents({ table, changes }: AlterTable): readonly Statement[] {
  if (changes.inherits === undefined) return [];
  const [from, to] = [changes.inherits.from, changes.inherits.to];
  const without = (list: readonly QualifiedName[], other: readonly QualifiedName[]): readonly QualifiedName[] =>
    list.filter((each) => !other.some((one) => nameKey(one) === nameKey(each)));
  const link = (words: string, fact: 'inherit' | 'noInherit', parent: QualifiedName): Statement =>
    statement(
      `ALTER TABLE ${quoteName(table)} ${words} ${quoteName(parent)}`,
      lockFacts(fact, { relation: table, parent }),
    );
  return [
    ...without(from, to).map((parent) => link('NO INHERIT', 'noInherit', parent)),
    ...without(to, from).map((parent) => link('INHERIT', 'inherit', parent)),
  ];
}

/** `REPLICA IDENTITY USING INDEX "users_key"`. */
export function replicaIdentityWords(identity: ReplicaIdentity | null): string {
  if (identity === null) return 'REPLICA IDENTITY DEFAULT';
  if (typeof identity === 'object') return `REPLICA IDENTITY USING INDEX ${quoteIdentifier(identity.index)}`;
  return `REPLICA IDENTITY ${identity.toUpperCase()}`;
}

function replicaIdentity({ table, changes }: AlterTable): readonly Statement[] {
  if (changes.replicaIdentity === undefined) return [];
  return [alter(table, replicaIdentityWords(changes.replicaIdentity.to), 'alterTable')];
}

/** The index of a replica identity may be one of its own or one behind a key. */
function identityObjects(table: QualifiedName, identity: ReplicaIdentity | null | undefined): readonly ObjectName[] {
  if (typeof identity !== 'object' || identity === null) return [];
  return [
    indexObject(table, identity.index),
    constraintObject(table, 'unique', identity.index),
    constraintObject(table, 'primaryKey', identity.index),
  ];
}

const TELLERS: {
  readonly [K in keyof TableChanges]-?: (pair: NonNullable<TableChanges[K]>) => string;
} = {
  unlogged: ({ to }) => (to ? 'unlogged' : 'logged'),
  storageParameters: ({ from, to }) => `storage parameters ${optionWords(from)} → ${optionWords(to)}`,
  rowSecurity: ({ from, to }) => `row-level security ${from} → ${to}`,
  inherits: ({ from, to }) => `parents ${parentWords(from)} → ${parentWords(to)}`,
  replicaIdentity: ({ from, to }) => `replica identity ${identityWords(from)} → ${identityWords(to)}`,
};

function optionWords(options: Table['storageParameters']): string {
  const all = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return all.length === 0 ? 'none' : all.join(', ');
}

function parentWords(list: readonly QualifiedName[]): string {
  return list.length === 0 ? 'none' : list.map(({ schema, name }) => `${schema}.${name}`).join(', ');
}

function identityWords(identity: ReplicaIdentity | null): string {
  if (identity === null) return 'primary key';
  return typeof identity === 'object' ? `index ${identity.index}` : identity;
}

function describeChanges(changes: TableChanges): string {
  const { unlogged, storageParameters: options, rowSecurity: security, inherits, replicaIdentity: identity } = changes;
  const told = [
    unlogged && TELLERS.unlogged(unlogged),
    options && TELLERS.storageParameters(options),
    security && TELLERS.rowSecurity(security),
    inherits && TELLERS.inherits(inherits),
    identity && TELLERS.replicaIdentity(identity),
  ].filter((words) => words !== undefined);
  return told.length === 0 ? 'no change' : told.join(', ');
}

function mirrored({
  unlogged,
  storageParameters: options,
  rowSecurity: security,
  ...rest
}: TableChanges): TableChanges {
  return {
    ...(unlogged && { unlogged: swap(unlogged) }),
    ...(options && { storageParameters: swap(options) }),
    ...(security && { rowSecurity: swap(security) }),
    ...(rest.inherits && { inherits: swap(rest.inherits) }),
    ...(rest.replicaIdentity && { replicaIdentity: swap(rest.replicaIdentity) }),
  };
}

function swap<T>({ from, to }: Pair<T>): Pair<T> {
  return { from: to, to: from };
}

const KEYS = ['unlogged', 'with', 'rowSecurity', 'inherits', 'replicaIdentity'] as const;

export const rowSecurityAt = wordAt<Table['rowSecurity']>(['off', 'enabled', 'forced', 'forcedOff']);

/** `'full'`, `'nothing'` or `{ index: 'users_key' }`. */
export function replicaIdentityAt(at: At, value: unknown): ReplicaIdentity {
  if (typeof value === 'string') return wordAt<'full' | 'nothing'>(['full', 'nothing'])(at, value);
  return { index: field(at, fieldsAt(at, value, ['index']), 'index', textAt) };
}

export function replicaIdentityToCall(identity: ReplicaIdentity | null): CallValue {
  return typeof identity === 'object' && identity !== null ? { ...identity } : identity;
}

function changesToCall(changes: TableChanges, defaultSchema: string): CallObject {
  const { unlogged, storageParameters: options, rowSecurity: security, inherits, replicaIdentity: identity } = changes;
  const names = (list: readonly QualifiedName[]): CallValue => list.map((name) => nameToCall(name, defaultSchema));
  return given({
    unlogged: unlogged && { ...unlogged },
    with: options && { from: { ...options.from }, to: { ...options.to } },
    rowSecurity: security && { ...security },
    inherits: inherits && { from: names(inherits.from), to: names(inherits.to) },
    replicaIdentity: identity && {
      from: replicaIdentityToCall(identity.from),
      to: replicaIdentityToCall(identity.to),
    },
  });
}

function changesAt(at: At, value: unknown): TableChanges {
  const fields = fieldsAt(at, value, KEYS);
  const unlogged = fieldOr(at, fields, 'unlogged', pairAt(flagAt), undefined);
  const options = fieldOr(at, fields, 'with', pairAt(optionsAt), undefined);
  const security = fieldOr(at, fields, 'rowSecurity', pairAt(rowSecurityAt), undefined);
  const inherits = fieldOr(at, fields, 'inherits', pairAt(listAt(nameAt)), undefined);
  const identity = fieldOr(at, fields, 'replicaIdentity', pairAt(orNull(replicaIdentityAt)), undefined);
  if (KEYS.every((key) => fields[key] === undefined)) {
    throw new CallError(at.verb, at.path, `an object with ${KEYS.join(', ')}`, value);
  }
  return {
    ...(unlogged && { unlogged }),
    ...(options && { storageParameters: options }),
    ...(security && { rowSecurity: security }),
    ...(inherits && { inherits }),
    ...(identity && { replicaIdentity: identity }),
  };
}

const alterTable: OperationSpec<'alterTable'> = {
  describe: ({ table, changes }, defaultSchema) =>
    `${describeChanges(changes)} on table ${tableWords(table, defaultSchema)}`,
  footprint: ({ table, changes }) =>
    footprint({
      alters: [tableObject(table), ...(changes.unlogged === undefined ? [] : [loggedness(table)])],
      needs: [...(changes.inherits?.to ?? []).map(tableObject), ...identityObjects(table, changes.replicaIdentity?.to)],
      frees: (changes.inherits?.from ?? []).map(tableObject),
    }),
  reverse: ({ table, changes }) => [{ kind: 'alterTable', table, changes: mirrored(changes) }],
  toStatements: (operation) => [
    ...logged(operation),
    ...parameters(operation),
    ...rowSecurity(operation),
    ...parents(operation),
    ...replicaIdentity(operation),
  ],
  toCall: ({ table, changes }, defaultSchema) => ({
    verb: 'alterTable',
    args: [nameToCall(table, defaultSchema), changesToCall(changes, defaultSchema)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('alterTable', args, ['table', 'changes'], defaultSchema);
    return { kind: 'alterTable', table: argument(list, 0, nameAt), changes: argument(list, 1, changesAt) };
  },
};

export const alterTableSpecs = { alterTable };
