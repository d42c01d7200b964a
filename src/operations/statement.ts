/** What a statement is: its text and what a runner and a reviewer must know of it. No behaviour. */
import type { QualifiedName } from '../schema/types';

/** PostgreSQL's table-level lock modes, as `pg_locks.mode` without the word Lock, weakest first. */
export type LockMode =
  | 'AccessShare'
  | 'RowShare'
  | 'RowExclusive'
  | 'ShareUpdateExclusive'
  | 'Share'
  | 'ShareRowExclusive'
  | 'Exclusive'
  | 'AccessExclusive';

export interface Lock {
  readonly object: QualifiedName;
  readonly mode: LockMode;
}

export interface Statement {
  /** One statement without a trailing semicolon. */
  readonly sql: string;
  /**
   * `inside`: in the transaction of its segment. `own`: in a transaction, but what follows may not share it (a new enum value is
   * unusable until commit). `outside`: PostgreSQL refuses it inside a transaction block (CREATE INDEX CONCURRENTLY).
   */
  readonly transaction: 'inside' | 'own' | 'outside';
  /** Locks on relations that existed before. */
  readonly locks: readonly Lock[];
  /** Tables written anew, all their indexes with them. */
  readonly rewrites: readonly QualifiedName[];
  /** Tables read from end to end while the lock is held. */
  readonly scans: readonly QualifiedName[];
  /**
   * A query that gives one row with one boolean: true when the statement has already had its effect, so that a step outside a
   * transaction may be met twice. `null`: not known; inside a transaction it is not needed.
   */
  readonly done: string | null;
  /**
   * A statement that clears what a failed attempt left behind (an invalid index) before the next one; `null`: nothing is left.
   */
  readonly cleanup: string | null;
}

/** What compiling needs to know of the server and of the user's data source. */
export interface StatementContext {
  /** PostgreSQL's major version, 14 and up. */
  readonly major: number;
  /** Names in this schema need no qualification for people; SQL is always qualified. */
  readonly defaultSchema: string;
}
