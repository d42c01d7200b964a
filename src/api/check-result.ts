/** What `check` gives back, and what its two ways of comparing share. Plain data; compares nothing. */
import type { SchemaDifference } from '../operations/differences';
import type { LackingExtension } from '../revisions/extensions';
import { notReplayed } from './database-comparison';
import type { DeclaredEntity } from './declared-entities';
import type { Held } from './held';
import type { ModelsAhead } from './models-ahead';
import type { OperationNote } from './operation-notes';
import type { PendingStep } from './pending-steps';
import type { Refusal } from './refused-expressions';
import type { Replayed } from './replay';
import type { Difference, Position } from './results';

export interface CheckResult {
  /**
   * `behind`: only revisions are pending, the database is what the history says of its own revision. `lacks`: so it is, but a pending
   * revision requires an extension that the database does not have. `ahead`: so it is, but the models declare more than the newest
   * revision makes. `open`: so it is, but a pending revision holds a step that a person must write first. `held`: the database holds already
   * what pending revisions make. `unmade`: models and database agree, at head, but the migrations make something else.
   */
  readonly state: 'agrees' | 'unmade' | 'differs' | 'behind' | 'held' | 'open' | 'lacks' | 'ahead';
  readonly difference: Difference;
  readonly position: Position;
  /** What the database was compared with, for people: `14 entities`, `the history at 1a2b3c4d`. */
  readonly compared: string;
  /** The same operations, as what differs. */
  readonly differences: readonly SchemaDifference[];
  /** How many rows or values there are now, where some are lost. */
  readonly figures: readonly OperationNote[];
  /** Where in the project's sources the objects are declared. */
  readonly sources: readonly OperationNote[];
  /** What the models declare and no revision makes: where revisions are pending, or where models and database agree. */
  readonly ahead: ModelsAhead | null;
  /** Extensions that pending revisions require and that somebody else has to make first. */
  readonly lacking: readonly LackingExtension[];
  /** Steps of pending revisions that a person has to write first. */
  readonly open: readonly PendingStep[];
  /** What the database holds already of that which pending revisions make; `null`: nothing. */
  readonly held: Held | null;
  /** Entities in source files whose tables would go, and that the data source does not know: no revision is written until then. */
  readonly declared: readonly DeclaredEntity[];
  /** What the models say in SQL and PostgreSQL refuses: no revision is written until then. */
  readonly refused: readonly Refusal[];
}

export function agrees(difference: Difference): boolean {
  return difference.operations.length === 0 && difference.questions.length === 0;
}

/** A history that cannot be replayed is told also where the comparison did not need it. */
export function withReplays(difference: Difference, replays: readonly (Replayed | null)[]): Difference {
  const failure = replays.map((each) => each?.failure ?? null).find((each) => each !== null) ?? null;
  const others = difference.warnings.filter(({ code }) => code !== 'HISTORY_NOT_REPLAYED');
  return failure === null ? difference : { ...difference, warnings: [...others, notReplayed(failure)] };
}
