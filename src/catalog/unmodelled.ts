/**
 * Facts that the shapes of `schema/` have no room for: they can be named, never compared. The object itself is in the schema.
 */
import { byCodeUnit, objectKey, objectName } from '../schema/names';
import type { ObjectKind, ObjectName } from '../schema/types';
import { catalogQuery, notOfExtension, schemaIsVisible, type Scope } from './query';

export interface UnmodelledRow {
  readonly kind: ObjectKind;
  readonly nspname: string;
  readonly relname: string | null;
  readonly name: string;
  readonly fact: string;
}

/** A fact in the words of SQL: `STORAGE external`, `WITHOUT OVERLAPS`. */
export interface UnmodelledFact {
  readonly on: ObjectName;
  readonly fact: string;
}

export const UNMODELLED = catalogQuery<UnmodelledRow>((scope) =>
  scope.onlySchema === true
    ? 'SELECT WHERE false'
    : [
        ofTables(scope),
        ofColumns(scope),
        ofViews(scope),
        ofSequences(scope),
        ofConstraints(scope),
        ofIndexes(scope),
      ].join('\n    UNION ALL '),
);

function ofTables(scope: Scope): string {
  return `SELECT CASE c.relkind WHEN 'm' THEN 'materializedView' ELSE 'table' END AS kind, n.nspname, NULL AS relname, c.relname AS name, f.fact
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_am am ON am.oid = c.relam
    LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
    LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
    LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver,
    LATERAL (VALUES
      (CASE WHEN am.amname <> 'heap' THEN 'USING ' || am.amname END),
      (CASE WHEN ts.oid IS NOT NULL THEN 'TABLESPACE ' || ts.spcname END),
      (CASE WHEN c.reloftype <> 0 THEN 'OF ' || format_type(c.reloftype, NULL) END),
      ('SERVER ' || fs.srvname || coalesce(' OPTIONS (' || array_to_string(ft.ftoptions, ', ') || ')', ''))) f (fact)
    WHERE c.relkind IN ('r', 'p', 'f', 'm') AND f.fact IS NOT NULL
      AND (am.amname <> 'heap' OR c.reltablespace <> 0 OR c.reloftype <> 0 OR c.relkind = 'f')
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

function ofColumns(scope: Scope): string {
  return `SELECT 'column', n.nspname, c.relname, a.attname,
      'OPTIONS (' || array_to_string(coalesce(a.attoptions, a.attfdwoptions), ', ') || ')'
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'm')
      AND (a.attoptions IS NOT NULL OR a.attfdwoptions IS NOT NULL)
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

function ofViews(scope: Scope): string {
  return `SELECT 'column', n.nspname, c.relname, a.attname, 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attrdef d
    JOIN pg_class c ON c.oid = d.adrelid AND c.relkind = 'v'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

/** A sequence that a column owns is as its table is. */
function ofSequences(scope: Scope): string {
  return `SELECT 'sequence', n.nspname, NULL, c.relname, 'UNLOGGED'
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND c.relpersistence = 'u' AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}
      AND c.oid NOT IN (SELECT d.objid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_class'::regclass)`;
}

function ofConstraints(scope: Scope): string {
  const kind = `CASE con.contype WHEN 'p' THEN 'primaryKey' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
      WHEN 'f' THEN 'foreignKey' ELSE 'exclusion' END`;
  const since18 =
    scope.major >= 18
      ? `(CASE WHEN con.conperiod THEN CASE con.contype WHEN 'f' THEN 'PERIOD' ELSE 'WITHOUT OVERLAPS' END END),
      (CASE WHEN NOT con.conenforced THEN 'NOT ENFORCED' END),
      `
      : '';
  return `SELECT ${kind}, n.nspname, c.relname, con.conname, f.fact
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class ic ON ic.oid = con.conindid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace,
    LATERAL (VALUES
      ${since18}('WITH (' || array_to_string(ic.reloptions, ', ') || ')'),
      ('USING INDEX TABLESPACE ' || ts.spcname)) f (fact)
    WHERE con.contype IN ('p', 'u', 'c', 'f', 'x') AND con.conparentid = 0 AND con.conislocal AND f.fact IS NOT NULL
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

function ofIndexes(scope: Scope): string {
  return `SELECT 'index', n.nspname, c.relname, ic.relname, f.fact
    FROM pg_index i
    JOIN pg_class ic ON ic.oid = i.indexrelid
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
    LEFT JOIN pg_attribute a ON a.attrelid = i.indexrelid AND (a.attoptions IS NOT NULL OR a.attstattarget >= 0),
    LATERAL (VALUES
      ('TABLESPACE ' || ts.spcname),
      ('key ' || a.attnum || ' (' || array_to_string(a.attoptions, ', ') || ')'),
      (CASE WHEN a.attstattarget >= 0 THEN 'key ' || a.attnum || ' STATISTICS ' || a.attstattarget END),
      (CASE WHEN i.indisclustered THEN 'CLUSTER' END)) f (fact)
    WHERE NOT ic.relispartition AND f.fact IS NOT NULL
      AND (ic.reltablespace <> 0 OR a.attnum IS NOT NULL OR i.indisclustered)
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

/** Sorted by object and fact. */
export function toUnmodelled(rows: readonly UnmodelledRow[]): readonly UnmodelledFact[] {
  const facts = rows.map((row): [string, UnmodelledFact] => {
    const on = objectName(row.kind, row.nspname, row.name, row.relname);
    return [`${objectKey(on)}\u0000${row.fact}`, { on, fact: row.fact }];
  });
  return [...new Map(facts)].sort(([one], [other]) => byCodeUnit(one, other)).map(([, fact]) => fact);
}
