/**
 * Locks last until the transaction ends: a statement that takes long stops also what the statements before it in the same transaction
 * have locked, however quick they were themselves (manual, "Explicit Locking").
 */
import { keepStrongest } from '../operations/locks';
import { toSegments } from '../operations/segments';
import type { Lock, Statement } from '../operations/statement';
import type { QualifiedName } from '../schema/types';

/** For a statement that takes long, the locks that stand still with it: each once, with the first such statement of its transaction. */
export type HeldLocks = ReadonlyMap<Statement, readonly Lock[]>;

/**
 * @param statements of a whole plan, in order
 * @param isNew whether the plan itself makes a relation: that takes no time, and nobody waits for it
 */
export function heldLocks(statements: readonly Statement[], isNew: (name: QualifiedName) => boolean): HeldLocks {
  const held = new Map<Statement, readonly Lock[]>();
  for (const segment of toSegments(statements)) {
    const quick = new Map<string, Lock>();
    for (const statement of segment.statements) {
      if ([...statement.scans, ...statement.rewrites].some((table) => !isNew(table))) {
        held.set(statement, [...quick.values()]);
        quick.clear();
      } else for (const lock of statement.locks) keepStrongest(quick, lock);
    }
  }
  return held;
}
