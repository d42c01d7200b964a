/** Columns that a plan makes, and those that are there only while it runs: nobody else ever sees these. Pure. */
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { Column, QualifiedName } from '../schema/types';

export interface ColumnsBetween {
  /** Added by the plan, or given this name by it. */
  readonly isMade: (table: QualifiedName, column: string) => boolean;
  /** Made by the plan, and gone again under this name at its end. */
  readonly isPassing: (table: QualifiedName, column: string) => boolean;
  /** Goes, and at the end there is one of this name again. */
  readonly comesBack: (table: QualifiedName, column: string) => boolean;
  /** What stands in the place of a column that goes, where it was added by the plan and then given its name. */
  readonly inPlaceOf: (table: QualifiedName, column: string) => Column | null;
  /** Is given another type. */
  readonly isRetyped: (table: QualifiedName, column: string) => boolean;
}

export function columnsBetween(operations: readonly Operation[]): ColumnsBetween {
  const made = new Set<string>();
  const gone = new Set<string>();
  const there = new Set<string>();
  const added = new Map<string, Column>();
  const renamed = new Map<string, Column>();
  const retyped = new Set<string>();
  for (const operation of operations) {
    if (operation.kind === 'alterColumn' && operation.changes.type !== undefined)
      retyped.add(`${nameKey(operation.table)}\0${operation.name}`);
    if (operation.kind !== 'addColumn' && operation.kind !== 'dropColumn' && operation.kind !== 'renameColumn')
      continue;
    const key = (column: string): string => `${nameKey(operation.table)}\0${column}`;
    if (operation.kind !== 'addColumn') {
      gone.add(key(operation.name));
      there.delete(key(operation.name));
    }
    const name =
      operation.kind === 'addColumn' ? operation.column.name : operation.kind === 'renameColumn' ? operation.to : null;
    if (operation.kind === 'addColumn') added.set(key(operation.column.name), operation.column);
    const moved = operation.kind === 'renameColumn' ? added.get(key(operation.name)) : undefined;
    if (operation.kind === 'renameColumn' && moved !== undefined) renamed.set(key(operation.to), moved);
    if (name === null) continue;
    if (!gone.has(key(name))) made.add(key(name));
    there.add(key(name));
  }
  const has = (keys: ReadonlySet<string>, table: QualifiedName, column: string): boolean =>
    keys.has(`${nameKey(table)}\0${column}`);
  return {
    isMade: (table, column) => has(made, table, column),
    isPassing: (table, column) => has(made, table, column) && !has(there, table, column),
    comesBack: (table, column) => has(gone, table, column) && has(there, table, column),
    inPlaceOf: (table, column) => renamed.get(`${nameKey(table)}\0${column}`) ?? null,
    isRetyped: (table, column) => has(retyped, table, column),
  };
}
