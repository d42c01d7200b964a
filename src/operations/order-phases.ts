/**
 * The order in which people like to read operations, where nothing forces another: phases, and inside them by table. It decides
 * nothing that could fail; `order-graph.ts` does. Total: two operations compare equal only when they are the same.
 */
import { byCodeUnit, nameKey } from '../schema/names';
import type { QualifiedName, Table } from '../schema/types';
import type { Operation } from './operation';

/** Where an operation stands by preference: the phase, the table it is about, the step among those of the table. */
interface Place {
  readonly phase: number;
  readonly table: string;
  readonly step: number;
  readonly text: string;
}

/** Earliest first. Nothing depends on the numbers but their order. */
const PHASE = {
  noWayBack: 0,
  enumValues: 1,
  containers: 2,
  renames: 3,
  types: 4,
  droppedViews: 5,
  newTables: 6,
  tables: 7,
  newForeignKeys: 8,
  views: 9,
  comments: 10,
  droppedColumns: 11,
  droppedTables: 12,
  droppedTypes: 13,
  droppedContainers: 14,
} as const;

type Phase = keyof typeof PHASE;

/** The phase and the step of each kind. Kinds of `tables` move to `newTables` where their table is made in the same breath. */
const PREFERENCE: { readonly [Kind in Operation['kind']]: readonly [phase: Phase, step: number] } = {
  irreversible: ['noWayBack', 0],
  suspend: ['noWayBack', 1],
  resume: ['droppedContainers', 2],
  renameEnumValue: ['enumValues', 0],
  addEnumValue: ['enumValues', 1],
  requireExtension: ['containers', 0],
  createSchema: ['containers', 1],
  renameSchema: ['containers', 2],
  createExtension: ['containers', 3],
  moveTable: ['renames', 0],
  renameTable: ['renames', 1],
  renameView: ['renames', 1],
  renameEnum: ['renames', 1],
  renameSequence: ['renames', 1],
  renameColumn: ['renames', 2],
  renameConstraint: ['renames', 3],
  renameIndex: ['renames', 3],
  createEnum: ['types', 0],
  createObject: ['types', 1],
  alterDomain: ['types', 1],
  createSequence: ['types', 1],
  dropView: ['droppedViews', 0],
  replaceEnum: ['types', 2],
  createTable: ['newTables', 0],
  dropConstraint: ['tables', 1],
  dropIndex: ['tables', 2],
  addColumn: ['tables', 3],
  todo: ['tables', 4],
  execute: ['tables', 4],
  custom: ['tables', 4],
  alterColumn: ['tables', 5],
  setColumnStorage: ['tables', 5],
  alterSequence: ['tables', 6],
  createPrimaryKey: ['tables', 7],
  createUniqueConstraint: ['tables', 8],
  createCheckConstraint: ['tables', 9],
  createExclusionConstraint: ['tables', 10],
  createForeignKey: ['tables', 11],
  alterForeignKey: ['tables', 11],
  validateConstraint: ['tables', 12],
  createIndex: ['tables', 13],
  alterTable: ['tables', 14],
  attachPartition: ['tables', 14],
  detachPartition: ['tables', 0],
  setComment: ['tables', 15],
  createView: ['views', 0],
  replaceView: ['views', 0],
  dropColumn: ['droppedColumns', 0],
  dropTable: ['droppedTables', 0],
  dropSequence: ['droppedTypes', 0],
  dropEnum: ['droppedTypes', 1],
  dropObject: ['droppedTypes', 2],
  dropExtension: ['droppedContainers', 0],
  dropSchema: ['droppedContainers', 1],
};

/**
 * Sorts operations by preference. The same operations in any order give the same list.
 * @param tables where they lead: columns that are added come as their tables have them, and by name where the table is not given
 */
export function byPreference(
  operations: readonly Operation[],
  defaultSchema: string,
  tables: readonly Table[],
): readonly Operation[] {
  const columns = columnPlaces(operations, tables);
  const newTables = new Set(
    operations.flatMap((each) => (each.kind === 'createTable' ? [tableKey(each.table, defaultSchema)] : [])),
  );
  const views = new Set(
    operations.flatMap((each) => (each.kind === 'createView' ? [tableKey(each.view, defaultSchema)] : [])),
  );
  const placed = operations.map((operation) => ({
    operation,
    place: placeOf(operation, newTables, views, defaultSchema),
    column: columns.get(operation) ?? 0,
  }));
  placed.sort(
    (one, other) =>
      one.place.phase - other.place.phase ||
      byCodeUnit(one.place.table, other.place.table) ||
      one.place.step - other.place.step ||
      one.column - other.column ||
      byCodeUnit(one.place.text, other.place.text) ||
      byCodeUnit(JSON.stringify(one.operation), JSON.stringify(other.operation)),
  );
  return placed.map(({ operation }) => operation);
}

/** Of the columns that are added, their places in their tables. */
function columnPlaces(operations: readonly Operation[], tables: readonly Table[]): ReadonlyMap<Operation, number> {
  const added = operations.filter((operation) => operation.kind === 'addColumn');
  const changed = new Set(added.map(({ table }) => nameKey(table)));
  const places = new Map(
    tables
      .filter((table) => changed.has(nameKey(table)))
      .map((table) => [nameKey(table), new Map(table.columns.map(({ name }, at) => [name, at]))]),
  );
  return new Map(added.map((each) => [each, places.get(nameKey(each.table))?.get(each.column.name) ?? 0]));
}

function placeOf(
  operation: Operation,
  newTables: ReadonlySet<string>,
  newViews: ReadonlySet<string>,
  defaultSchema: string,
): Place {
  const [phase, step] = PREFERENCE[operation.kind];
  const name = relationOf(operation);
  const table = name === null ? '' : tableKey(name, defaultSchema);
  return {
    phase: PHASE[settledPhase(operation, phase, table, newTables, newViews)],
    table,
    step,
    text: textOf(operation),
  };
}

function settledPhase(
  operation: Operation,
  phase: Phase,
  table: string,
  newTables: ReadonlySet<string>,
  newViews: ReadonlySet<string>,
): Phase {
  if (operation.kind === 'setComment' && table === '') return 'comments';
  if (phase !== 'tables') return phase;
  if (newViews.has(table)) return 'views';
  if (!newTables.has(table)) return phase;
  return operation.kind === 'createForeignKey' ? 'newForeignKeys' : 'newTables';
}

/** The default schema comes first. */
function tableKey(name: QualifiedName, defaultSchema: string): string {
  return `${name.schema === defaultSchema ? '' : name.schema}\u0000${name.name}`;
}

/** The table, view or other named thing that an operation is about; `null` where it is about none. */
function relationOf(operation: Operation): QualifiedName | null {
  if (operation.kind === 'setComment') {
    const { schema, table, name, kind } = operation.object;
    if (table !== null) return { schema, name: table };
    return kind === 'table' || kind === 'view' || kind === 'materializedView' ? { schema, name } : null;
  }
  if (operation.kind === 'replaceView') return operation.view.to;
  if ('table' in operation) return operation.table;
  if ('view' in operation) return operation.view;
  if ('enum' in operation) return operation.enum;
  if ('sequence' in operation) return operation.sequence;
  return null;
}

/** What tells operations of one kind on one table apart, where it is short; the rest is told by their whole text. */
function textOf(operation: Operation): string {
  if ('name' in operation) return operation.name;
  if ('constraint' in operation) return operation.constraint.name;
  if ('index' in operation) return operation.index.name;
  if ('column' in operation) return operation.column.name;
  if ('value' in operation) return operation.value;
  if (operation.kind === 'setComment') return operation.object.table === null ? '' : operation.object.name;
  return '';
}
