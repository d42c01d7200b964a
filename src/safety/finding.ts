/** What a safety rule says of an operation, and what a rule is. Types only. */
import type { Operation } from '../operations/operation';
import type { Statement, StatementContext } from '../operations/statement';
import type { QualifiedName } from '../schema/types';
import type { ColumnsBetween } from './columns-between';
import type { HeldLocks } from './held';
import type { Drops } from './drops';

/** In the order in which people must meet them. */
export type Effect = 'losesData' | 'needsYou' | 'mayFail' | 'stopsReads' | 'stopsWrites' | 'breaks' | 'takesDown';

/**
 * How long something is stopped: an instant, while the same transaction works on another table, while a table is read from end to end, or
 * while it is written anew.
 */
export type Duration = 'instant' | 'held' | 'scan' | 'rewrite';

export interface Finding {
  readonly rule: string;
  readonly effect: Effect;
  /** Position of the operation in the plan. */
  readonly operation: number;
  /** What is affected, for people: `persons.nickname`, `rotations`. */
  readonly subject: string;
  /** What happens to it, in a clause that may follow the subject; never a live figure. */
  readonly detail: string;
  /** `detail` where no downgrade is written, as between two schemas: only where `detail` speaks of one. */
  readonly detailOneWay?: string;
  /** Only for what stops something. */
  readonly duration: Duration | null;
}

/** An operation of a plan with its statements, and what the plan as a whole makes. */
export interface PlannedOperation {
  readonly index: number;
  readonly operation: Operation;
  readonly statements: readonly Statement[];
}

export interface PlanFacts {
  readonly context: StatementContext;
  /** Tables and materialized views that the plan itself creates: nobody reads them yet. */
  readonly isNew: (name: QualifiedName) => boolean;
  /** Columns that the plan itself makes, or that are there only while it runs. */
  readonly columns: ColumnsBetween;
  readonly held: HeldLocks;
  readonly drops: Drops;
  /** The whole plan, for rules that look at neighbours. */
  readonly operations: readonly PlannedOperation[];
}

/** One rule: its id is its file's name, its key in the configuration and its anchor in the README. */
export interface Rule {
  readonly id: string;
  readonly effect: Effect;
  /** One sentence for the README. */
  readonly about: string;
  check(planned: PlannedOperation, facts: PlanFacts): readonly Omit<Finding, 'rule' | 'effect' | 'operation'>[];
}
