/**
 * Constraints and indexes that a plan takes down, and what of what it makes they vouch for: the rows have fitted these all along. Pure.
 */
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import type { Drop } from './drops';
import type { PlanFacts } from './finding';

/** Whether the plan also drops the very thing that the operation makes. */
export function isPutBack(operation: Operation, { drops }: Pick<PlanFacts, 'drops'>): boolean {
  const made =
    'constraint' in operation ? operation.constraint : operation.kind === 'createIndex' ? operation.index : null;
  if (made === null || !('table' in operation) || operation.table === null) return false;
  const text = JSON.stringify(made);
  return (drops.get(nameKey(operation.table)) ?? []).some(({ was }) => JSON.stringify(was) === text);
}

/** What two rows must not have in common. */
export interface UniqueKey {
  readonly table: QualifiedName;
  /** All its columns; an expression among them: there is no telling. */
  readonly columns: readonly string[] | null;
  readonly nullsNotDistinct: boolean;
}

/** What an operation makes unique, if it does. */
export function uniqueKeyOf(operation: Operation): UniqueKey | null {
  switch (operation.kind) {
    case 'createPrimaryKey':
      return { table: operation.table, columns: operation.constraint.columns, nullsNotDistinct: false };
    case 'createUniqueConstraint': {
      const { columns, nullsNotDistinct } = operation.constraint;
      return { table: operation.table, columns, nullsNotDistinct };
    }
    case 'createIndex': {
      const { unique, keys, nullsNotDistinct } = operation.index;
      if (!unique) return null;
      const columns = keys.flatMap(({ column, opclass, collation }) =>
        column === null || opclass !== null || collation !== null ? [] : [column],
      );
      return { table: operation.table, columns: columns.length === keys.length ? columns : null, nullsNotDistinct };
    }
    default:
      return null;
  }
}

/**
 * Whether what the plan drops was unique over the same columns, or fewer, for all rows; and none of them is given another type, which
 * may make two values one, or is another column under the same name.
 */
export function wasUnique({ table, columns, nullsNotDistinct }: UniqueKey, facts: PlanFacts): boolean {
  if (columns === null || columns.some((column) => isChanged(table, column, facts))) return false;
  return (facts.drops.get(nameKey(table)) ?? []).some((drop) => {
    const before = keyOf(drop);
    if (before === null || (nullsNotDistinct && !before.nullsNotDistinct)) return false;
    return before.columns.every((column) => columns.includes(column));
  });
}

function isChanged(table: QualifiedName, column: string, { columns }: PlanFacts): boolean {
  return columns.isRetyped(table, column) || columns.comesBack(table, column);
}

function keyOf({ was }: Drop): { readonly columns: readonly string[]; readonly nullsNotDistinct: boolean } | null {
  if (was === null) return null;
  if (!('kind' in was)) {
    if (!was.unique || was.predicate !== null || !was.valid) return null;
    const columns = was.keys.flatMap(({ column, opclass, collation }) =>
      column === null || opclass !== null || collation !== null ? [] : [column],
    );
    return columns.length === was.keys.length ? { columns, nullsNotDistinct: was.nullsNotDistinct } : null;
  }
  // A primary key has no nulls.
  if (was.kind === 'primaryKey') return { columns: was.columns, nullsNotDistinct: true };
  return was.kind === 'unique' ? { columns: was.columns, nullsNotDistinct: was.nullsNotDistinct } : null;
}
