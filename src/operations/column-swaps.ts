/**
 * Columns that are replaced by new ones of another type, as operations tell it: added beside, filled, the old one dropped, the new one
 * given its name. For people, who see one column and one change of its type. Pure.
 */
import { nameKey } from '../schema/names';
import type { Column, QualifiedName } from '../schema/types';
import type { Operation } from './operation';

export interface ColumnSwap {
  readonly table: QualifiedName;
  readonly name: string;
  readonly temporary: string;
  readonly from: Column;
  readonly to: Column;
  /** Position of the operation that drops the old column. */
  readonly operation: number;
  /** Swapped columns whose foreign keys lead here: the values of this one are theirs. */
  readonly followers: readonly ColumnSwap[];
  /** It follows another one. */
  readonly follows: boolean;
}

type Swap = Omit<ColumnSwap, 'followers' | 'follows'>;

/** All swaps of a plan, in its order. */
export function columnSwaps(operations: readonly Operation[]): readonly ColumnSwap[] {
  const swaps = operations.flatMap((operation): readonly Swap[] => {
    if (operation.kind !== 'renameColumn') return [];
    const { table, name: temporary, to: name } = operation;
    const added = operations.find(
      (each) => each.kind === 'addColumn' && same(each.table, table) && each.column.name === temporary,
    );
    const dropped = operations.findIndex(
      (each) => each.kind === 'dropColumn' && same(each.table, table) && each.name === name,
    );
    const gone = operations[dropped];
    if (added?.kind !== 'addColumn' || gone?.kind !== 'dropColumn' || gone.was === null) return [];
    return [{ table, name, temporary, from: gone.was, to: added.column, operation: dropped }];
  });
  const parents = new Map(swaps.map((swap) => [swap, parentOf(swap, swaps, operations)]));
  return swaps.map((swap) => ({
    ...swap,
    follows: parents.get(swap) !== null,
    followers: swaps.filter((each) => rootOf(each, parents) === swap && each !== swap).map(alone),
  }));
}

function alone(swap: Swap): ColumnSwap {
  return { ...swap, followers: [], follows: true };
}

/** The swapped column that a foreign key leads to from this one. */
function parentOf(swap: Swap, swaps: readonly Swap[], operations: readonly Operation[]): Swap | null {
  for (const operation of operations) {
    if (operation.kind !== 'createForeignKey' || !same(operation.table, swap.table)) continue;
    const { columns, references } = operation.constraint;
    const target = references.columns[columns.indexOf(swap.name)];
    const parent = swaps.find((each) => same(each.table, references.table) && each.name === target);
    if (parent !== undefined && parent !== swap) return parent;
  }
  return null;
}

function rootOf(swap: Swap, parents: ReadonlyMap<Swap, Swap | null>): Swap {
  const seen = new Set([swap]);
  let root = swap;
  for (let next = parents.get(root) ?? null; next !== null && !seen.has(next); next = parents.get(root) ?? null) {
    seen.add(next);
    root = next;
  }
  return root;
}

/** Whether an operation is a step of a swap, and no difference of its own. */
export function isStepOf(swap: ColumnSwap, operation: Operation): boolean {
  switch (operation.kind) {
    case 'addColumn':
      return same(operation.table, swap.table) && operation.column.name === swap.temporary;
    case 'alterColumn':
    case 'renameColumn':
      return same(operation.table, swap.table) && operation.name === swap.temporary;
    case 'dropColumn':
      return same(operation.table, swap.table) && operation.name === swap.name;
    default:
      return false;
  }
}

function same(one: QualifiedName, other: QualifiedName): boolean {
  return nameKey(one) === nameKey(other);
}
