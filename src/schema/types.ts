/**
 * What a schema is: plain, immutable, JSON-serialisable data; `null` stands for "none".
 *
 * Both witnesses (a live PostgreSQL, read by `catalog/`, and the entity decorators, read by `model/`) are brought to these
 * shapes, and everything behind them works on these shapes alone. Field names are the words of the PostgreSQL manual.
 * These files must never import anything but each other, hold a class, or know who produced a value.
 */
import type { Expression, QualifiedName, TypeName } from './basic-types';
import type {
  CheckConstraint,
  ConstraintKind,
  ExclusionConstraint,
  ForeignKey,
  Index,
  PrimaryKey,
  UniqueConstraint,
} from './constraint-types';

export type * from './basic-types';
export type * from './constraint-types';

/** Numbers are decimal text: they may exceed what a JavaScript number holds. `type` is smallint, integer or bigint. */
export interface SequenceOptions {
  readonly type: 'smallint' | 'integer' | 'bigint';
  readonly start: string;
  readonly increment: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly cache: string;
  readonly cycle: boolean;
}

/** The sequence behind a serial or an identity column. It lives and dies with the column and is no object of its own. */
export interface ColumnSequence extends QualifiedName {
  readonly options: SequenceOptions;
  /** Absent: none. */
  readonly comment?: string;
}

export interface Identity {
  readonly generation: 'always' | 'byDefault';
  readonly sequence: ColumnSequence;
}

export interface Generated {
  readonly expression: Expression;
  readonly storage: 'stored' | 'virtual';
}

export interface Column {
  readonly name: string;
  readonly type: TypeName;
  readonly notNull: boolean;
  /** `null` also for a serial column: its default is `nextval` of `serial`. */
  readonly default: Expression | null;
  /** A sequence owned by this column whose `nextval` is the column's default (what `serial` makes). */
  readonly serial: ColumnSequence | null;
  readonly identity: Identity | null;
  readonly generated: Generated | null;
  /** `null`: the collation of the type. */
  readonly collation: QualifiedName | null;
  readonly comment: string | null;
  /** `plain external main extended`; absent: the storage of the type. */
  readonly storage?: string;
  /** `pglz lz4`; absent: the server's own. */
  readonly compression?: string;
  /** The target of ANALYZE; absent: the server's own. */
  readonly statistics?: number;
  /** It comes from a parent or a partitioned table alone; absent: the table has it of its own. */
  readonly inherited?: true;
}

/** What a partition has of its parent, under the names it has here. */
export type PartitionParts = Pick<
  Table,
  'primaryKey' | 'uniques' | 'checks' | 'exclusions' | 'foreignKeys' | 'indexes'
>;

/** `index`: of a unique index or constraint over columns that are never null. */
export type ReplicaIdentity = 'full' | 'nothing' | { readonly index: string };

export interface Table extends QualifiedName {
  readonly kind: 'table' | 'partitioned' | 'partition' | 'foreign';
  readonly unlogged: boolean;
  readonly inherits: readonly QualifiedName[];
  /** `RANGE (created_at)` for a partitioned table, as `pg_get_partkeydef` prints it. */
  readonly partitionKey: string | null;
  /** Of a partition: `FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')` or `DEFAULT`; absent: it is none. */
  readonly bound?: string;
  /** Of a partition: what its parent's keys and indexes are here. They become its own when it is detached; absent: there are none. */
  readonly parts?: PartitionParts;
  /** What logical replication knows an old row by; absent: the primary key. */
  readonly replicaIdentity?: ReplicaIdentity;
  readonly storageParameters: Readonly<Record<string, string>>;
  /** `forcedOff`: FORCE without ENABLE, which does nothing until it is enabled. */
  readonly rowSecurity: 'off' | 'enabled' | 'forced' | 'forcedOff';
  /** In the order of the table. */
  readonly columns: readonly Column[];
  readonly primaryKey: PrimaryKey | null;
  readonly uniques: readonly UniqueConstraint[];
  readonly checks: readonly CheckConstraint[];
  readonly exclusions: readonly ExclusionConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  readonly comment: string | null;
}

export interface View extends QualifiedName {
  readonly materialized: boolean;
  /** The query, without a trailing semicolon. */
  readonly definition: string;
  /** As a model writes it, where it has a cast: of one that changes nothing PostgreSQL prints nothing, and beneath another type it changes something. */
  readonly written?: string;
  /** Names of the output columns in order; empty where nobody knows them yet (a view that only the model has). */
  readonly columns: readonly string[];
  /** What each output column is, with its collation where that is not the one of the type; absent where nobody knows. */
  readonly columnTypes?: readonly string[];
  /** `security_barrier` and the like; storage parameters of a materialized view. */
  readonly options: Readonly<Record<string, string>>;
  /** Of a materialized view; empty for a plain one. */
  readonly indexes: readonly Index[];
  /** `false`: WITH NO DATA. Always `true` for a plain view. */
  readonly populated: boolean;
  readonly comment: string | null;
  /** Of output columns, by name; absent: there are none. */
  readonly columnComments?: Readonly<Record<string, string>>;
}

export interface EnumType extends QualifiedName {
  readonly derivedName: boolean;
  /** In the order of the type. */
  readonly labels: readonly string[];
  readonly comment: string | null;
}

/** A sequence that is not the one behind a serial or an identity column. */
export interface Sequence extends QualifiedName {
  readonly options: SequenceOptions;
  readonly ownedBy: { readonly table: QualifiedName; readonly column: string } | null;
  readonly comment: string | null;
}

export interface Namespace {
  readonly name: string;
  readonly comment: string | null;
}

export interface Extension {
  readonly name: string;
  /** `null`: whichever schema PostgreSQL puts it in (a model only knows that it needs the extension). */
  readonly schema: string | null;
}

export type ObjectKind =
  | 'schema'
  | 'extension'
  | 'enum'
  | 'sequence'
  | 'table'
  | 'column'
  | ConstraintKind
  | 'index'
  | 'view'
  | 'materializedView'
  | OtherKind;

/** Kinds that the entity decorators cannot declare. They are read whole, named, and never touched. */
export type OtherKind =
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'domain'
  | 'compositeType'
  | 'rangeType'
  | 'collation'
  | 'operator'
  | 'statistics'
  | 'eventTrigger'
  | 'publication'
  | 'textSearch';

/**
 * The name of any object. `table` is set for what lives inside a table or view (column, constraint, index, trigger, policy, rule).
 * For a schema both `schema` and `name` hold its name; an extension's `schema` is the empty string, as its name is database-wide.
 */
export interface ObjectName extends QualifiedName {
  readonly kind: ObjectKind;
  readonly table: string | null;
}

/** An object that the model cannot declare: enough to name it, to leave it alone, and to take it down and put it back. */
export interface OtherObject extends ObjectName {
  readonly kind: OtherKind;
  /** A statement that makes it, as `pg_get_*def` prints it or as composed from the catalog. */
  readonly definition: string;
  readonly owner: string | null;
  /** Of the kinds that come and go by operations between two databases; absent: it can only be named. */
  readonly made?: MadeObject;
}

/** What operations need to make an object that no entity declares. */
export interface MadeObject {
  /** The statement that makes it, without its comment. */
  readonly create: string;
  readonly comment: string | null;
  /** Of a domain: what ALTER DOMAIN can change. */
  readonly domain?: Domain;
}

export interface Domain {
  /** The type beneath with its collation, as SQL: it cannot be changed. */
  readonly base: string;
  readonly notNull: boolean;
  readonly default: Expression | null;
  readonly checks: readonly DomainCheck[];
}

export interface DomainCheck {
  readonly name: string;
  /** `CHECK (VALUE > 0)`, and NOT VALID where it is so. */
  readonly definition: string;
}

/** Rights on an object, one grantee and privilege each; `PUBLIC` is the pseudo-role. */
export interface Grant {
  readonly on: ObjectName;
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** `dependent` cannot stay as it is when `referenced` is dropped or retyped (`pg_depend`, extension members left out). */
export interface Dependency {
  readonly dependent: ObjectName;
  readonly referenced: ObjectName;
}

/**
 * A whole database, or the part of it that is looked at. Every list is sorted by schema and name (columns and labels keep their
 * own order), so that equal databases give equal JSON.
 */
export interface DatabaseSchema {
  readonly namespaces: readonly Namespace[];
  readonly extensions: readonly Extension[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
  readonly others: readonly OtherObject[];
  readonly grants: readonly Grant[];
  readonly dependencies: readonly Dependency[];
}
