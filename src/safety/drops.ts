/** Constraints and indexes that a plan drops, by table, so that nobody has to go through the whole plan for them. */
import type { Operation, OperationOf } from '../operations/operation';
import { nameKey } from '../schema/names';

export type Drop = OperationOf<'dropConstraint'> | OperationOf<'dropIndex'>;

/** By `nameKey` of the table, the constraints and indexes that a plan drops. */
export type Drops = ReadonlyMap<string, readonly Drop[]>;

export function dropsOf(operations: readonly Operation[]): Drops {
  const drops = new Map<string, Drop[]>();
  for (const operation of operations) {
    if (operation.kind !== 'dropConstraint' && operation.kind !== 'dropIndex') continue;
    const key = nameKey(operation.table);
    const known = drops.get(key);
    if (known === undefined) drops.set(key, [operation]);
    else known.push(operation);
  }
  return drops;
}
