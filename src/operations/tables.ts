/** Tables: created whole (without indexes and foreign keys, which are operations of their own), dropped, renamed, moved. */
import { NotCompilableError } from '../errors/operations';
import { displayName, objectName } from '../schema/names';
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Constraint, ObjectName, QualifiedName, Table } from '../schema/types';
import { replicaIdentityWords, rowSecurityWords } from './alter-table';
import { nameToCall } from './call';
import { argument, callArgs, textAt } from './call-reader';
import { tableAt, tableToCall } from './call-tables';
import { nameAt } from './call-values';
import { afterColumn, beforeColumn } from './column-sql';
import { commentOn } from './comment-sql';
import { addConstraint, constraintNeeds, createConstraint } from './constraint-creation';
import {
  columnNeeds,
  columnObject,
  constraintObject,
  footprint,
  indexObject,
  keysOfConstraint,
  keysOfIndex,
  schemaObject,
  sequenceObject,
  tableObject,
} from './footprint';
import { lockFacts } from './locks';
import type { Operation } from './operation';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';
import {
  earlyConstraints,
  inheritedNames,
  innerConstraints,
  lateConstraints,
  ownColumns,
  tableDefinition,
} from './table-sql';
import { tableWords } from './wording';

function rowSecurity(table: Table): readonly Statement[] {
  const words = rowSecurityWords('off', table.rowSecurity);
  return words.map((word) =>
    statement(
      `ALTER TABLE ${quoteName(table)} ${word} ROW LEVEL SECURITY`,
      lockFacts('rowSecurity', { relation: table }),
    ),
  );
}

/** One that goes by an index waits for the index: that is an operation of its own. */
function replicaIdentity(table: Table): readonly Statement[] {
  const { replicaIdentity: identity } = table;
  if (identity === undefined || typeof identity === 'object') return [];
  const sql = `ALTER TABLE ${quoteName(table)} ${replicaIdentityWords(identity)}`;
  return [statement(sql, lockFacts('alterTable', { relation: table }))];
}

function tableComments(table: Table): readonly Statement[] {
  const comments: readonly (readonly [ObjectName, string | null])[] = [
    [tableObject(table), table.comment],
    ...earlyConstraints(table).map(
      ({ kind, name, comment }) => [constraintObject(table, kind, name), comment] as const,
    ),
  ];
  return comments.flatMap(([object, comment]) => (comment === null ? [] : [commentOn(object, comment)]));
}

/** Nobody but the new table is touched, so all that follows CREATE TABLE locks nothing that existed before. */
function onNewTable(table: Table, statements: readonly Statement[]): readonly Statement[] {
  const own = new Set([quoteName(table), ...table.columns.flatMap((column) => sequencesOf(column).map(quoteName))]);
  return statements.map((each) => ({
    ...each,
    locks: each.locks.filter((lock) => !own.has(quoteName(lock.object))),
    scans: [],
    rewrites: [],
  }));
}

function sequencesOf(column: Table['columns'][number]): readonly QualifiedName[] {
  return [column.serial, column.identity?.sequence].filter((sequence) => sequence !== null && sequence !== undefined);
}

/** @throws NotCompilableError for a foreign table, whose server a table does not hold. */
function refuseUnknownKind(table: Table): void {
  if (table.kind !== 'foreign' && (table.kind !== 'partition' || table.bound !== undefined)) return;
  throw new NotCompilableError(
    `making the ${table.kind === 'foreign' ? 'foreign table' : 'partition'} '${displayName(table, '')}'`,
    {},
    'write it by hand: op.execute(`CREATE TABLE …`)',
  );
}

/** Everything that comes and goes with a table. */
function ownObjects(table: Table): readonly ObjectName[] {
  const constraints: readonly Constraint[] = [...innerConstraints(table), ...table.foreignKeys];
  return [
    tableObject(table),
    ...table.columns.map((column) => columnObject(table, column.name)),
    ...constraints.map((constraint) => constraintObject(table, constraint.kind, constraint.name)),
    ...constraints.flatMap((constraint) => keysOfConstraint(table, constraint)),
    ...table.indexes.flatMap((index) => [indexObject(table, index.name), ...keysOfIndex(table, index)]),
    ...table.columns.flatMap((column) => sequencesOf(column).map(sequenceObject)),
  ];
}

/** What a table stands on besides itself. */
function outerObjects(table: Table): readonly ObjectName[] {
  return [
    schemaObject(table.schema),
    ...table.inherits.map(tableObject),
    ...table.inherits.flatMap((parent) => inheritedNames(table).map((name) => columnObject(parent, name))),
    ...table.columns.flatMap((column) => columnNeeds(table, column)),
    ...table.foreignKeys.flatMap((key) => constraintNeeds(table, key)),
  ];
}

function creationFact(table: Table): 'createTable' | 'createTableInheriting' | 'createPartition' {
  if (table.bound !== undefined) return 'createPartition';
  return table.inherits.length === 0 ? 'createTable' : 'createTableInheriting';
}

const createTable: OperationSpec<'createTable'> = {
  describe: ({ table }, defaultSchema) => `added table ${tableWords(table, defaultSchema)}`,
  footprint: ({ table }) => footprint({ creates: ownObjects(table), needs: outerObjects(table) }),
  reverse: ({ table }) => [{ kind: 'dropTable', table: { schema: table.schema, name: table.name }, was: table }],
  toStatements({ table }, context) {
    refuseUnknownKind(table);
    const facts = lockFacts(creationFact(table), { relation: table, parent: table.inherits });
    return [
      ...ownColumns(table).flatMap((column) => beforeColumn(table, column)),
      statement(tableDefinition(table, context), facts),
      ...onNewTable(table, [
        ...tableComments(table),
        ...ownColumns(table).flatMap((column) => afterColumn(table, column)),
        ...lateConstraints(table).flatMap((constraint) => addConstraint(table, constraint, context)),
        ...rowSecurity(table),
        ...replicaIdentity(table),
      ]),
    ];
  },
  toCall({ table }, defaultSchema) {
    refuseUnknownKind(table);
    return { verb: 'createTable', args: [nameToCall(table, defaultSchema), tableToCall(table, defaultSchema)] };
  },
  fromCall(args, defaultSchema) {
    const list = callArgs('createTable', args, ['table', 'definition'], defaultSchema);
    const name = argument(list, 0, nameAt);
    return { kind: 'createTable', table: argument(list, 1, (at, value) => tableAt(name, at, value)) };
  },
};

const dropTable: OperationSpec<'dropTable'> = {
  describe: ({ table }, defaultSchema) => `removed table ${tableWords(table, defaultSchema)}`,
  footprint: ({ table, was }) =>
    footprint({
      drops: was === null ? [tableObject(table)] : ownObjects(was),
      frees: was === null ? [schemaObject(table.schema)] : outerObjects(was),
    }),
  reverse({ was }) {
    if (was === null) return null;
    const table: QualifiedName = { schema: was.schema, name: was.name };
    const operations: readonly Operation[] = [
      { kind: 'createTable', table: { ...was, indexes: [], foreignKeys: [] } },
      ...was.indexes.map((index): Operation => ({ kind: 'createIndex', table, index, concurrently: false })),
      ...was.foreignKeys.map((key) => createConstraint(table, key)),
    ];
    return operations;
  },
  toStatements({ table, was }) {
    const referenced = was === null ? [] : was.foreignKeys.map((key) => key.references.table);
    const parent = was?.bound === undefined ? [] : was.inherits;
    return [
      statement(`DROP TABLE ${quoteName(table)}`, lockFacts('dropTable', { relation: table, referenced, parent })),
    ];
  },
  toCall: ({ table }, defaultSchema) => ({ verb: 'dropTable', args: [nameToCall(table, defaultSchema)] }),
  fromCall(args, defaultSchema) {
    const list = callArgs('dropTable', args, ['table'], defaultSchema);
    return { kind: 'dropTable', table: argument(list, 0, nameAt), was: null };
  },
};

const renameTable: OperationSpec<'renameTable'> = {
  describe: ({ table, to }, defaultSchema) => `renamed table ${tableWords(table, defaultSchema)} → '${to}'`,
  footprint: ({ table, to }) =>
    footprint({ drops: [tableObject(table)], creates: [objectName('table', table.schema, to)] }),
  reverse: ({ table, to }) => [{ kind: 'renameTable', table: { schema: table.schema, name: to }, to: table.name }],
  toStatements: ({ table, to }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} RENAME TO ${quoteIdentifier(to)}`,
      lockFacts('renameTable', { relation: table }),
    ),
  ],
  toCall: ({ table, to }, defaultSchema) => ({ verb: 'renameTable', args: [nameToCall(table, defaultSchema), to] }),
  fromCall(args, defaultSchema) {
    const list = callArgs('renameTable', args, ['table', 'to'], defaultSchema);
    return { kind: 'renameTable', table: argument(list, 0, nameAt), to: argument(list, 1, textAt) };
  },
};

/** Indexes, constraints and the sequences of its columns move with a table; enum types stay. */
const moveTable: OperationSpec<'moveTable'> = {
  describe: ({ table, toSchema }, defaultSchema) =>
    `moved table ${tableWords(table, defaultSchema)} to schema '${toSchema}'`,
  footprint: ({ table, toSchema }) =>
    footprint({
      drops: [tableObject(table)],
      creates: [objectName('table', toSchema, table.name)],
      needs: [schemaObject(toSchema)],
      frees: [schemaObject(table.schema)],
    }),
  reverse: ({ table, toSchema }) => [
    { kind: 'moveTable', table: { schema: toSchema, name: table.name }, toSchema: table.schema },
  ],
  toStatements: ({ table, toSchema }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} SET SCHEMA ${quoteIdentifier(toSchema)}`,
      lockFacts('setSchema', { relation: table }),
    ),
  ],
  toCall: ({ table, toSchema }, defaultSchema) => ({
    verb: 'moveTable',
    args: [nameToCall(table, defaultSchema), toSchema],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('moveTable', args, ['table', 'toSchema'], defaultSchema);
    return { kind: 'moveTable', table: argument(list, 0, nameAt), toSchema: argument(list, 1, textAt) };
  },
};

export const tableSpecs = { createTable, dropTable, renameTable, moveTable };
