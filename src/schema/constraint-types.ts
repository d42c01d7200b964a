/**
 * The shapes of constraints and indexes, as types.ts describes them; to be imported from there. Plain data, without an origin.
 */
import type { Expression, QualifiedName } from './basic-types';

/** When a constraint is checked. `NOT DEFERRABLE` is `{ deferrable: false, initiallyDeferred: false }`. */
export interface Timing {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

interface ConstraintBase {
  readonly name: string;
  /** The name was made by the naming strategy from other facts; nobody wrote it. Always `false` when read from a catalog. */
  readonly derivedName: boolean;
  readonly comment: string | null;
}

export interface PrimaryKey extends ConstraintBase {
  readonly kind: 'primaryKey';
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly timing: Timing;
}

export interface UniqueConstraint extends ConstraintBase {
  readonly kind: 'unique';
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly timing: Timing;
}

export interface CheckConstraint extends ConstraintBase {
  readonly kind: 'check';
  /** The condition, without the word CHECK and without the outermost parentheses. */
  readonly expression: Expression;
  readonly noInherit: boolean;
  /** `false`: NOT VALID. */
  readonly validated: boolean;
}

export type ReferentialAction = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

export interface ForeignKey extends ConstraintBase {
  readonly kind: 'foreignKey';
  readonly columns: readonly string[];
  readonly references: { readonly table: QualifiedName; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** The columns of `ON DELETE SET NULL (…)`; `null`: all. */
  readonly onDeleteColumns: readonly string[] | null;
  readonly match: 'SIMPLE' | 'FULL';
  readonly timing: Timing;
  readonly validated: boolean;
}

export interface ExclusionConstraint extends ConstraintBase {
  readonly kind: 'exclusion';
  /** The whole text behind the word EXCLUDE: `USING gist (room WITH =, during WITH &&) WHERE (…)`, without the timing. */
  readonly definition: Expression;
  readonly timing: Timing;
}

export type Constraint = PrimaryKey | UniqueConstraint | CheckConstraint | ForeignKey | ExclusionConstraint;
export type ConstraintKind = Constraint['kind'];

/** One key column of an index: a column or an expression (exactly one of the two is not null). */
export interface IndexKey {
  readonly column: string | null;
  /** Without the parentheses that CREATE INDEX wants around it. */
  readonly expression: Expression | null;
  /** `null`: the default operator class of the column's type. */
  readonly opclass: QualifiedName | null;
  /** `null`: the collation of the column. */
  readonly collation: QualifiedName | null;
  readonly direction: 'asc' | 'desc';
  /** The default is last for `asc` and first for `desc`; always settled here. */
  readonly nulls: 'first' | 'last';
}

/** An index that no constraint owns. */
export interface Index {
  readonly name: string;
  readonly derivedName: boolean;
  readonly unique: boolean;
  /** `btree hash gist spgist gin brin`, or an extension's. */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly predicate: Expression | null;
  readonly storageParameters: Readonly<Record<string, string>>;
  /** `false`: left behind by a failed concurrent build. */
  readonly valid: boolean;
  readonly comment: string | null;
}
