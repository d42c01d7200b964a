/** The shapes of the arguments of `op` that say a constraint. */
import type { Sql } from './call';
import type { NameSpec } from './call-basic-types';

export interface NamedSpec {
  readonly name: string;
  readonly comment?: string | null;
}

interface DeferrableSpec {
  readonly deferrable?: boolean;
  readonly initiallyDeferred?: boolean;
}

export interface PrimaryKeySpec extends NamedSpec, DeferrableSpec {
  readonly columns: readonly string[];
  readonly include?: readonly string[];
}

export interface UniqueSpec extends PrimaryKeySpec {
  /** From PostgreSQL 15 on. */
  readonly nullsNotDistinct?: boolean;
}

export interface CheckSpec extends NamedSpec {
  readonly expression: Sql;
  readonly noInherit?: boolean;
  /** Holds for new rows only, until `validateConstraint`. */
  readonly notValid?: boolean;
}

export interface ExclusionSpec extends NamedSpec, DeferrableSpec {
  /** What stands behind the word EXCLUDE. */
  readonly definition: Sql;
}

export type ReferentialActionSpec = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

export interface ForeignKeySpec extends NamedSpec, DeferrableSpec {
  readonly columns: readonly string[];
  readonly references: { readonly table: NameSpec; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialActionSpec;
  readonly onUpdate?: ReferentialActionSpec;
  /** The columns of `ON DELETE SET NULL (…)`. */
  readonly onDeleteColumns?: readonly string[];
  readonly match?: 'SIMPLE' | 'FULL';
  /** Holds for new rows only, until `validateConstraint`. */
  readonly notValid?: boolean;
}

export type ConstraintKindSpec = 'primaryKey' | 'unique' | 'check' | 'foreignKey' | 'exclusion';
export type TimingSpec = 'not deferrable' | 'initially immediate' | 'initially deferred';
