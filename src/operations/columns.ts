/** Columns: added, dropped, renamed and altered. The statements of an alteration stand in `alter-column.ts`. */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Column, ObjectName, QualifiedName } from '../schema/types';
import { addColumnStatements, dropColumnStatement } from './add-column';
import { alterColumnStatements } from './alter-column';
import { nameToCall } from './call';
import { changesAt, changesToCall } from './call-changes';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, textAt, type At } from './call-reader';
import { columnAt, columnToCall, nameAt } from './call-values';
import { describeChanges, reverseChanges } from './column-changes';
import {
  collationObjects,
  columnNeeds,
  columnObject,
  expressionColumns,
  expressionNeeds,
  footprint,
  sequenceObject,
  tableObject,
  typeObjects,
} from './footprint';
import { lockFacts } from './locks';
import type { OperationOf } from './operation';
import type { OperationSpec } from './spec';
import { statement } from './statements';
import { columnWords } from './wording';

/** What a column stands on besides its table: its type, sequences, and the columns that a generated one is computed from. */
function columnStandsOn(table: QualifiedName, column: Column): readonly ObjectName[] {
  const computed = expressionColumns(table, column.generated?.expression ?? null);
  return [...columnNeeds(table, column), ...computed.filter((object) => object.name !== column.name)];
}

function ownSequences(column: Column): readonly ObjectName[] {
  return [column.serial, column.identity?.sequence ?? null].flatMap((sequence) =>
    sequence === null ? [] : [sequenceObject(sequence)],
  );
}

const addColumn: OperationSpec<'addColumn'> = {
  describe: ({ table, column }, defaultSchema) => `added column ${columnWords(table, [column.name], defaultSchema)}`,
  footprint: ({ table, column }) =>
    footprint({
      creates: [columnObject(table, column.name), ...ownSequences(column)],
      needs: [tableObject(table), ...columnStandsOn(table, column)],
    }),
  reverse: ({ table, column }) => [{ kind: 'dropColumn', table, name: column.name, was: column }],
  toStatements: ({ table, column }, context) => addColumnStatements(table, column, context),
  toCall: ({ table, column }, defaultSchema) => ({
    verb: 'addColumn',
    args: [nameToCall(table, defaultSchema), columnToCall(table, column, defaultSchema)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('addColumn', args, ['table', 'column'], defaultSchema);
    const table = argument(list, 0, nameAt);
    return { kind: 'addColumn', table, column: argument(list, 1, columnAt(table)) };
  },
};

function onlyAt(at: At, value: unknown): boolean {
  return value === undefined ? false : fieldOr(at, fieldsAt(at, value, ['only']), 'only', flagAt, false);
}

const dropColumn: OperationSpec<'dropColumn'> = {
  describe: ({ table, name }, defaultSchema) => `removed column ${columnWords(table, [name], defaultSchema)}`,
  footprint: ({ table, name, was }) =>
    footprint({
      drops: [columnObject(table, name), ...(was === null ? [] : ownSequences(was))],
      needs: [tableObject(table)],
      frees: was === null ? [] : columnStandsOn(table, was),
    }),
  reverse: ({ table, was }) => (was === null ? null : [{ kind: 'addColumn', table, column: was }]),
  toStatements: ({ table, name, only }) => [dropColumnStatement(table, name, only === true)],
  toCall: ({ table, name, only }, defaultSchema) => ({
    verb: 'dropColumn',
    args: [nameToCall(table, defaultSchema), name, ...(only === true ? [{ only }] : [])],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('dropColumn', args, ['table', 'name', 'options'], defaultSchema, 1);
    const only = argument(list, 2, onlyAt);
    return {
      kind: 'dropColumn',
      table: argument(list, 0, nameAt),
      name: argument(list, 1, textAt),
      was: null,
      ...(only ? { only } : {}),
    };
  },
};

const renameColumn: OperationSpec<'renameColumn'> = {
  describe: ({ table, name, to }, defaultSchema) =>
    `renamed column ${columnWords(table, [name], defaultSchema)} → '${to}'`,
  footprint: ({ table, name, to }) =>
    footprint({
      drops: [columnObject(table, name)],
      creates: [columnObject(table, to)],
      needs: [tableObject(table)],
    }),
  reverse: ({ table, name, to }) => [{ kind: 'renameColumn', table, name: to, to: name }],
  toStatements: ({ table, name, to }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} RENAME COLUMN ${quoteIdentifier(name)} TO ${quoteIdentifier(to)}`,
      lockFacts('renameColumn', { relation: table }),
    ),
  ],
  toCall: ({ table, name, to }, defaultSchema) => ({
    verb: 'renameColumn',
    args: [nameToCall(table, defaultSchema), name, to],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('renameColumn', args, ['table', 'name', 'to'], defaultSchema);
    return {
      kind: 'renameColumn',
      table: argument(list, 0, nameAt),
      name: argument(list, 1, textAt),
      to: argument(list, 2, textAt),
    };
  },
};

/** What one side of an alteration stands on. */
function sideObjects({ table, name, changes }: OperationOf<'alterColumn'>, side: 'from' | 'to'): readonly ObjectName[] {
  const computed = expressionColumns(table, changes.generated?.[side]?.expression ?? null);
  return [
    ...(changes.type === undefined ? [] : typeObjects(changes.type[side])),
    ...collationObjects(changes.collation?.[side] ?? null),
    ...expressionNeeds(table, changes.default?.[side] ?? null),
    ...computed.filter((object) => object.name !== name),
  ];
}

/** Sequences that come with a serial or an identity that was not there before. */
function newSequences({ changes }: OperationOf<'alterColumn'>): readonly ObjectName[] {
  const { serial, identity } = changes;
  return [
    ...(serial?.from === null && serial.to !== null ? [sequenceObject(serial.to)] : []),
    ...(identity?.from === null && identity.to !== null ? [sequenceObject(identity.to.sequence)] : []),
  ];
}

const alterColumn: OperationSpec<'alterColumn'> = {
  describe: ({ table, name, changes }, defaultSchema) =>
    `${describeChanges(changes, defaultSchema)} on ${columnWords(table, [name], defaultSchema)}`,
  footprint: (operation) =>
    footprint({
      alters: [columnObject(operation.table, operation.name)],
      creates: newSequences(operation),
      needs: [tableObject(operation.table), ...sideObjects(operation, 'to')],
      frees: sideObjects(operation, 'from'),
    }),
  reverse({ table, name, changes }) {
    const reversed = reverseChanges(name, changes);
    return reversed === null ? null : [{ kind: 'alterColumn', table, name, changes: reversed }];
  },
  toStatements: alterColumnStatements,
  toCall: ({ table, name, changes }, defaultSchema) => ({
    verb: 'alterColumn',
    args: [nameToCall(table, defaultSchema), name, changesToCall(table, name, changes, defaultSchema)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('alterColumn', args, ['table', 'name', 'changes'], defaultSchema);
    const table = argument(list, 0, nameAt);
    const name = argument(list, 1, textAt);
    return { kind: 'alterColumn', table, name, changes: argument(list, 2, changesAt(table, name)) };
  },
};

export const columnSpecs = { addColumn, dropColumn, alterColumn, renameColumn };
