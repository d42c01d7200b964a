/**
 * `stillhead/v1`: what a revision file imports, types alone. `op` has one method for each kind of operation.
 *
 * Revisions are kept for years, so this file only grows: nothing in it is renamed, removed or given another meaning.
 *
 * A JavaScript value is a literal; SQL is ``op.sql`now()` ``; a string never turns into SQL (`execute` apart, which takes nothing else).
 * A name is a string and never split at dots; outside the data source's own schema it is `{ schema, name }`. Every call must be awaited.
 */
import type { Sql } from './operations/call';
import type {
  CheckSpec,
  ColumnChangesSpec,
  ColumnSpec,
  ColumnStorageSpec,
  ConstraintKindSpec,
  CustomRunSpec,
  DomainChangesSpec,
  EnumReplacementSpec,
  ExclusionSpec,
  ForeignKeySpec,
  IndexSpec,
  LabelPositionSpec,
  MadeObjectSpec,
  MadeSpec,
  NameSpec,
  ObjectSpec,
  PairSpec,
  PrimaryKeySpec,
  SequenceChangesSpec,
  SequenceSpec,
  SqlValue,
  SuspendedSpec,
  TableChangesSpec,
  TableSpec,
  TimingSpec,
  UniqueSpec,
  ViewSpec,
} from './operations/call-types';
import type { CustomData, OperationKind } from './operations/operation';

export type { Sql } from './operations/call';
export type * from './operations/call-types';
export type { CustomData } from './operations/operation';

/** What an open step waits for. */
export interface TodoOptions {
  readonly table?: NameSpec | null;
  /** Of the table: only rows in which it is empty count. */
  readonly column?: string | null;
}

/**
 * What `upgrade` and `downgrade` get. Each method does one thing to the database, online at once and offline as SQL; it rejects
 * when the database refuses, and throws `CallError` when its arguments do not fit.
 */
export interface Operations extends Record<OperationKind, (...args: never[]) => Promise<void>> {
  /** SQL text. A value between `${…}` becomes a quoted literal; another `Sql` (``op.name('x')`` too) is put in as it stands. */
  sql(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql;
  /** A quoted identifier, for use inside ``op.sql`…` ``. */
  name(name: NameSpec): Sql;
  /** The same operations with another default schema: `op.schema('billing').addColumn('invoices', …)`. */
  schema(name: string): Operations;

  /** `CREATE SCHEMA`. */
  createSchema(name: string, options?: { readonly comment?: string | null }): Promise<void>;
  /** `DROP SCHEMA`; fails while anything is left inside. */
  /** With `ifEmpty` a schema that was there before, that holds something, or that is another role's, is left as it is. */
  dropSchema(name: string, options?: { readonly ifEmpty?: boolean }): Promise<void>;
  renameSchema(name: string, to: string): Promise<void>;

  /** Fails, with the statement to run, where the extension is not installed; makes nothing. */
  requireExtension(name: string): Promise<void>;
  /** `CREATE EXTENSION`; needs the right to, which the role of an application often lacks. */
  createExtension(name: string, options?: { readonly schema?: string | null }): Promise<void>;
  /** `DROP EXTENSION`; fails while anything uses it. */
  /** With `ifUnused` an extension that was there before, that something stands on, or that is another role's, is left as it is. */
  dropExtension(name: string, options?: { readonly ifUnused?: boolean }): Promise<void>;

  createEnum(name: NameSpec, labels: readonly string[], options?: { readonly comment?: string | null }): Promise<void>;
  /** `DROP TYPE`; fails while a column uses it. */
  dropEnum(name: NameSpec): Promise<void>;
  renameEnum(name: NameSpec, to: string): Promise<void>;
  /**
   * Adds a label in place, at the end unless a position is given. It is committed before what follows, because PostgreSQL lets
   * nobody use a label in the transaction that adds it.
   */
  addEnumValue(name: NameSpec, value: string, position?: LabelPositionSpec): Promise<void>;
  /** Renames a label in place; rows that hold it follow. */
  renameEnumValue(name: NameSpec, value: string, to: string): Promise<void>;
  /**
   * Swaps the type for one with other labels, for all columns that use it at once. Each of their tables is rewritten. What rows become
   * that hold a label which goes, `mapping` says: `mapping: { silver: 'basic' }`. While rows hold one that is not mapped, the revision
   * stops before it changes anything; behind `op.execute`, which may have moved them, when this call comes.
   */
  replaceEnum(name: NameSpec, replacement: EnumReplacementSpec): Promise<void>;

  createSequence(name: NameSpec, options?: SequenceSpec): Promise<void>;
  dropSequence(name: NameSpec): Promise<void>;
  renameSequence(name: NameSpec, to: string): Promise<void>;
  alterSequence(name: NameSpec, changes: SequenceChangesSpec): Promise<void>;

  /** A table with its columns, keys, checks and comments. Indexes and foreign keys are calls of their own. */
  createTable(name: NameSpec, table: TableSpec): Promise<void>;
  /** LOSES DATA. */
  dropTable(name: NameSpec): Promise<void>;
  renameTable(name: NameSpec, to: string): Promise<void>;
  /** `ALTER TABLE … SET SCHEMA`; enum types stay where they are. */
  moveTable(name: NameSpec, toSchema: string): Promise<void>;
  /** Logged or not, storage parameters, row-level security, parents, replica identity. */
  alterTable(name: NameSpec, changes: TableChangesSpec): Promise<void>;
  /** ``op.attachPartition('events_eu', 'events', op.sql`FOR VALUES IN ('eu')`)``. */
  attachPartition(table: NameSpec, parent: NameSpec, bound: Sql): Promise<void>;
  detachPartition(table: NameSpec, parent: NameSpec): Promise<void>;

  addColumn(table: NameSpec, column: ColumnSpec): Promise<void>;
  /** LOSES DATA. */
  dropColumn(table: NameSpec, name: string, options?: { readonly only?: boolean }): Promise<void>;
  /** Each `from` is a precondition: the call fails where the column is otherwise. */
  alterColumn(table: NameSpec, name: string, changes: ColumnChangesSpec): Promise<void>;
  renameColumn(table: NameSpec, name: string, to: string): Promise<void>;
  /** How its values are kept from now on; no row is written anew. */
  setColumnStorage(table: NameSpec, name: string, storage: PairSpec<ColumnStorageSpec>): Promise<void>;

  createPrimaryKey(table: NameSpec, constraint: PrimaryKeySpec): Promise<void>;
  createUniqueConstraint(table: NameSpec, constraint: UniqueSpec): Promise<void>;
  createCheckConstraint(table: NameSpec, constraint: CheckSpec): Promise<void>;
  createExclusionConstraint(table: NameSpec, constraint: ExclusionSpec): Promise<void>;
  createForeignKey(table: NameSpec, constraint: ForeignKeySpec): Promise<void>;
  dropConstraint(table: NameSpec, name: string, kind: ConstraintKindSpec): Promise<void>;
  renameConstraint(table: NameSpec, name: string, to: string, kind: ConstraintKindSpec): Promise<void>;
  /** Only the timing of a foreign key changes in place. */
  alterForeignKey(table: NameSpec, name: string, changes: { readonly timing: PairSpec<TimingSpec> }): Promise<void>;
  /** Checks the rows that a constraint made with `notValid` has not seen yet; reads and writes go on meanwhile. */
  validateConstraint(table: NameSpec, name: string): Promise<void>;

  /** With `concurrently`, writes go on while it is built, in a step of its own outside a transaction. */
  createIndex(table: NameSpec, index: IndexSpec): Promise<void>;
  dropIndex(table: NameSpec, name: string, options?: { readonly concurrently?: boolean }): Promise<void>;
  renameIndex(table: NameSpec, name: string, to: string): Promise<void>;

  createView(name: NameSpec, view: ViewSpec): Promise<void>;
  dropView(name: NameSpec, options?: { readonly materialized?: boolean }): Promise<void>;
  /** `CREATE OR REPLACE VIEW`: columns may only be appended; rights and views above it stay. */
  replaceView(name: NameSpec, view: PairSpec<ViewSpec>): Promise<void>;
  renameView(name: NameSpec, to: string, options?: { readonly materialized?: boolean }): Promise<void>;

  /** A domain, a composite or range type, a collation, extended statistics: by the statement that makes it. */
  createObject(object: MadeObjectSpec, definition: MadeSpec): Promise<void>;
  dropObject(object: MadeObjectSpec): Promise<void>;
  alterDomain(name: NameSpec, changes: DomainChangesSpec): Promise<void>;

  /** `op.setComment({ column: ['persons', 'name'] }, { from: null, to: 'as in the passport' })`. */
  setComment(object: ObjectSpec, comment: PairSpec<string | null>): Promise<void>;

  /**
   * Takes down policies, triggers, rules and views that stand in the way of a change, and remembers them as they are in this database: with
   * their present definition, comments, owner and rights. What is not there is passed over. `{ rights: 'summary' }` remembers the rights on
   * a view that the revision itself makes anew.
   */
  suspend(objects: readonly SuspendedSpec[]): Promise<void>;
  /** Puts back all that `suspend` took down. */
  resume(): Promise<void>;

  /**
   * SQL by hand. With `{ transaction: false }` outside a transaction, as PostgreSQL wants it for some statements: after a crash
   * such a step may run twice.
   */
  execute(sql: Sql | string, options?: { readonly transaction?: boolean }): Promise<void>;
  /**
   * An open step that a person must write. It stops the plan before its first statement while `table` has rows, or always where no
   * table is named; with `column`, while it is empty in one of them. The suggestion is shown and never run.
   */
  todo(text: string, suggestion?: Sql | null, options?: TodoOptions): Promise<void>;
  todo(text: string, options: TodoOptions): Promise<void>;
  /**
   * An operation of the project's own, with what it was made from and the statements that it was made into: nothing of the project is
   * asked when it runs. A statement with `{ sql, transaction: false }` runs outside a transaction, and after a crash may run twice.
   */
  custom(name: string, data: CustomData, run: CustomRunSpec): Promise<void>;
  /** There is no way back: stops the plan before its first statement. */
  irreversible(reason: string): Promise<void>;
}
