/**
 * Constraints of tables. Left out: those that a partition or child table has from its parent, the NOT NULL constraints of
 * PostgreSQL 18 (they are the column's), constraint triggers (they are triggers), and constraints of domains.
 */
import { byCodeUnit } from '../schema/names';
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  QualifiedName,
  ReferentialAction,
  Timing,
  UniqueConstraint,
} from '../schema/types';
import { columnNames, type Attributes } from './columns';
import type { Comments } from './comments';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface ConstraintRow {
  readonly oid: number;
  readonly conrelid: number;
  readonly conname: string;
  readonly contype: 'p' | 'u' | 'c' | 'f' | 'x';
  readonly condeferrable: boolean;
  readonly condeferred: boolean;
  readonly convalidated: boolean;
  readonly connoinherit: boolean;
  /** Numbers of columns: `1 3`. */
  readonly conkey: string | null;
  /** The index behind it; of a foreign key, the index that makes the referenced columns unique. */
  readonly conindid: number;
  readonly confrelid: number;
  readonly refnspname: string | null;
  readonly refrelname: string | null;
  readonly confkey: string | null;
  readonly confupdtype: string;
  readonly confdeltype: string;
  readonly confmatchtype: string;
  readonly confdelsetcols: string | null;
  readonly indkey: string | null;
  readonly indnkeyatts: number | null;
  readonly indnullsnotdistinct: boolean | null;
  /** The condition of a check. */
  readonly pg_get_expr: string | null;
  /** Only of an exclusion constraint. */
  readonly pg_get_constraintdef: string | null;
  /** WITHOUT OVERLAPS, PERIOD. */
  readonly conperiod: boolean;
  /** `false`: what a partition has of its parent. */
  readonly own: boolean;
  /** `false`: NOT ENFORCED. */
  readonly conenforced: boolean;
}

export const CONSTRAINTS = catalogQuery<ConstraintRow>(
  ({
    major,
    ...scope
  }) => `SELECT con.oid, con.conrelid, con.conname, con.contype, con.condeferrable, con.condeferred, con.convalidated,
      con.connoinherit, con.conparentid = 0 AND con.conislocal AS own, array_to_string(con.conkey, ' ') AS conkey, con.conindid, con.confrelid, rn.nspname AS refnspname,
      rc.relname AS refrelname, array_to_string(con.confkey, ' ') AS confkey, con.confupdtype, con.confdeltype, con.confmatchtype,
      ${major >= 15 ? "array_to_string(con.confdelsetcols, ' ')" : 'NULL'} AS confdelsetcols, i.indkey::text, i.indnkeyatts,
      ${major >= 15 ? 'i.indnullsnotdistinct' : 'NULL::boolean AS indnullsnotdistinct'},
      CASE con.contype WHEN 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS pg_get_expr,
      CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END AS pg_get_constraintdef,
      ${major >= 18 ? 'con.conperiod, con.conenforced' : 'false AS conperiod, true AS conenforced'}
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u')
    LEFT JOIN pg_class rc ON rc.oid = con.confrelid
    -- A foreign key to a partitioned table has one of its own for each partition.
    LEFT JOIN pg_constraint pc ON pc.oid = con.conparentid
    LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE con.contype IN ('p', 'u', 'c', 'f', 'x') AND (con.conparentid = 0 AND con.conislocal
        OR c.relispartition AND pc.conrelid IS DISTINCT FROM con.conrelid)
      AND ${schemaIsVisible({ major, ...scope })} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

/** The constraints of one table, each kind sorted by name. */
export interface TableConstraints {
  readonly primaryKey: PrimaryKey | null;
  readonly uniques: readonly UniqueConstraint[];
  readonly checks: readonly CheckConstraint[];
  readonly exclusions: readonly ExclusionConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
}

export function toTableConstraints(
  rows: readonly ConstraintRow[],
  attributes: Attributes,
  comments: Comments,
): TableConstraints {
  const of = (contype: ConstraintRow['contype']): ConstraintRow[] =>
    rows.filter((row) => row.contype === contype).sort((one, other) => byCodeUnit(one.conname, other.conname));
  const base = (row: ConstraintRow): { name: string; derivedName: boolean; comment: string | null } => ({
    name: row.conname,
    derivedName: false,
    comment: comments('pg_constraint', row.oid),
  });
  const [primaryKey] = of('p');
  return {
    primaryKey:
      primaryKey === undefined ? null : { kind: 'primaryKey', ...base(primaryKey), ...keyOf(primaryKey, attributes) },
    uniques: of('u').map((row) => ({
      kind: 'unique',
      ...base(row),
      ...keyOf(row, attributes),
      nullsNotDistinct: row.indnullsnotdistinct ?? false,
    })),
    checks: of('c').map((row) => ({
      kind: 'check',
      ...base(row),
      expression: row.pg_get_expr ?? '',
      noInherit: row.connoinherit,
      validated: row.convalidated,
    })),
    exclusions: of('x').map((row) => ({
      kind: 'exclusion',
      ...base(row),
      definition: exclusionDefinition(row.pg_get_constraintdef ?? ''),
      timing: timingOf(row),
    })),
    foreignKeys: of('f').map((row) => ({ kind: 'foreignKey', ...base(row), ...referenceOf(row, attributes) })),
  };
}

/** `EXCLUDE USING gist (…) WHERE (…) DEFERRABLE …` as `pg_get_constraintdef` prints it, without its first word and its timing. */
function exclusionDefinition(constraintdef: string): string {
  return constraintdef.replace(/^EXCLUDE /, '').replace(/(?: DEFERRABLE)?(?: INITIALLY DEFERRED)?$/, '');
}

/** The table that a foreign key points to. */
function referencedTable(row: ConstraintRow): QualifiedName {
  return { schema: row.refnspname ?? '', name: row.refrelname ?? '' };
}

type Key = Pick<PrimaryKey, 'columns' | 'include' | 'timing'>;

function keyOf(row: ConstraintRow, attributes: Attributes): Key {
  // conkey has the key columns alone; those of INCLUDE stand behind them in the index.
  const include = row.indkey === null ? [] : row.indkey.split(' ').slice(row.indnkeyatts ?? undefined);
  return {
    columns: columnNames(attributes, row.conrelid, row.conkey),
    include: columnNames(attributes, row.conrelid, include.join(' ')),
    timing: timingOf(row),
  };
}

type Reference = Pick<
  ForeignKey,
  'columns' | 'references' | 'onDelete' | 'onUpdate' | 'onDeleteColumns' | 'match' | 'timing' | 'validated'
>;

function referenceOf(row: ConstraintRow, attributes: Attributes): Reference {
  return {
    columns: columnNames(attributes, row.conrelid, row.conkey),
    references: { table: referencedTable(row), columns: columnNames(attributes, row.confrelid, row.confkey) },
    onDelete: actionOf(row.confdeltype),
    onUpdate: actionOf(row.confupdtype),
    onDeleteColumns:
      row.confdelsetcols === null || row.confdelsetcols === ''
        ? null
        : columnNames(attributes, row.conrelid, row.confdelsetcols),
    match: row.confmatchtype === 'f' ? 'FULL' : 'SIMPLE',
    timing: timingOf(row),
    validated: row.convalidated,
  };
}

function timingOf(row: ConstraintRow): Timing {
  return { deferrable: row.condeferrable, initiallyDeferred: row.condeferred };
}

/** The letters of `confupdtype` and `confdeltype` (manual, pg_constraint). */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

function actionOf(letter: string): ReferentialAction {
  return ACTIONS[letter] ?? 'NO ACTION';
}
