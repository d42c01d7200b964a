/**
 * The shapes of the arguments of `op`, as types for people who write revision files. Their readers and printers stand in the
 * `call-*.ts` files; what is left out has PostgreSQL's own default.
 */
import type { Sql } from './call';
import type { NameSpec, PairSpec } from './call-basic-types';
import type {
  CheckSpec,
  ConstraintKindSpec,
  ExclusionSpec,
  NamedSpec,
  PrimaryKeySpec,
  UniqueSpec,
} from './call-constraint-types';

export type * from './call-basic-types';
export type * from './call-constraint-types';

/** What an operation of a project's own does. */
export interface CustomRunSpec {
  /** In a few words: `granted SELECT on persons to reporting`. */
  readonly does: string;
  readonly statements: readonly (Sql | { readonly sql: Sql; readonly transaction?: boolean })[];
}

/** A whole number; as a string where JavaScript's numbers end. */
export type WholeNumber = number | string;

export interface SequenceOptionsSpec {
  readonly start?: WholeNumber;
  readonly increment?: WholeNumber;
  readonly minValue?: WholeNumber;
  readonly maxValue?: WholeNumber;
  readonly cache?: WholeNumber;
  readonly cycle?: boolean;
}

export type SequenceType = 'smallint' | 'integer' | 'bigint';

/** The column that a sequence is dropped with. */
export interface SequenceOwnerSpec {
  readonly table: NameSpec;
  readonly column: string;
}

export interface SequenceSpec extends SequenceOptionsSpec {
  /** Default: `bigint`. */
  readonly type?: SequenceType;
  readonly ownedBy?: SequenceOwnerSpec | null;
  readonly comment?: string | null;
}

export interface SequenceChangesSpec {
  readonly type?: PairSpec<SequenceType>;
  readonly start?: PairSpec<WholeNumber>;
  readonly increment?: PairSpec<WholeNumber>;
  readonly minValue?: PairSpec<WholeNumber>;
  readonly maxValue?: PairSpec<WholeNumber>;
  readonly cache?: PairSpec<WholeNumber>;
  readonly cycle?: PairSpec<boolean>;
  readonly ownedBy?: PairSpec<SequenceOwnerSpec | null>;
}

/** The sequence behind a serial or an identity column; its name is `table_column_seq` and its type the column's unless given. */
export interface ColumnSequenceSpec extends SequenceOptionsSpec {
  readonly name?: NameSpec;
  readonly type?: SequenceType;
  readonly comment?: string;
}

export type Generation = 'always' | 'byDefault';
export type SerialSpec = true | ColumnSequenceSpec;
export type IdentitySpec = Generation | (ColumnSequenceSpec & { readonly generation: Generation });

export interface GeneratedSpec {
  readonly expression: Sql;
  /** Default: `stored`; `virtual` from PostgreSQL 18 on. */
  readonly storage?: 'stored' | 'virtual';
}

/** A literal of the column's type, or SQL. */
export type DefaultSpec = string | number | boolean | Sql;

export interface ColumnSpec {
  readonly name: string;
  /** As PostgreSQL writes it: `varchar(320)`, `timestamptz(3)`, `text[]`; one of your own in another schema as `"billing"."status"`. */
  readonly type: string;
  readonly notNull?: boolean;
  readonly default?: DefaultSpec | null;
  readonly serial?: SerialSpec;
  readonly identity?: IdentitySpec;
  readonly generated?: GeneratedSpec;
  /** A bare name is one of PostgreSQL's own. */
  readonly collation?: NameSpec;
  readonly comment?: string | null;
  /** `plain`, `external`, `main`, `extended`. */
  readonly storage?: string;
  /** `pglz`, `lz4`. */
  readonly compression?: string;
  readonly statistics?: number;
  /** It comes from a parent and is not written in the table's own list. */
  readonly inherited?: boolean;
}

/** What is not the type's or the server's own. */
export type ColumnStorageSpec = Pick<ColumnSpec, 'storage' | 'compression' | 'statistics'>;

/** `forcedOff`: FORCE without ENABLE. */
export type RowSecuritySpec = 'off' | 'enabled' | 'forced' | 'forcedOff';

/** `null`: the primary key. */
export type ReplicaIdentitySpec = 'full' | 'nothing' | { readonly index: string };

export interface TableChangesSpec {
  readonly unlogged?: PairSpec<boolean>;
  readonly with?: PairSpec<OptionsSpec>;
  readonly rowSecurity?: PairSpec<RowSecuritySpec>;
  readonly inherits?: PairSpec<readonly NameSpec[]>;
  readonly replicaIdentity?: PairSpec<ReplicaIdentitySpec | null>;
}

/** An object that is made by its own SQL, by its kind: `{ domain: 'email' }`. */
export type MadeObjectSpec = {
  readonly [Kind in 'domain' | 'compositeType' | 'rangeType' | 'collation' | 'statistics']?: NameSpec;
};

/** What stands in the way: `{ policy: 'own_rows', table: 'orders' }`, `{ view: 'summary' }`. */
export type SuspendedSpec =
  | { readonly policy: string; readonly table: NameSpec }
  | { readonly trigger: string; readonly table: NameSpec }
  | { readonly rule: string; readonly table: NameSpec }
  | { readonly view: NameSpec }
  | { readonly materializedView: NameSpec }
  | { readonly rights: NameSpec }
  | { readonly rights: string; readonly table: NameSpec };

export interface DomainCheckSpec {
  readonly name: string;
  /** ``op.sql`CHECK (VALUE > 0)` ``. */
  readonly definition: Sql;
}

export interface MadeSpec {
  /** The statement that makes it. */
  readonly as: Sql;
  readonly comment?: string | null;
  readonly domain?: {
    readonly base: Sql;
    readonly notNull?: boolean;
    readonly default?: Sql;
    readonly checks?: readonly DomainCheckSpec[];
  };
}

export interface DomainChangesSpec {
  readonly default?: PairSpec<Sql | null>;
  readonly notNull?: PairSpec<boolean>;
  readonly checks?: PairSpec<readonly DomainCheckSpec[]>;
}

export interface ColumnChangesSpec {
  /** A bare string where the type stays and the collation changes. */
  readonly type?: PairSpec<string> | string;
  /** Converts the values; left out where PostgreSQL does so by itself. */
  readonly using?: Sql;
  readonly collation?: PairSpec<NameSpec | null>;
  readonly notNull?: PairSpec<boolean>;
  readonly default?: PairSpec<DefaultSpec | null>;
  readonly serial?: PairSpec<SerialSpec | null>;
  readonly identity?: PairSpec<IdentitySpec | null>;
  readonly generated?: PairSpec<GeneratedSpec | null> & { readonly column?: ColumnSpec };
}

/** Storage parameters and the like. */
export type OptionsSpec = Readonly<Record<string, string | number | boolean>>;

export interface TableSpec {
  readonly columns: readonly ColumnSpec[];
  readonly primaryKey?: PrimaryKeySpec;
  readonly uniques?: readonly UniqueSpec[];
  readonly checks?: readonly CheckSpec[];
  readonly exclusions?: readonly ExclusionSpec[];
  readonly comment?: string | null;
  readonly unlogged?: boolean;
  readonly inherits?: readonly NameSpec[];
  /** ``op.sql`RANGE (created_at)` ``. */
  readonly partitionBy?: Sql;
  readonly with?: OptionsSpec;
  readonly rowSecurity?: RowSecuritySpec;
  readonly replicaIdentity?: ReplicaIdentitySpec;
  /** Of a partition of its one parent: ``op.sql`FOR VALUES IN ('eu')` ``. */
  readonly bound?: Sql;
}

/** A column or an expression, with what is not usual about it. */
export interface IndexKeySpec {
  readonly column?: string;
  readonly expression?: Sql;
  readonly direction?: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
  readonly opclass?: NameSpec;
  readonly collation?: NameSpec;
}

export interface IndexSpec extends NamedSpec {
  readonly columns: readonly (string | Sql | IndexKeySpec)[];
  readonly unique?: boolean;
  /** Default: `btree`. */
  readonly using?: string;
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
  readonly where?: Sql;
  readonly with?: OptionsSpec;
  readonly concurrently?: boolean;
}

export interface ViewSpec {
  /** The query. */
  readonly as: Sql;
  readonly materialized?: boolean;
  /** `security_barrier` and the like; storage parameters of a materialized view. */
  readonly with?: OptionsSpec;
  /** `false`: a materialized view that is not filled yet. */
  readonly withData?: boolean;
  /** Of a materialized view. */
  readonly indexes?: readonly IndexSpec[];
  readonly comment?: string | null;
  /** Comments on its columns, by name. */
  readonly columnComments?: Readonly<Record<string, string>>;
}

/** Where a new label goes: before or after one that is there. */
export type LabelPositionSpec = { readonly before: string } | { readonly after: string };

export interface EnumUserSpec {
  readonly table: NameSpec;
  readonly column: string;
  /** The column is an array of the enum. */
  readonly array?: boolean;
  /** The default that the column has afterwards. */
  readonly default?: DefaultSpec | null;
}

export interface EnumReplacementSpec {
  readonly labels: PairSpec<readonly string[]>;
  /** For rows that hold a label which goes: the label that takes its place. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Every column of the type. */
  readonly users?: readonly EnumUserSpec[];
  /** The comment of the type, which the swap would lose. */
  readonly comment?: string | null;
}

/** An object by its kind: `{ table: 'persons' }`, `{ schema: 'billing' }`, `{ column: ['persons', 'name'] }`. */
export type ObjectSpec =
  | { readonly [Kind in 'schema' | 'extension' | 'eventTrigger' | 'publication']?: string }
  | { readonly [Kind in NamedKindSpec]?: NameSpec }
  | {
      readonly [Kind in 'column' | 'index' | ConstraintKindSpec | 'trigger' | 'policy' | 'rule']?: readonly [
        NameSpec,
        string,
      ];
    };

type NamedKindSpec =
  | 'table'
  | 'view'
  | 'materializedView'
  | 'enum'
  | 'sequence'
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'domain'
  | 'compositeType'
  | 'rangeType'
  | 'collation'
  | 'statistics';
