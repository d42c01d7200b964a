/** What the verbs give back. Plain data, JSON-serialisable but for `Operation`s' own classes; the shapes that `--format json` prints. */
import type { Operation } from '../operations/operation';
import type { Statement } from '../operations/statement';
import type { OperationSummary } from '../operations/summary';
import type { Assessment } from '../safety/assess';
import type { HeadLine } from '../safety/headings';
import type { ModelWarning } from '../schema/model';
import type { DatabaseSchema, ObjectName } from '../schema/types';

/** Where a database stands in the history. */
export interface Position {
  /** `clinic on localhost:5432` */
  readonly database: string;
  /** Of the server: `17.10`. */
  readonly version: string;
  readonly user: string;
  /** The heads that the database has; empty: base. */
  readonly at: readonly string[];
  /** The heads that the files have. */
  readonly heads: readonly string[];
  /** How many revisions are to run. */
  readonly pending: number;
  /** Only where a revision is applied in part, because its run was interrupted or is still going on: so many of its statements are committed. */
  readonly unfinished?: {
    readonly revision: string;
    readonly direction: 'upgrade' | 'downgrade';
    readonly statements: number;
  };
  /** Only where this run names an environment: that name, and the one that the database has, if any. */
  readonly environment?: { readonly given: string; readonly stored: string | null };
}

/** A question that only a person can answer, with the flags that answer it. */
export interface OpenQuestion {
  readonly kind: string;
  /** What it is about: the table, column or enum that is gone or changed. */
  readonly object: ObjectName;
  readonly text: string;
  /** The flags that answer it, as they are typed. */
  readonly answers: readonly string[];
  /** How much there is now of what may go: `1,244 values now`. For eyes alone; absent where nobody counted. */
  readonly figure?: string;
}

/** Two schemas compared: what takes the one to the other and back. */
export interface Difference {
  readonly operations: readonly Operation[];
  /** The schema that they lead to. */
  readonly target: DatabaseSchema;
  readonly summaries: readonly OperationSummary[];
  readonly downgradeOperations: readonly Operation[];
  readonly upgrade: readonly Statement[];
  readonly downgrade: readonly Statement[];
  readonly assessment: Assessment;
  readonly downgradeAssessment: Assessment;
  /** What the upgrade does to data, readers, writers and the running version. */
  readonly head: readonly HeadLine[];
  /** What is in the database, not in the model, and not Stillhead's: kept as it is. */
  readonly unmanaged: readonly string[];
  readonly questions: readonly OpenQuestion[];
  readonly warnings: readonly ModelWarning[];
  readonly entityCount: number;
  /** Renames that nobody was asked about, because an entity or the hints say them: `persons.name:full_name`, and who says it. */
  readonly answered: readonly { readonly answer: string; readonly by: string }[];
}
