/**
 * What each kind of statement locks, rewrites and reads: one table of measured facts. Every row names the label of its
 * measurement (PostgreSQL 15, one statement in one transaction, read from `pg_locks`, from the change of relfilenode and from
 * the messages of the server), or the page of the PostgreSQL manual where a measurement inside a transaction is impossible.
 * test/database/operations/locks.test.ts measures the rows again on every major.
 *
 * Facts only: which row applies to an operation is decided where its statements are made. No SQL here.
 */
import { nameKey } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import type { Lock, LockMode, Statement } from './statement';

/** Whom a row speaks of: the relation that the statement names, the table a foreign key points at, a table inherited from. */
export type Role = 'relation' | 'referenced' | 'parent';

export interface LockFact {
  readonly locks: Readonly<Partial<Record<Role, LockMode>>>;
  /** The relation and all its indexes are written anew. */
  readonly rewrites: boolean;
  /** Who is read from end to end while the lock is held. */
  readonly scans: readonly Role[];
  /** `measured: <label>` or `manual: <page>`. */
  readonly source: string;
}

const INSTANT = { rewrites: false, scans: [] } as const;
const SCAN = { rewrites: false, scans: ['relation'] } as const;
const REWRITE = { rewrites: true, scans: ['relation'] } as const;
const EXCLUSIVE = { relation: 'AccessExclusive' } as const;

export const LOCK_FACTS = {
  createTable: { locks: {}, ...INSTANT, source: 'manual: explicit locking; nobody else sees a relation that is new' },
  createTableInheriting: { locks: { parent: 'ShareUpdateExclusive' }, ...INSTANT, source: 'measured: no inherit' },
  createPartition: { locks: { parent: 'AccessExclusive' }, ...INSTANT, source: 'measured: locks.test.ts' },
  dropTable: {
    locks: { relation: 'AccessExclusive', referenced: 'AccessExclusive', parent: 'AccessExclusive' },
    ...INSTANT,
    source: 'measured: drop table referencing parent; of a partition: locks.test.ts',
  },
  renameTable: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: rename table' },
  setSchema: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  rowSecurity: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: enable rls' },

  inherit: {
    locks: { relation: 'AccessExclusive', parent: 'ShareUpdateExclusive' },
    ...INSTANT,
    source: 'measured: locks.test.ts',
  },
  noInherit: {
    locks: { relation: 'AccessExclusive', parent: 'AccessShare' },
    ...INSTANT,
    source: 'measured: locks.test.ts',
  },
  createStatistics: { locks: { relation: 'ShareUpdateExclusive' }, ...INSTANT, source: 'measured: locks.test.ts' },
  alterTable: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  /** The whole table is written anew. */
  setLogged: { locks: EXCLUSIVE, ...REWRITE, source: 'manual: ALTER TABLE' },
  storageParameters: { locks: { relation: 'ShareUpdateExclusive' }, ...INSTANT, source: 'manual: ALTER TABLE' },
  columnStorage: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  /** The rows of the new partition are read, unless a check proves that they fit. */
  attachPartition: {
    locks: { relation: 'AccessExclusive', parent: 'ShareUpdateExclusive' },
    ...SCAN,
    source: 'manual: ALTER TABLE',
  },
  detachPartition: {
    locks: { relation: 'AccessExclusive', parent: 'AccessExclusive' },
    ...INSTANT,
    source: 'manual: ALTER TABLE',
  },

  addColumn: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: add col not null const default' },
  /** A volatile default, a serial, an identity, a stored generated column: each row gets a value of its own. */
  addColumnFilled: { locks: EXCLUSIVE, ...REWRITE, source: 'measured: add col serial' },
  /** NOT NULL without a default: read to find that there is no row. */
  addColumnRequired: { locks: EXCLUSIVE, ...SCAN, source: 'manual: ALTER TABLE; fails where there is a row' },
  dropColumn: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: drop col' },
  renameColumn: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: rename col' },
  setDefault: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: set default' },
  setNotNull: { locks: EXCLUSIVE, ...SCAN, source: 'measured: set not null' },
  dropNotNull: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: drop not null' },
  typeRelabelled: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: varchar(50)->varchar' },
  typeRewritten: { locks: EXCLUSIVE, ...REWRITE, source: 'measured: int->bigint' },
  /** Only the column's indexes are built anew. */
  collation: { locks: EXCLUSIVE, ...SCAN, source: 'measured: collation change indexed' },
  addIdentity: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: alter column add identity' },
  dropIdentity: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: alter column drop identity' },
  setIdentity: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  dropExpression: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  setStoredExpression: { locks: EXCLUSIVE, ...REWRITE, source: 'manual: ALTER TABLE' },
  setVirtualExpression: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: ALTER TABLE' },
  /** The table a sequence is about to belong to. */
  ownSequence: { locks: { parent: 'ShareRowExclusive' }, ...INSTANT, source: 'measured: locks.test.ts' },
  alterSequence: { locks: { relation: 'ShareRowExclusive' }, ...INSTANT, source: 'measured: alter sequence as bigint' },
  renameSequence: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: rename sequence' },
  dropSequence: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: explicit locking' },
  readGreatest: { locks: { relation: 'AccessShare' }, ...SCAN, source: 'manual: explicit locking' },

  addPrimaryKey: { locks: EXCLUSIVE, ...SCAN, source: 'measured: add pk' },
  addUnique: { locks: EXCLUSIVE, ...SCAN, source: 'measured: add unique' },
  addExclusion: { locks: EXCLUSIVE, ...SCAN, source: 'measured: add exclusion' },
  addCheck: { locks: EXCLUSIVE, ...SCAN, source: 'measured: add check' },
  addCheckNotValid: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: add check NOT VALID' },
  addForeignKey: {
    locks: { relation: 'ShareRowExclusive', referenced: 'ShareRowExclusive' },
    rewrites: false,
    scans: ['relation', 'referenced'],
    source: 'measured: add fk',
  },
  addForeignKeyNotValid: {
    locks: { relation: 'ShareRowExclusive', referenced: 'ShareRowExclusive' },
    ...INSTANT,
    source: 'measured: add fk NOT VALID',
  },
  dropConstraint: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: drop constraint check' },
  dropForeignKey: {
    locks: { relation: 'AccessExclusive', referenced: 'AccessExclusive' },
    ...INSTANT,
    source: 'measured: drop constraint fk',
  },
  renameConstraint: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: rename constraint' },
  alterForeignKey: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: alter fk deferrable' },
  validateConstraint: { locks: { relation: 'ShareUpdateExclusive' }, ...SCAN, source: 'measured: validate check' },

  createIndex: { locks: { relation: 'Share' }, ...SCAN, source: 'measured: create index' },
  createIndexConcurrently: { locks: { relation: 'ShareUpdateExclusive' }, ...SCAN, source: 'manual: CREATE INDEX' },
  dropIndex: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: drop index' },
  dropIndexConcurrently: { locks: { relation: 'ShareUpdateExclusive' }, ...INSTANT, source: 'manual: DROP INDEX' },
  /** The index itself; its table is not locked. */
  renameIndex: { locks: { relation: 'ShareUpdateExclusive' }, ...INSTANT, source: 'measured: rename index' },

  /** A table whose column is of the type that is swapped. */
  replaceEnum: { locks: EXCLUSIVE, ...REWRITE, source: 'measured: enum recreate swap' },
  replaceView: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: create or replace view' },
  dropView: { locks: EXCLUSIVE, ...INSTANT, source: 'manual: explicit locking' },
  renameView: { locks: EXCLUSIVE, ...INSTANT, source: 'measured: rename view' },

  /** On a table, a view or one of its columns. */
  comment: { locks: { relation: 'ShareUpdateExclusive' }, ...INSTANT, source: 'measured: comment on table' },
  /** On a constraint, trigger, policy or rule of a table. */
  commentInTable: { locks: { relation: 'AccessShare' }, ...INSTANT, source: 'measured: locks.test.ts' },
} as const satisfies Record<string, LockFact>;

export type LockFactName = keyof typeof LOCK_FACTS;

/** The facts of a statement about given relations. A role that nobody fills is left out: not known is not the same as none. */
export function lockFacts(
  name: LockFactName,
  relations: Readonly<Partial<Record<Role, QualifiedName | readonly QualifiedName[]>>>,
): Pick<Statement, 'locks' | 'rewrites' | 'scans'> {
  const fact: LockFact = LOCK_FACTS[name];
  const roles: readonly Role[] = ['relation', 'referenced', 'parent'];
  const who = (role: Role): readonly QualifiedName[] => {
    const given = relations[role];
    if (given === undefined) return [];
    return isList(given) ? given : [given];
  };
  const locks = roles.flatMap((role) => {
    const mode = fact.locks[role];
    return mode === undefined ? [] : who(role).map((object): Lock => ({ object, mode }));
  });
  return mergeFacts([{ locks, rewrites: fact.rewrites ? who('relation') : [], scans: fact.scans.flatMap(who) }]);
}

/** Lock modes from the weakest to the strongest. */
const MODES: readonly LockMode[] = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

/** Keeps the strongest lock on a relation; `locks`: by `nameKey`. */
export function keepStrongest(locks: Map<string, Lock>, lock: Lock): void {
  const key = nameKey(lock.object);
  const other = locks.get(key);
  if (other === undefined || MODES.indexOf(other.mode) < MODES.indexOf(lock.mode)) locks.set(key, lock);
}

/** The facts of one statement that does several things: the strongest lock on each relation, each relation named once. */
export function mergeFacts(
  facts: readonly Pick<Statement, 'locks' | 'rewrites' | 'scans'>[],
): Pick<Statement, 'locks' | 'rewrites' | 'scans'> {
  const locks = new Map<string, Lock>();
  for (const lock of facts.flatMap((fact) => fact.locks)) keepStrongest(locks, lock);
  return {
    locks: [...locks.values()],
    rewrites: once(facts.flatMap((fact) => fact.rewrites)),
    scans: once(facts.flatMap((fact) => fact.scans)),
  };
}

function once(names: readonly QualifiedName[]): readonly QualifiedName[] {
  return [...new Map(names.map((name) => [nameKey(name), { schema: name.schema, name: name.name }])).values()];
}

function isList(value: QualifiedName | readonly QualifiedName[]): value is readonly QualifiedName[] {
  return Array.isArray(value);
}
