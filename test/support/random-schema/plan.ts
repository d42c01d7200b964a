/**
 * A loose plan of a schema, from which `to-schema.ts` makes one that PostgreSQL accepts: what does not fit together in a plan is left
 * out there. So a plan can be edited and cut down at will (`edits.ts`, `shrink.ts`) and always stays a plan. Data only.
 */
import type { QualifiedName, ReferentialAction } from '../../../src/schema/types';

/** `like`: whatever type another column has, so that both sides of a foreign key change together. */
export type TypePlan =
  | { readonly word: string }
  | { readonly enum: QualifiedName }
  | { readonly domain: QualifiedName }
  | { readonly like: QualifiedName & { readonly column: string } };

export type Filling =
  'none' | 'default' | 'serial' | 'identityAlways' | 'identityByDefault' | 'stored' | 'virtual' | 'nextval';

export interface ColumnPlan {
  readonly name: string;
  readonly type: TypePlan;
  readonly array: boolean;
  readonly notNull: boolean;
  readonly filling: Filling;
  /** Chooses among the defaults or expressions that fit the type. */
  readonly choice: number;
  /** The column that a generated one is computed from. */
  readonly source: string;
  /** The sequence of `nextval`. */
  readonly sequence: QualifiedName;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly statistics?: number | null;
  /** Chooses among the ways in which the type may be stored; 0 is its own. */
  readonly storage?: number;
}

/** 0: not deferrable, 1: deferrable, 2: initially deferred. */
export type TimingPlan = 0 | 1 | 2;

export interface KeyPlan {
  readonly name: string;
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly timing: TimingPlan;
  readonly comment: string | null;
}

/** A condition on a column, chosen among those that fit its type. */
export interface ConditionPlan {
  readonly column: string;
  readonly choice: number;
}

export interface CheckPlan extends ConditionPlan {
  readonly name: string;
  readonly validated: boolean;
  readonly noInherit: boolean;
  readonly comment: string | null;
}

export interface ExclusionPlan {
  readonly name: string;
  readonly column: string;
  readonly where: ConditionPlan | null;
  readonly timing: TimingPlan;
  readonly comment: string | null;
}

export interface ForeignKeyPlan {
  readonly name: string;
  readonly columns: readonly string[];
  readonly table: QualifiedName;
  /** Which of the keys of that table: 0 is the primary key. */
  readonly key: number;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly firstColumnOnly: boolean;
  readonly full: boolean;
  readonly timing: TimingPlan;
  readonly validated: boolean;
  readonly comment: string | null;
}

export interface IndexKeyPlan extends ConditionPlan {
  readonly expression: boolean;
  readonly desc: boolean;
  readonly otherNulls: boolean;
  readonly pattern: boolean;
  readonly collation: string | null;
}

export interface IndexPlan {
  readonly name: string;
  readonly keys: readonly IndexKeyPlan[];
  readonly unique: boolean;
  readonly method: 'btree' | 'hash' | 'gin' | 'gist' | 'brin';
  readonly include: readonly string[];
  readonly predicate: ConditionPlan | null;
  readonly nullsNotDistinct: boolean;
  readonly fillfactor: string | null;
  readonly comment: string | null;
}

export interface TablePlan extends QualifiedName {
  readonly columns: readonly ColumnPlan[];
  readonly primaryKey: KeyPlan | null;
  readonly uniques: readonly KeyPlan[];
  readonly checks: readonly CheckPlan[];
  readonly exclusions: readonly ExclusionPlan[];
  readonly foreignKeys: readonly ForeignKeyPlan[];
  readonly indexes: readonly IndexPlan[];
  readonly comment: string | null;
  readonly unlogged?: boolean;
  readonly fillfactor?: string | null;
  readonly rowSecurity?: 'off' | 'enabled' | 'forced';
  readonly replicaIdentity?: 'full' | 'nothing' | null;
}

/** A table and those that have its columns: its partitions, or the tables that inherit from it. */
export interface FamilyPlan extends QualifiedName {
  readonly by: 'range' | 'list' | 'inheritance';
  /** Whether the parent has a primary key. */
  readonly keyed: boolean;
  readonly columns: readonly ColumnPlan[];
  readonly indexes: readonly IndexPlan[];
  readonly members: readonly MemberPlan[];
  readonly comment: string | null;
}

/** Its name is a number, from which its bounds follow. */
export interface MemberPlan {
  readonly name: string;
  /** Else it has the columns of the parent and stands alone. */
  readonly joined: boolean;
  readonly fillfactor: string | null;
  readonly comment: string | null;
}

export interface ViewPlan extends QualifiedName {
  /** A table, or a view that stands before it in the plan. */
  readonly from: QualifiedName;
  readonly columns: readonly string[];
  readonly where: ConditionPlan | null;
  /** Counts the rows of each group of the columns. */
  readonly grouped: boolean;
  /** Joined on nothing: whatever both sides hold. */
  readonly join: QualifiedName | null;
  readonly materialized: boolean;
  readonly barrier: boolean;
  readonly populated?: boolean;
  readonly indexes: readonly IndexPlan[];
  readonly comment: string | null;
}

export interface EnumPlan extends QualifiedName {
  readonly labels: readonly string[];
  readonly comment: string | null;
}

export interface SequencePlan extends QualifiedName {
  readonly type: 'smallint' | 'integer' | 'bigint';
  readonly increment: number;
  readonly cache: number;
  readonly cycle: boolean;
  readonly start?: number;
  readonly minValue?: number | undefined;
  readonly owner: (QualifiedName & { readonly column: string }) | null;
  readonly comment: string | null;
}

export interface DomainPlan extends QualifiedName {
  readonly word: string;
  readonly notNull: boolean;
  readonly default: number | null;
  readonly check: { readonly name: string; readonly choice: number } | null;
  readonly comment: string | null;
}

/** What no operation changes: it comes and goes whole. */
export interface ObjectPlan extends QualifiedName {
  readonly kind: 'compositeType' | 'rangeType' | 'collation';
  readonly comment: string | null;
}

/** What nobody models and yet stays, on a table of both sides. */
export interface ExtraPlan {
  readonly name: string;
  readonly kind: 'trigger' | 'policy' | 'grant' | 'columnGrant' | 'rule' | 'viewGrant';
  readonly choice: number;
}

export interface SchemaPlan {
  readonly namespaces: readonly { readonly name: string; readonly comment: string | null }[];
  readonly enums: readonly EnumPlan[];
  readonly sequences: readonly SequencePlan[];
  readonly tables: readonly TablePlan[];
  readonly views: readonly ViewPlan[];
  readonly families?: readonly FamilyPlan[];
  readonly extensions?: readonly string[];
  readonly domains?: readonly DomainPlan[];
  readonly objects?: readonly ObjectPlan[];
}
