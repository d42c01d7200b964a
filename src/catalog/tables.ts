/** Tables of every kind, put together from their columns, constraints and indexes; and how big they are. */
import { byName, nameKey } from '../schema/names';
import type { PartitionParts, QualifiedName, Table } from '../schema/types';
import { columnReader, type Attributes } from './columns';
import type { Comments } from './comments';
import { toTableConstraints, type ConstraintRow } from './constraints';
import { toIndexes, type IndexFacts, type IndexRow } from './indexes';
import { toOptions } from './options';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';
import type { OwnedSequences } from './sequences';

export interface TableRow {
  readonly oid: number;
  readonly reltype: number;
  readonly nspname: string;
  readonly relname: string;
  readonly relkind: 'r' | 'p' | 'f';
  readonly relispartition: boolean;
  readonly relpersistence: string;
  readonly relrowsecurity: boolean;
  readonly relforcerowsecurity: boolean;
  readonly reltuples: number;
  readonly relpages: number;
  readonly reloptions: readonly string[] | null;
  readonly toastoptions: readonly string[] | null;
  readonly pg_get_partkeydef: string | null;
  /** Of a partition. */
  readonly relpartbound: string | null;
  readonly relreplident: 'd' | 'n' | 'f' | 'i';
  /** The index of `relreplident` = `i`. */
  readonly replindex: string | null;
}

export const TABLES = catalogQuery<TableRow>(
  (
    scope,
  ) => `SELECT c.oid, c.reltype, n.nspname, c.relname, c.relkind, c.relispartition, c.relpersistence, c.relrowsecurity,
      c.relforcerowsecurity, c.reltuples, c.relpages, array_to_json(c.reloptions) AS reloptions,
      array_to_json(t.reloptions) AS toastoptions, CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS pg_get_partkeydef,
      CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS relpartbound, c.relreplident,
      CASE c.relreplident WHEN 'i' THEN (SELECT ic.relname FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisreplident) END AS replindex
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
    WHERE c.relkind IN ('r', 'p', 'f') AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

export interface InheritanceRow {
  readonly inhrelid: number;
  readonly inhparent: number;
  readonly nspname: string;
  readonly relname: string;
}

/** Parents of tables, in order. */
export const INHERITANCE = catalogQuery<InheritanceRow>(
  () => `SELECT i.inhrelid, i.inhparent, n.nspname, c.relname
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') ORDER BY i.inhrelid, i.inhseqno`,
);

export interface TableParts {
  readonly attributes: Attributes;
  readonly owned: OwnedSequences;
  readonly constraints: ReadonlyMap<number, readonly ConstraintRow[]>;
  readonly indexes: ReadonlyMap<number, readonly IndexRow[]>;
  readonly facts: IndexFacts;
  readonly parents: ReadonlyMap<number, readonly InheritanceRow[]>;
  readonly comments: Comments;
}

export function toTables(rows: readonly TableRow[], parts: TableParts): readonly Table[] {
  const toColumn = columnReader(parts.owned, parts.comments);
  return rows
    .map((row): Table => ({
      schema: row.nspname,
      name: row.relname,
      kind: kindOf(row),
      unlogged: row.relpersistence === 'u',
      inherits: (parts.parents.get(row.oid) ?? []).map((parent): QualifiedName => ({
        schema: parent.nspname,
        name: parent.relname,
      })),
      partitionKey: row.pg_get_partkeydef,
      ...(row.relpartbound === null ? {} : { bound: row.relpartbound }),
      ...replicaIdentityOf(row),
      storageParameters: { ...toOptions(row.reloptions), ...toOptions(row.toastoptions, 'toast.') },
      rowSecurity: rowSecurityOf(row),
      columns: [...(parts.attributes.get(row.oid)?.values() ?? [])].map(toColumn),
      ...ownParts(row, parts, true),
      ...(row.relispartition ? partsOfParent(row, parts) : {}),
      comment: parts.comments('pg_class', row.oid),
    }))
    .sort(byName);
}

/** How big a table was when it was last vacuumed or analysed. */
export interface TableSize {
  /** `null`: never counted. */
  readonly rows: number | null;
  readonly pages: number;
}

/** Sizes by `nameKey` of the table. */
export function tableSizes(rows: readonly TableRow[]): ReadonlyMap<string, TableSize> {
  return new Map(
    rows.map((row) => [
      nameKey({ schema: row.nspname, name: row.relname }),
      { rows: row.reltuples < 0 ? null : row.reltuples, pages: row.relpages },
    ]),
  );
}

function kindOf(row: TableRow): Table['kind'] {
  if (row.relispartition) return 'partition';
  if (row.relkind === 'p') return 'partitioned';
  return row.relkind === 'f' ? 'foreign' : 'table';
}

/** The constraints and indexes that are the table's own, or those that a partition has of its parent. */
function ownParts(row: TableRow, parts: TableParts, own: boolean): PartitionParts {
  const constraints = (parts.constraints.get(row.oid) ?? []).filter((each) => each.own === own);
  const indexes = (parts.indexes.get(row.oid) ?? []).filter((each) => each.own === own);
  return {
    ...toTableConstraints(constraints, parts.attributes, parts.comments),
    indexes: toIndexes(indexes, parts.facts, parts.comments),
  };
}

function partsOfParent(row: TableRow, parts: TableParts): Pick<Table, 'parts'> {
  const found = ownParts(row, parts, false);
  const { primaryKey, uniques, checks, exclusions, foreignKeys, indexes } = found;
  const lists = [uniques, checks, exclusions, foreignKeys, indexes];
  const isEmpty = primaryKey === null && lists.every((list) => list.length === 0);
  return isEmpty ? {} : { parts: found };
}

function replicaIdentityOf({ relreplident, replindex }: TableRow): Pick<Table, 'replicaIdentity'> {
  if (relreplident === 'f') return { replicaIdentity: 'full' };
  // An index that is gone leaves nothing to know a row by.
  if (relreplident === 'n' || (relreplident === 'i' && replindex === null)) return { replicaIdentity: 'nothing' };
  return relreplident === 'i' && replindex !== null ? { replicaIdentity: { index: replindex } } : {};
}

function rowSecurityOf(row: TableRow): Table['rowSecurity'] {
  // FORCE without ENABLE does nothing until it is enabled.
  if (!row.relrowsecurity) return row.relforcerowsecurity ? 'forcedOff' : 'off';
  return row.relforcerowsecurity ? 'forced' : 'enabled';
}
