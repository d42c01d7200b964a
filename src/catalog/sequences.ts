/**
 * Sequences: those behind serial and identity columns, which are part of their column, and the free ones, which are objects.
 */
import { byName } from '../schema/names';
import type { ColumnSequence, QualifiedName, Sequence, SequenceOptions } from '../schema/types';
import type { Comments } from './comments';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface SequenceRow {
  readonly oid: number;
  readonly nspname: string;
  readonly relname: string;
  readonly format_type: string;
  readonly seqstart: string;
  readonly seqincrement: string;
  readonly seqmin: string;
  readonly seqmax: string;
  readonly seqcache: string;
  readonly seqcycle: boolean;
  /** `a`: owned by a column (OWNED BY, serial). `i`: the sequence of an identity column. */
  readonly deptype: 'a' | 'i' | null;
  readonly refobjid: number | null;
  readonly refobjsubid: number | null;
  /** How PostgreSQL prints the default of a column that draws from this sequence; `null` where no column owns it. */
  readonly nextval: string | null;
}

export const SEQUENCES = catalogQuery<SequenceRow>(
  (scope) => `SELECT c.oid, n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text,
      s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle, d.deptype, d.refobjid, d.refobjsubid,
      CASE d.deptype WHEN 'a' THEN 'nextval(''' || replace(c.oid::regclass::text, '''', '''''') || '''::regclass)' END AS nextval
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

/** Sequences by the column that owns them: `columnKey(table, column)`. A column may own several. */
export type OwnedSequences = ReadonlyMap<string, readonly SequenceRow[]>;

/** A key of a column by its numbers. */
export function columnKey(attrelid: number, attnum: number): string {
  return `${attrelid} ${attnum}`;
}

export function ownedSequences(rows: readonly SequenceRow[]): OwnedSequences {
  const owned = new Map<string, SequenceRow[]>();
  for (const row of rows) {
    if (row.refobjid === null || row.refobjsubid === null) continue;
    const key = columnKey(row.refobjid, row.refobjsubid);
    const list = owned.get(key);
    if (list === undefined) owned.set(key, [row]);
    else list.push(row);
  }
  return owned;
}

export function toColumnSequence(row: SequenceRow, comments: Comments): ColumnSequence {
  const comment = comments('pg_class', row.oid);
  return {
    schema: row.nspname,
    name: row.relname,
    options: optionsOf(row),
    ...(comment === null ? {} : { comment }),
  };
}

/**
 * The sequences that are objects of their own. `behindColumns`: OIDs of those that are a column's serial or identity;
 * `columnOf`: the owner by its numbers.
 */
export function toSequences(
  rows: readonly SequenceRow[],
  behindColumns: ReadonlySet<number>,
  columnOf: (attrelid: number, attnum: number) => { table: QualifiedName; column: string } | null,
  comments: Comments,
): readonly Sequence[] {
  return rows
    .filter((row) => !behindColumns.has(row.oid))
    .map((row) => ({
      schema: row.nspname,
      name: row.relname,
      options: optionsOf(row),
      ownedBy: row.refobjid === null || row.refobjsubid === null ? null : columnOf(row.refobjid, row.refobjsubid),
      comment: comments('pg_class', row.oid),
    }))
    .sort(byName);
}

function optionsOf(row: SequenceRow): SequenceOptions {
  return {
    type: row.format_type === 'smallint' || row.format_type === 'integer' ? row.format_type : 'bigint',
    start: row.seqstart,
    increment: row.seqincrement,
    minValue: row.seqmin,
    maxValue: row.seqmax,
    cache: row.seqcache,
    cycle: row.seqcycle,
  };
}
