/** Tables: which of the two sides each of the target's comes from, and what both have, settled piece by piece. */
import type { Pair } from '../operations/operation';
import { nameKey, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, Index, Table, UniqueConstraint } from '../schema/types';
import { tablesAlike, type Candidate } from './alike';
import { pairUp, same } from './equal';
import { constraintName } from './constraints';
import { TABLE, takeOver } from './inexpressible';
import { indexName } from './indexes';
import { keptOfTable, noteKept } from './kept';
import { addNotes, emptyNotes, isSilent } from './notes';
import { askRename } from './questions';
import { reconcileColumns, shapeOf } from './reconcile-columns';
import {
  reconcileChecks,
  reconcileExclusions,
  reconcileForeignKeys,
  reconcilePrimaryKey,
  reconcileUniques,
  type TableContext,
} from './reconcile-constraints';
import { reconcileIndexes } from './reconcile-indexes';
import type { Reconciling } from './reconcile-options';
import type { TypeMapping } from './reconcile-types';
import { byName } from '../schema/names';

export function reconcileTables(
  current: DatabaseSchema,
  model: readonly Table[],
  types: TypeMapping,
  context: Reconciling,
): readonly Table[] {
  const { added, dropped, kept } = pairUp(current.tables, model, nameKey);
  const managed = new Set(model.map(nameKey));
  const both = new Set(kept.map(({ to }) => nameKey(to)));
  const alike = (table: Table): readonly Candidate[] =>
    tablesAlike(table, added, (key) => both.has(key), context.labels);
  const staying = dropped.filter((table) => !mayGo(table, alike, managed, context));
  const fresh = added.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, type: types.map(column.type) })),
  }));
  return [...kept.map((pair) => settledTable(pair, types, context)), ...staying, ...fresh].sort(byName);
}

/** Whether a table that the model does not declare goes; if not, says why it stays. */
function mayGo(
  table: Table,
  alike: (table: Table) => readonly Candidate[],
  managed: ReadonlySet<string>,
  context: Reconciling,
): boolean {
  const object = objectName('table', table.schema, table.name);
  const internal = context.internalTables.some((name) => nameKey(name) === nameKey(table));
  // The partitions of a managed parent are its storage.
  const partition = table.kind === 'partition' && table.inherits.some((parent) => managed.has(nameKey(parent)));
  if (internal || partition || !context.isVisible(object)) return false;
  if (context.drops.kept.has(objectKey(object)) || !context.owned(object)) {
    context.notes.unmanaged.push(object);
    if (context.atBase && !context.drops.kept.has(objectKey(object)) && !context.askedSchemas.has(table.schema))
      askRename(object, alike(table), context);
    return false;
  }
  if (context.drops.allowed.has(objectKey(object))) return true;
  context.notes.heldBack.push(object);
  if (context.askedSchemas.has(table.schema)) return false;
  if (!askRename(object, alike(table), context)) context.notes.questions.push({ kind: 'dropTable', object });
  return false;
}

/** A table of which there was nothing to note is the same in the next round. */
function settledTable(pair: Pair<Table>, types: TypeMapping, context: Reconciling): Table {
  const known = context.settledTables?.get(pair.to);
  if (known !== undefined) return known;
  const notes = emptyNotes();
  const table = reconcileTable(pair, types, { ...context, notes });
  if (isSilent(notes)) context.settledTables?.set(pair.to, table);
  else addNotes(context.notes, notes);
  return table;
}

function reconcileTable({ from: current, to: model }: Pair<Table>, types: TypeMapping, context: Reconciling): Table {
  const columns = reconcileColumns(current, model, types, context);
  const left = new Set(columns.map((column) => column.name));
  const inTable: TableContext = {
    ...context,
    table: { schema: current.schema, name: current.name },
    shape: shapeOf(current, columns),
    goneColumns: current.columns.map((column) => column.name).filter((name) => !left.has(name)),
  };
  const uniques = reconcileUniques(current, model, inTable);
  const indexes = reconcileIndexes(
    current,
    current.indexes,
    model.indexes,
    inTable.shape,
    inTable.goneColumns,
    inTable,
  );
  noteKept(objectName('table', current.schema, current.name), keptOfTable(current, model), context.notes);
  const table: Table = {
    ...takeOver<Table>(TABLE, current, model),
    columns,
    primaryKey: reconcilePrimaryKey(current, model, inTable),
    // A unique constraint and a unique index over the same columns do the same: where one is there, the other is not made.
    uniques: uniques.target.filter(
      (unique) => !uniques.fresh.includes(unique) || !doneBy(unique, indexes.extra, inTable),
    ),
    indexes: indexes.target.filter(
      (index) => !indexes.fresh.includes(index) || !doneByConstraint(index, uniques.extra, inTable),
    ),
    checks: reconcileChecks(current, model, inTable),
    exclusions: reconcileExclusions(current, model, inTable),
    foreignKeys: reconcileForeignKeys(current, model, inTable),
  };
  return same(table, current) ? current : table;
}

/** Whether an index of the database does what a constraint of the model would do; if so, says it. */
function doneBy(unique: UniqueConstraint, indexes: readonly Index[], context: TableContext): boolean {
  if (!unique.derivedName || unique.timing.deferrable) return false;
  const index = indexes.find((each) => isPlainUnique(each, unique.columns));
  if (index === undefined) return false;
  noteKept(indexName(context.table, index), ['a unique index in place of a unique constraint'], context.notes);
  return true;
}

function doneByConstraint(index: Index, uniques: readonly UniqueConstraint[], context: TableContext): boolean {
  if (!index.derivedName) return false;
  const unique = uniques.find((each) => !each.timing.deferrable && isPlainUnique(index, each.columns));
  if (unique === undefined) return false;
  noteKept(constraintName(context.table, unique), ['a unique constraint in place of a unique index'], context.notes);
  return true;
}

function isPlainUnique(index: Index, columns: readonly string[]): boolean {
  const keys = index.keys.map((key) => key.column);
  return index.unique && index.valid && index.method === 'btree' && index.predicate === null && same(keys, columns);
}
