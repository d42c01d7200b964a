/**
 * Indexes that no constraint owns, of tables and of materialized views. An index of a partition that is attached to an index of
 * the parent is part of that and left out.
 */
import { byCodeUnit } from '../schema/names';
import type { Index, IndexKey, QualifiedName } from '../schema/types';
import type { Attributes } from './columns';
import type { Comments } from './comments';
import { toOptions } from './options';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface IndexRow {
  readonly indexrelid: number;
  readonly indrelid: number;
  readonly relname: string;
  readonly amname: string;
  readonly indisunique: boolean;
  readonly indisvalid: boolean;
  /** `false`: of a partition, attached to an index of the parent. */
  readonly own: boolean;
  readonly indnkeyatts: number;
  readonly indnullsnotdistinct: boolean;
  /** Numbers of columns, 0 for an expression: `1 0 3`; INCLUDE columns stand last. The next three have one for each key. */
  readonly indkey: string;
  readonly indclass: string;
  readonly indcollation: string;
  readonly indoption: string;
  /** The expressions by position, from 1; `null` where there is none. */
  readonly expressions: Readonly<Record<string, string>> | null;
  /** The types of the keys as the index stores them, where there are expressions. */
  readonly atttypids: readonly number[] | null;
  readonly pg_get_expr: string | null;
  readonly reloptions: readonly string[] | null;
}

export const INDEXES = catalogQuery<IndexRow>(
  (
    scope,
  ) => `SELECT i.indexrelid, i.indrelid, ic.relname, am.amname, i.indisunique, i.indisvalid, NOT ic.relispartition AS own,
      i.indnkeyatts, ${scope.major >= 15 ? 'i.indnullsnotdistinct' : 'false AS indnullsnotdistinct'},
      i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
      CASE WHEN i.indexprs IS NOT NULL THEN
        (SELECT json_object_agg(k, pg_get_indexdef(i.indexrelid, k, false)) FROM generate_series(1, i.indnkeyatts) k
          WHERE i.indkey[k - 1] = 0) END AS expressions,
      CASE WHEN i.indexprs IS NOT NULL THEN
        (SELECT json_agg(a.atttypid::int8 ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid) END AS atttypids,
      pg_get_expr(i.indpred, i.indrelid), array_to_json(ic.reloptions) AS reloptions
    FROM pg_index i
    JOIN pg_class ic ON ic.oid = i.indexrelid
    JOIN pg_am am ON am.oid = ic.relam
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indislive AND c.relkind IN ('r', 'p', 'm')
      AND i.indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

export interface OpclassRow {
  readonly oid: number;
  readonly nspname: string;
  readonly opcname: string;
  readonly amname: string;
  readonly opcintype: number;
  readonly opcdefault: boolean;
  readonly opckeytype: number;
}

export const OPCLASSES = catalogQuery<OpclassRow>(
  () => `SELECT o.oid, n.nspname, o.opcname, am.amname, o.opcintype, o.opcdefault, o.opckeytype
    FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod`,
);

export interface CollationNameRow {
  readonly oid: number;
  readonly nspname: string;
  readonly collname: string;
}

/** The names of the collations that some index uses. */
export const INDEX_COLLATIONS = catalogQuery<CollationNameRow>(
  () => `SELECT co.oid, n.nspname, co.collname FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace
    WHERE co.oid IN (SELECT unnest(indcollation) FROM pg_index)`,
);

/** What the keys of indexes refer to by number. */
export interface IndexFacts {
  readonly attributes: Attributes;
  readonly opclasses: ReadonlyMap<number, OpclassRow>;
  /** Access method and type of every default operator class: `btree 25`. */
  readonly defaultOpclasses: ReadonlySet<string>;
  readonly collations: ReadonlyMap<number, QualifiedName>;
}

export function indexFacts(
  attributes: Attributes,
  opclasses: readonly OpclassRow[],
  collations: readonly CollationNameRow[],
): IndexFacts {
  return {
    attributes,
    opclasses: new Map(opclasses.map((row) => [row.oid, row])),
    defaultOpclasses: new Set(opclasses.filter((row) => row.opcdefault).map((row) => `${row.amname} ${row.opcintype}`)),
    collations: new Map(collations.map((row) => [row.oid, { schema: row.nspname, name: row.collname }])),
  };
}

/** The indexes of one table, sorted by name. */
export function toIndexes(rows: readonly IndexRow[], facts: IndexFacts, comments: Comments): readonly Index[] {
  return rows.map((row) => toIndex(row, facts, comments)).sort((one, other) => byCodeUnit(one.name, other.name));
}

function toIndex(row: IndexRow, facts: IndexFacts, comments: Comments): Index {
  const columns = facts.attributes.get(row.indrelid);
  const numbers = row.indkey.split(' ').map(Number);
  return {
    name: row.relname,
    derivedName: false,
    unique: row.indisunique,
    method: row.amname,
    keys: keysOf(row, numbers.slice(0, row.indnkeyatts), facts),
    include: numbers.slice(row.indnkeyatts).flatMap((number) => columns?.get(number)?.attname ?? []),
    nullsNotDistinct: row.indnullsnotdistinct,
    predicate: row.pg_get_expr,
    storageParameters: toOptions(row.reloptions),
    valid: row.indisvalid,
    comment: comments('pg_class', row.indexrelid),
  };
}

/** Bits of `indoption` (INDOPTION_DESC and INDOPTION_NULLS_FIRST in src/include/catalog/pg_index.h). */
const DESCENDING = 1;
const NULLS_FIRST = 2;

function keysOf(row: IndexRow, numbers: readonly number[], facts: IndexFacts): readonly IndexKey[] {
  const opclasses = row.indclass.split(' ').map(Number);
  const collations = row.indcollation.split(' ').map(Number);
  const options = row.indoption.split(' ').map(Number);
  return numbers.map((number, position) => {
    const column = number === 0 ? undefined : facts.attributes.get(row.indrelid)?.get(number);
    const expression = row.expressions?.[String(position + 1)] ?? null;
    const option = options[position] ?? 0;
    const opclass = facts.opclasses.get(opclasses[position] ?? 0);
    return {
      column: column?.attname ?? null,
      expression: expression === null ? null : withoutParentheses(expression),
      opclass: opclassOf(opclass, keyType(opclass, column?.atttypid, row.atttypids?.[position]), facts),
      collation: collationOf(collations[position] ?? 0, column?.attcollation ?? DEFAULT_COLLATION, facts),
      direction: (option & DESCENDING) === 0 ? 'asc' : 'desc',
      nulls: (option & NULLS_FIRST) === 0 ? 'last' : 'first',
    };
  });
}

/**
 * The type that decides which operator class is the default: the column's, or of an expression the one that the index stores,
 * unless the operator class stores another (as those of gin and gist do); `null` where nobody can tell.
 */
function keyType(
  opclass: OpclassRow | undefined,
  column: number | undefined,
  stored: number | undefined,
): number | null {
  if (column !== undefined) return column;
  return opclass?.opckeytype === 0 ? (stored ?? null) : null;
}

/** PostgreSQL prefers a default operator class for exactly the type to one for a type that it can be read as. */
function opclassOf(opclass: OpclassRow | undefined, type: number | null, facts: IndexFacts): QualifiedName | null {
  if (opclass === undefined) return null;
  const isForType = type === null || opclass.opcintype === type;
  const typeHasItsOwn = !isForType && facts.defaultOpclasses.has(`${opclass.amname} ${type}`);
  if (opclass.opcdefault && !typeHasItsOwn) return null;
  return { schema: opclass.nspname, name: opclass.opcname };
}

/** The collation `default` (DEFAULT_COLLATION_OID). */
const DEFAULT_COLLATION = 100;

function collationOf(collation: number, ofColumn: number, facts: IndexFacts): QualifiedName | null {
  if (collation === 0 || collation === ofColumn) return null;
  return facts.collations.get(collation) ?? null;
}

/**
 * An expression as `pg_get_indexdef` prints it for one key, without the parentheses that CREATE INDEX wants around whatever does
 * not look like a function call. What looks like one starts with a name, so an opening parenthesis is always theirs.
 */
function withoutParentheses(expression: string): string {
  return expression.startsWith('(') && expression.endsWith(')') ? expression.slice(1, -1) : expression;
}
