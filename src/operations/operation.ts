/**
 * What can be done to a schema, as data: one map of shapes, from which the discriminated union is derived.
 *
 * What an operation means, how it reads, what it touches, how it is taken back and which statements do it stands in its spec
 * (`spec.ts`, and one file for each kind of object). This file must never hold SQL or behaviour.
 *
 * `was` is what the way back needs: the whole object as it stood. It is `null` where nobody knows it, as in a revision file
 * that drops a column by its name alone; such an operation has no reverse.
 */
import type {
  CheckConstraint,
  Column,
  Constraint,
  ConstraintKind,
  DomainCheck,
  EnumType,
  ExclusionConstraint,
  Expression,
  Extension,
  ForeignKey,
  Generated,
  Identity,
  Index,
  MadeObject,
  Namespace,
  ObjectName,
  PrimaryKey,
  QualifiedName,
  ReplicaIdentity,
  ColumnSequence,
  Sequence,
  SequenceOptions,
  Table,
  Timing,
  TypeName,
  UniqueConstraint,
  View,
} from '../schema/types';

/** A changed thing: both sides whole. In a revision file `from` is a precondition that the runner checks. */
export interface Pair<T> {
  readonly from: T;
  readonly to: T;
}

/** What changes of a column; an attribute that is absent does not change. */
export interface ColumnChanges {
  /** `using`: the expression that converts the values; `null` where PostgreSQL converts by itself. */
  readonly type?: Pair<TypeName> & { readonly using: Expression | null };
  /** Always together with `type`, whose two sides may be equal: PostgreSQL changes a collation only as part of a type. */
  readonly collation?: Pair<QualifiedName | null>;
  readonly notNull?: Pair<boolean>;
  readonly default?: Pair<Expression | null>;
  readonly serial?: Pair<ColumnSequence | null>;
  readonly identity?: Pair<Identity | null>;
  /**
   * `column`: the whole column as it then stands, needed where PostgreSQL can only drop it and add it anew (all but
   * stored → plain, and another expression from version 17 on).
   */
  readonly generated?: Pair<Generated | null> & { readonly column?: Column };
}

/** How the values of a column are kept; an attribute that is absent is the server's or the type's own. */
export type ColumnStorage = Pick<Column, 'storage' | 'compression' | 'statistics'>;

/** What changes of a table that stays, besides what lies inside it; an attribute that is absent does not change. */
export interface TableChanges {
  readonly unlogged?: Pair<boolean>;
  readonly storageParameters?: Pair<Table['storageParameters']>;
  readonly rowSecurity?: Pair<Table['rowSecurity']>;
  /** The parents of a table that is no partition. */
  readonly inherits?: Pair<readonly QualifiedName[]>;
  /** `null`: the primary key. */
  readonly replicaIdentity?: Pair<ReplicaIdentity | null>;
}

/** What changes of a domain; an attribute that is absent does not change. */
export interface DomainChanges {
  readonly default?: Pair<Expression | null>;
  readonly notNull?: Pair<boolean>;
  readonly checks?: Pair<readonly DomainCheck[]>;
}

/** What changes of a sequence; an option that is absent does not change. */
export type SequenceChanges = {
  readonly [Option in keyof SequenceOptions]?: Pair<SequenceOptions[Option]>;
} & { readonly ownedBy?: Pair<Sequence['ownedBy']> };

/** A column whose type is (an array of) an enum, with the default it has while the type is swapped. */
export interface EnumUser {
  readonly table: QualifiedName;
  readonly column: string;
  readonly array: boolean;
  readonly default: Expression | null;
}

/** The kinds of objects that no entity declares and that operations make all the same. */
export type MadeKind = 'domain' | 'compositeType' | 'rangeType' | 'collation' | 'statistics';

export interface MadeName extends QualifiedName {
  readonly kind: MadeKind;
  readonly table: null;
}

/**
 * What stands in the way of a change and is no part of it. `rights`: of a view that a revision makes anew itself, its rights and its
 * owner alone, or of such a column its rights; nothing is taken down. `table` is what a policy, trigger, rule or column is on, and `null`
 * for the others.
 */
export interface SuspendedName extends QualifiedName {
  readonly kind: 'policy' | 'trigger' | 'rule' | 'view' | 'materializedView' | 'rights';
  readonly table: string | null;
}

/** Where a label of an enum goes; `null` is the end. */
export type LabelPosition = { readonly before: string } | { readonly after: string } | null;

/** What an operation of a project's own was made from, for people and tools. */
export type CustomData =
  string | number | boolean | null | readonly CustomData[] | { readonly [key: string]: CustomData };

/** What an operation of a project's own does in one direction. */
export interface CustomRun {
  /** What stands behind "Detected": `granted SELECT on 'persons' to reporting`. */
  readonly does: string;
  readonly statements: readonly { readonly sql: string; readonly transaction: 'inside' | 'outside' }[];
  /** The source text that stands for it in a revision file; `null`: a call of `op.custom`. */
  readonly source: string | null;
}

export interface OperationShapes {
  createSchema: { readonly namespace: Namespace };
  /** Never with CASCADE: it fails while anything is left inside. */
  /** `ifEmpty`: one that holds something, or that is somebody else's, is left as it is. */
  dropSchema: { readonly name: string; readonly was: Namespace | null; readonly ifEmpty?: true };
  renameSchema: { readonly name: string; readonly to: string };

  /** Asserts that the extension is there and says how to get it; makes nothing. */
  requireExtension: { readonly name: string };
  createExtension: { readonly extension: Extension };
  /** `ifUnused`: one that something stands on, or that is somebody else's, is left as it is. */
  dropExtension: { readonly name: string; readonly was: Extension | null; readonly ifUnused?: true };

  createEnum: { readonly enum: EnumType };
  dropEnum: { readonly enum: QualifiedName; readonly was: EnumType | null };
  renameEnum: { readonly enum: QualifiedName; readonly to: string };
  addEnumValue: { readonly enum: QualifiedName; readonly value: string; readonly position: LabelPosition };
  renameEnumValue: { readonly enum: QualifiedName; readonly value: string; readonly to: string };
  /** Swaps the type for one with other labels, for all its users at once. `mapping`: removed label → the one that replaces it. */
  replaceEnum: {
    readonly enum: QualifiedName;
    readonly labels: Pair<readonly string[]>;
    readonly mapping: Readonly<Record<string, string>>;
    readonly users: readonly EnumUser[];
    /** The comment of the type, which a swap would lose. */
    readonly comment?: string;
  };

  createSequence: { readonly sequence: Sequence };
  dropSequence: { readonly sequence: QualifiedName; readonly was: Sequence | null };
  renameSequence: { readonly sequence: QualifiedName; readonly to: string };
  alterSequence: { readonly sequence: QualifiedName; readonly changes: SequenceChanges };

  /** Columns, primary key, uniques, checks, exclusions and comments; `indexes` and `foreignKeys` are always operations of their own and empty here. */
  createTable: { readonly table: Table };
  dropTable: { readonly table: QualifiedName; readonly was: Table | null };
  alterTable: { readonly table: QualifiedName; readonly changes: TableChanges };
  renameTable: { readonly table: QualifiedName; readonly to: string };
  moveTable: { readonly table: QualifiedName; readonly toSchema: string };

  /** `bound`: `FOR VALUES FROM (…) TO (…)`, `FOR VALUES IN (…)`, `DEFAULT`. */
  attachPartition: { readonly table: QualifiedName; readonly parent: QualifiedName; readonly bound: string };
  /** `bound` is what it had; `null` where nobody knows. */
  detachPartition: { readonly table: QualifiedName; readonly parent: QualifiedName; readonly bound: string | null };

  addColumn: { readonly table: QualifiedName; readonly column: Column };
  /** `only`: children keep theirs, as a column of their own. */
  dropColumn: {
    readonly table: QualifiedName;
    readonly name: string;
    readonly was: Column | null;
    readonly only?: true;
  };
  alterColumn: { readonly table: QualifiedName; readonly name: string; readonly changes: ColumnChanges };
  renameColumn: { readonly table: QualifiedName; readonly name: string; readonly to: string };

  setColumnStorage: { readonly table: QualifiedName; readonly name: string; readonly storage: Pair<ColumnStorage> };

  createPrimaryKey: { readonly table: QualifiedName; readonly constraint: PrimaryKey };
  createUniqueConstraint: { readonly table: QualifiedName; readonly constraint: UniqueConstraint };
  createCheckConstraint: { readonly table: QualifiedName; readonly constraint: CheckConstraint };
  createExclusionConstraint: { readonly table: QualifiedName; readonly constraint: ExclusionConstraint };
  createForeignKey: { readonly table: QualifiedName; readonly constraint: ForeignKey };
  dropConstraint: {
    readonly table: QualifiedName;
    readonly name: string;
    readonly constraintKind: ConstraintKind;
    readonly was: Constraint | null;
  };
  renameConstraint: {
    readonly table: QualifiedName;
    readonly name: string;
    readonly constraintKind: ConstraintKind;
    readonly to: string;
  };
  /** Only a foreign key's timing can change in place. */
  alterForeignKey: { readonly table: QualifiedName; readonly name: string; readonly timing: Pair<Timing> };
  validateConstraint: { readonly table: QualifiedName; readonly name: string };

  createIndex: { readonly table: QualifiedName; readonly index: Index; readonly concurrently: boolean };
  dropIndex: {
    readonly table: QualifiedName;
    readonly name: string;
    readonly concurrently: boolean;
    readonly was: Index | null;
  };
  renameIndex: { readonly table: QualifiedName; readonly name: string; readonly to: string };

  /** Plain and materialized alike, by `view.materialized`. */
  createView: { readonly view: View };
  dropView: { readonly view: QualifiedName; readonly materialized: boolean; readonly was: View | null };
  /** CREATE OR REPLACE VIEW: columns may only be appended. Keeps grants and dependents. */
  replaceView: { readonly view: Pair<View> };
  renameView: { readonly view: QualifiedName; readonly materialized: boolean; readonly to: string };

  /** What no entity declares, by the statement that makes it; `needs`: what it stands on. */
  createObject: { readonly object: MadeName; readonly made: MadeObject; readonly needs: readonly ObjectName[] };
  dropObject: { readonly object: MadeName; readonly was: MadeObject | null; readonly frees: readonly ObjectName[] };
  alterDomain: { readonly domain: QualifiedName; readonly changes: DomainChanges };

  setComment: { readonly object: ObjectName; readonly comment: Pair<string | null> };

  /** Takes down what is there of these, and remembers it as it is there. In an order in which it can be done. */
  suspend: { readonly objects: readonly SuspendedName[] };
  /** Puts back all that was taken down. `was`: what that is; `null` where nobody knows. */
  resume: { readonly was: readonly SuspendedName[] | null };

  /** SQL by hand. `transaction: 'outside'` is at-least-once: a crash may repeat it. */
  execute: { readonly sql: string; readonly transaction: 'inside' | 'outside' };
  /**
   * An open step that a person must write. It stops a plan before its first statement while `table` has rows; with `table` null
   * it always stops.
   */
  todo: {
    readonly text: string;
    readonly suggestion: string | null;
    readonly table: QualifiedName | null;
    /** Of `table`: only rows in which this column is empty count. */
    readonly emptyColumn?: string;
  };
  irreversible: { readonly reason: string };
  /** An operation of the project's own. It carries all of itself, so that nothing of the project is needed to run it. */
  custom: {
    readonly name: string;
    readonly data: CustomData;
    readonly forth: CustomRun;
    /** `null`: there is no way back, or nobody knows it. */
    readonly back: CustomRun | null;
  };
}

export type OperationKind = keyof OperationShapes;
export type OperationOf<K extends OperationKind> = K extends OperationKind
  ? { readonly kind: K } & OperationShapes[K]
  : never;
export type Operation = { [K in OperationKind]: OperationOf<K> }[OperationKind];
