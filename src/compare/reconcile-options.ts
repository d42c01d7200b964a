/** What reconciling needs to know besides the two sides. Plain data and predicates; whoever calls settles where they come from. */
import type { PrintAnswers } from '../schema/expressions';
import type { StatisticsOfColumns } from '../schema/column-statistics';
import type { Column, ObjectName, QualifiedName, Sequence, Table } from '../schema/types';
import type { EnumLabels } from './alike';
import type { Notes } from './notes';

/** A column that both sides have, as each has it. */
export interface ColumnPair {
  readonly table: QualifiedName;
  readonly current: Column;
  readonly desired: Column;
}

/** A project's own word on one attribute of a column: whether the sides differ; `null`: as always. */
export type ColumnJudge = (column: ColumnPair) => boolean | null;

export interface ReconcileOptions {
  readonly defaultSchema: string;
  readonly answers: PrintAnswers;
  /** Whether the history made this object: only such a one is ever dropped. */
  readonly owned: (object: ObjectName) => boolean;
  /**
   * The database has no history at all: nobody knows who made what. Beside something new that is like it, what the model does not
   * declare may be its old name, and is asked about, though it is never dropped.
   */
  readonly atBase: boolean;
  /** `rename`: derived names are compared too. */
  readonly names: 'keep' | 'rename';
  /** Answers to drop questions, by `objectKey`. */
  readonly drops: { readonly allowed: ReadonlySet<string>; readonly kept: ReadonlySet<string> };
  /** Answers to rename questions: pairs that are different things, by `renameKey` of `questions.ts`; `all`: ask nothing. */
  readonly different: ReadonlySet<string> | 'all';
  /** What is known of the values of columns that a person is asked about; it orders what is asked. Absent: nothing. */
  readonly statistics?: StatisticsOfColumns;
  /** Tables that tools keep for themselves (the version table, `typeorm_metadata`, …): neither compared nor listed. */
  readonly internalTables: readonly QualifiedName[];
  /** Of either side, what is hidden is neither compared nor listed. */
  readonly isVisible: (object: ObjectName, side: 'database' | 'model') => boolean;
  /** Asked before the sides' types, and their defaults, are compared. Absent: as always. */
  readonly compareType?: ColumnJudge;
  readonly compareDefault?: ColumnJudge;
  /**
   * Tables of the model whose reconciling took nobody's answer, with the result: remembered from one round to the next over the same two
   * sides and options, where only `answers` and `owned` may be others. Left out: nothing is remembered.
   */
  readonly settledTables?: Map<Table, Table>;
}

/** The options of a comparison that nobody configured. */
export function defaultReconcileOptions(defaultSchema: string): ReconcileOptions {
  return {
    defaultSchema,
    answers: new Map(),
    owned: () => false,
    atBase: false,
    names: 'keep',
    drops: { allowed: new Set(), kept: new Set() },
    different: new Set(),
    internalTables: [],
    isVisible: seesAll,
  };
}

/** Of a project that hides nothing: this very function, so that nobody has to ask it of each object. */
export const seesAll = (): boolean => true;

/** What the files of `reconcile*` pass along. */
export interface Reconciling extends Omit<ReconcileOptions, 'isVisible'> {
  /** Of what the database holds. */
  readonly isVisible: (object: ObjectName) => boolean;
  readonly notes: Notes;
  /** By `nameKey`: the sequences of the database that are no column's serial or identity. */
  readonly freeSequences: ReadonlyMap<string, Sequence>;
  /** By `nameKey`: enums that the database does not have yet. */
  readonly newTypes: ReadonlySet<string>;
  readonly labels: EnumLabels;
  /** Schemas of which is asked whether they have another name: of what is in them nothing is asked. */
  readonly askedSchemas: ReadonlySet<string>;
}
