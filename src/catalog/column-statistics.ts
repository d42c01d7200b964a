/**
 * What PostgreSQL's statistics say of columns. It reads `pg_stats` alone, which shows a role what it may read itself, and never the tables;
 * nothing is analyzed for it.
 */
import type { ColumnStatistics, StatisticsOfColumns } from '../schema/column-statistics';
import { objectKey, objectName } from '../schema/names';
import type { ObjectName } from '../schema/types';
import type { Session } from '../session';

interface StatisticsRow {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly reltuples: number;
  readonly null_frac: number;
  readonly n_distinct: number;
  readonly common: readonly string[] | null;
}

/** `most_common_vals` is an array of whatever the column is of: only of strings is it known how it reads. Of a parent its own rows come last. */
const QUERY = `SELECT w.schema, w."table", w."column", c.reltuples::float8 AS reltuples, s.null_frac::float8 AS null_frac,
    s.n_distinct::float8 AS n_distinct,
    CASE WHEN a.atttypid IN ('pg_catalog.text'::regtype, 'pg_catalog.varchar'::regtype) THEN s.most_common_vals::text::text[] END AS common
  FROM unnest($1::text[], $2::text[], $3::text[]) AS w(schema, "table", "column")
  JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w."table"
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w."column"
  JOIN pg_catalog.pg_stats s ON s.schemaname = w.schema AND s.tablename = w."table" AND s.attname = w."column"
  WHERE c.reltuples > 0 ORDER BY s.inherited DESC`;

/** Of those columns of which something is known to this role, in one round trip. */
export async function readColumnStatistics(
  session: Pick<Session, 'query'>,
  columns: readonly ObjectName[],
): Promise<StatisticsOfColumns> {
  const wanted = columns.flatMap(({ schema, name, table }) => (table === null ? [] : [{ schema, table, name }]));
  if (wanted.length === 0) return new Map();
  const lists = [wanted.map(({ schema }) => schema), wanted.map(({ table }) => table), wanted.map(({ name }) => name)];
  const rows = await session.query<StatisticsRow>(QUERY, lists);
  return new Map(rows.map((row) => [objectKey(objectName('column', row.schema, row.column, row.table)), known(row)]));
}

/** A float4 holds seven digits. */
const NEARLY = 1e-5;

/** `n_distinct` is a count, or, below zero, a share of all rows. */
function known({ reltuples, null_frac, n_distinct, common }: StatisticsRow): ColumnStatistics {
  const allDiffer = null_frac < 1 && -n_distinct >= 1 - null_frac - NEARLY;
  return { rows: reltuples, nulls: null_frac, allDiffer, common: common ?? [] };
}
