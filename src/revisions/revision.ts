/**
 * What a revision and a history are: plain data, read from files without running them.
 *
 * The shapes hold a graph: several down revisions (a merge), labels, dependencies, and revisions that are not ours.
 * This file must never hold behaviour.
 */

/** `typeorm`: a `MigrationInterface` class; `sql`: a pair of SQL files. */
export type RevisionSource = 'stillhead' | 'typeorm' | 'sql';

export type Direction = 'upgrade' | 'downgrade';

export interface Revision {
  readonly id: string;
  /** Empty: a base. Several: a merge. */
  readonly downRevisions: readonly string[];
  readonly branchLabels: readonly string[];
  /** As written: ids or branch labels. */
  readonly dependsOn: readonly string[];
  /** First line of the doc comment, or of the file's name where there is none. */
  readonly message: string;
  /** As the file says it, ISO 8601; `null`: it does not say. */
  readonly created: string | null;
  readonly source: RevisionSource;
  /** Absolute. */
  readonly file: string;
  /** The same revision in another language (`.js` beside `.ts`), absolute. */
  readonly twins: readonly string[];
  /** The whole file, as it was read. */
  readonly text: string;
}

export interface History {
  /** By id; ancestors before descendants, the same order on every machine. */
  readonly revisions: ReadonlyMap<string, Revision>;
  /** Nothing follows them. */
  readonly heads: readonly string[];
  /** They follow nothing. */
  readonly bases: readonly string[];
  /** Which revisions name this one as a down revision. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** What must be applied first: down revisions, then dependencies, labels resolved. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** The inverse of `parents`. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

/** An `op.todo(…)` or `op.irreversible(…)` as the syntax shows it. What is no literal is `null`. */
export interface OpenStep {
  readonly kind: 'todo' | 'irreversible';
  /** In which function it stands; `both`: outside of either, in a function they may share. */
  readonly direction: Direction | 'both';
  readonly line: number;
  readonly text: string | null;
  readonly suggestion: string | null;
  /** A name without a schema lies in the default schema. */
  readonly table: string | { readonly schema: string; readonly name: string } | null;
  /** Of the table: only rows in which it is empty are to be filled. `null`: all are. */
  readonly column: string | null;
}
