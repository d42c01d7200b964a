/**
 * Locks last until the transaction ends: a statement that takes long stops also what the statements before it in the same transaction
 * have locked, however quick they were themselves (manual, "Explicit Locking").
 */
import { toSegments } from '../operations/segments';
import type { Lock, LockMode, Statement } from '../operations/statement';
import { nameKey } from '../schema/names';
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
      } else for (const lock of statement.locks) take(quick, lock);
    }
  }
  return held;
}

/** Keeps the strongest of a relation. */
function take(locks: Map<string, Lock>, lock: Lock): void {
  const known = locks.get(nameKey(lock.object));
  if (known === undefined || strength(lock.mode) > strength(known.mode)) locks.set(nameKey(lock.object), lock);
}

/** Table 13.2 of the manual. */
const BY_STRENGTH: readonly LockMode[] = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

function strength(mode: LockMode): number {
  return BY_STRENGTH.indexOf(mode);
}
