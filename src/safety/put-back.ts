/** Constraints and indexes that a plan takes down and makes again as they were: the rows have fitted them all along. Pure. */
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { PlanFacts } from './finding';

/** Whether the plan also drops the very thing that the operation makes. */
export function isPutBack(operation: Operation, { operations }: Pick<PlanFacts, 'operations'>): boolean {
  const made =
    'constraint' in operation ? operation.constraint : operation.kind === 'createIndex' ? operation.index : null;
  if (made === null || !('table' in operation) || operation.table === null) return false;
  const key = nameKey(operation.table);
  const text = JSON.stringify(made);
  return operations.some(
    ({ operation: other }) =>
      (other.kind === 'dropConstraint' || other.kind === 'dropIndex') &&
      nameKey(other.table) === key &&
      JSON.stringify(other.was) === text,
  );
}
