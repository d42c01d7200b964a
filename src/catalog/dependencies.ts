/**
 * What cannot stay as it is when something else goes or changes. What the rows of columns, constraints and indexes say already
 * is taken from them; `pg_depend` is asked for the rest alone, since most of its rows say the former again.
 */
import { byCodeUnit, objectKey } from '../schema/names';
import type { Dependency, ObjectName } from '../schema/types';
import { CLASS_ID } from './class-ids';
import type { Attributes, ColumnRow } from './columns';
import type { ConstraintRow } from './constraints';
import type { Directory } from './directory';
import type { IndexRow } from './indexes';
import { catalogQuery } from './query';
import type { SequenceRow } from './sequences';
import type { InheritanceRow } from './tables';

export interface DependRow {
  readonly classid: number;
  readonly objid: number;
  readonly objsubid: number;
  readonly refclassid: number;
  readonly refobjid: number;
  readonly refobjsubid: number;
}

/**
 * The rewrite rule of a view stands for the view, a default for its column; until version 14 the expression of a generated column
 * hangs on the column itself. Nothing below 16384 (FirstNormalObjectId) is a
 * user's own.
 */
export const DEPENDENCIES = catalogQuery<DependRow>(
  () => `SELECT DISTINCT 'pg_class'::regclass::oid AS classid, r.ev_class AS objid, 0 AS objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND r.rulename = '_RETURN'
    WHERE d.classid = 'pg_rewrite'::regclass AND d.deptype IN ('n', 'a') AND d.objid >= 16384 AND d.refobjid >= 16384
    UNION ALL
    SELECT 'pg_class'::regclass::oid, a.adrelid, a.adnum, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_depend d JOIN pg_attrdef a ON a.oid = d.objid
    WHERE d.classid = 'pg_attrdef'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid >= 16384
      AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid = a.adrelid AND d.refobjsubid = a.adnum)
    UNION ALL
    SELECT DISTINCT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_depend d
    WHERE d.deptype IN ('n', 'a') AND d.objid >= 16384 AND d.refobjid >= 16384
      AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass,
        'pg_collation'::regclass, 'pg_ts_config'::regclass, 'pg_ts_dict'::regclass)
      AND (d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass,
          'pg_statistic_ext'::regclass, 'pg_operator'::regclass, 'pg_event_trigger'::regclass)
        OR d.classid = 'pg_rewrite'::regclass
          AND d.objid NOT IN (SELECT r.oid FROM pg_rewrite r WHERE r.rulename = '_RETURN')
        OR d.classid = 'pg_constraint'::regclass AND d.refclassid <> 'pg_class'::regclass
        OR d.classid = 'pg_class'::regclass AND (d.objsubid = 0 AND d.refclassid <> 'pg_class'::regclass
          OR d.objsubid > 0 AND d.refclassid <> 'pg_type'::regclass
          OR d.objid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
          OR d.objid IN (SELECT c.oid FROM pg_class c WHERE c.relkind = 'c')))`,
);

/** The rows that dependencies are taken from. */
export interface DependencySources {
  readonly depends: readonly DependRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly sequences: readonly SequenceRow[];
  readonly inheritance: readonly InheritanceRow[];
  readonly attributes: Attributes;
}

/** Called with each pair; `null` for what is not looked at. */
type Add = (dependent: ObjectName | null, referenced: ObjectName | null) => void;

/** Sorted and without repetitions. */
export function toDependencies(sources: DependencySources, directory: Directory): readonly Dependency[] {
  const found = new Map<ObjectName, ObjectName[]>();
  eachPair(sources, directory, (dependent, referenced) => {
    if (dependent === null || referenced === null || isImplied(dependent, referenced)) return;
    const known = found.get(dependent);
    if (known === undefined) found.set(dependent, [referenced]);
    else if (!known.includes(referenced)) known.push(referenced);
  });
  return byKey(found.keys()).flatMap(([dependent, ...same]) => {
    if (dependent === undefined) return [];
    const all = [dependent, ...same].flatMap((each) => found.get(each) ?? []);
    // Most things depend on one other, and need no sorting.
    const sorted = all.length === 1 ? all : byKey(all).flatMap(([referenced]) => referenced ?? []);
    return sorted.map((referenced) => ({ dependent, referenced }));
  });
}

/** Objects in the order of their keys; several that mean the same stand together. */
function byKey(objects: Iterable<ObjectName>): readonly (readonly ObjectName[])[] {
  const keyed = Array.from(objects, (object) => ({ key: objectKey(object), object }));
  keyed.sort((one, other) => byCodeUnit(one.key, other.key));
  const groups: ObjectName[][] = [];
  let before: string | null = null;
  for (const { key, object } of keyed) {
    if (key === before) groups.at(-1)?.push(object);
    else groups.push([object]);
    before = key;
  }
  return groups;
}

function eachPair(sources: DependencySources, directory: Directory, add: Add): void {
  for (const row of sources.depends) {
    add(directory(row.classid, row.objid, row.objsubid), directory(row.refclassid, row.refobjid, row.refobjsubid));
  }
  for (const row of sources.columns) {
    const type = directory(CLASS_ID.pg_type, row.typelem === 0 ? row.atttypid : row.typelem);
    if (type !== null) add(directory(CLASS_ID.pg_class, row.attrelid, row.attnum), type);
  }
  for (const row of sources.constraints) ofConstraint(row, sources.attributes, directory, add);
  for (const row of sources.indexes) {
    const index = directory(CLASS_ID.pg_class, row.indexrelid);
    for (const number of row.indkey.split(' ')) add(index, column(directory, row.indrelid, number));
  }
  for (const row of sources.sequences) {
    if (row.refobjid === null || row.refobjsubid === null) continue;
    add(directory(CLASS_ID.pg_class, row.oid), directory(CLASS_ID.pg_class, row.refobjid, row.refobjsubid));
  }
  for (const row of sources.inheritance) {
    add(directory(CLASS_ID.pg_class, row.inhrelid), directory(CLASS_ID.pg_class, row.inhparent));
  }
}

function ofConstraint(row: ConstraintRow, attributes: Attributes, directory: Directory, add: Add): void {
  const constraint = directory(CLASS_ID.pg_constraint, row.oid);
  for (const number of split(row.conkey)) add(constraint, column(directory, row.conrelid, number));
  if (row.contype !== 'f') return;
  // The referenced table may be one that is not looked at: its columns are known all the same, but nothing can be said of it.
  if (attributes.has(row.confrelid)) {
    for (const number of split(row.confkey)) add(constraint, column(directory, row.confrelid, number));
  }
  add(constraint, directory(CLASS_ID.pg_class, row.conindid));
}

function split(numbers: string | null): readonly string[] {
  return numbers === null || numbers === '' ? [] : numbers.split(' ');
}

function column(directory: Directory, relid: number, number: string): ObjectName | null {
  return number === '0' ? null : directory(CLASS_ID.pg_class, relid, Number(number));
}

/** A thing depends on itself and on the table or view it lives in: that goes without saying. */
function isImplied(dependent: ObjectName, referenced: ObjectName): boolean {
  if (dependent.schema !== referenced.schema) return false;
  const sameTable = referenced.table === dependent.table;
  if (dependent.kind === referenced.kind && dependent.name === referenced.name && sameTable) return true;
  return referenced.table === null && referenced.name === dependent.table && TABLE_KINDS.has(referenced.kind);
}

const TABLE_KINDS: ReadonlySet<string> = new Set(['table', 'view', 'materializedView']);
