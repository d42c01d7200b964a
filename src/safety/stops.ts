/** What the locks of a statement stop, and for how long. The locks themselves are measured facts of `operations/locks.ts`. */
import { displayName, nameKey } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import type { LockMode, Statement } from '../operations/statement';
import type { Duration, Finding, PlanFacts, PlannedOperation } from './finding';

/** Modes that conflict with ROW EXCLUSIVE, which INSERT, UPDATE and DELETE take (manual, table 13.2). */
const STOPS_WRITES: ReadonlySet<LockMode> = new Set(['Share', 'ShareRowExclusive', 'Exclusive']);

type Stop = Pick<Finding, 'subject' | 'detail' | 'duration'>;

/** What is stopped for longer than an instant; `reads`: reads and writes, `writes`: writes alone. */
export function stops(
  { operation, statements }: PlannedOperation,
  facts: PlanFacts,
  what: 'reads' | 'writes',
): readonly Stop[] {
  const found: Stop[] = [];
  // A foreign key of a table that is new has no rows to look up.
  if (operation.kind === 'createForeignKey' && facts.isNew(operation.table)) return found;
  for (const statement of statements) {
    const own = new Set<string>();
    for (const { object, mode } of statement.locks) {
      if (!isStopped(mode, what) || facts.isNew(object)) continue;
      const duration = durationOn(statement, object, facts);
      if (duration === 'instant') continue;
      own.add(nameKey(object));
      found.push(stop(object, duration, facts));
    }
    for (const { object, mode } of facts.held.get(statement) ?? []) {
      if (!isStopped(mode, what) || facts.isNew(object) || own.has(nameKey(object))) continue;
      const here = [...statement.rewrites, ...statement.scans].some((table) => nameKey(table) === nameKey(object));
      found.push(stop(object, here ? durationOn(statement, object, facts) : 'held', facts));
    }
  }
  return found;
}

function isStopped(mode: LockMode, what: 'reads' | 'writes'): boolean {
  return what === 'reads' ? mode === 'AccessExclusive' : STOPS_WRITES.has(mode);
}

function stop(object: QualifiedName, duration: Duration, { context }: PlanFacts): Stop {
  return { subject: displayName(object, context.defaultSchema), detail: DETAILS[duration], duration };
}

const DETAILS: Readonly<Record<Duration, string>> = {
  instant: 'for an instant',
  held: 'until its transaction is done',
  scan: 'while it is read through',
  rewrite: 'while it is rewritten',
};

/** Whether a statement stops anything that was there before, if only for an instant. */
export function stopsSomething({ statements }: PlannedOperation, facts: PlanFacts): boolean {
  return statements.some((statement) =>
    statement.locks.some(
      ({ object, mode }) => !facts.isNew(object) && (mode === 'AccessExclusive' || STOPS_WRITES.has(mode)),
    ),
  );
}

/** A lock lasts as long as the longest work of its statement, on whichever table that work is done. */
function durationOn(statement: Statement, object: QualifiedName, facts: PlanFacts): Duration {
  const holds = (tables: readonly QualifiedName[]): boolean => tables.some((table) => !facts.isNew(table));
  const same = (tables: readonly QualifiedName[]): boolean =>
    tables.some((table) => nameKey(table) === nameKey(object));
  if (same(statement.rewrites)) return 'rewrite';
  return holds(statement.rewrites) || holds(statement.scans) ? 'scan' : 'instant';
}
