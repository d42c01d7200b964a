/** What every OID in the rows of one reading stands for. */
import { objectName } from '../schema/names';
import type { ConstraintKind, ObjectName } from '../schema/types';
import type { ClassName } from './class-ids';
import { identityOf, serialOf } from './columns';
import type { ConstraintRow } from './constraints';
import type { DirectoryEntry } from './directory';
import type { CatalogRows } from './queries';
import { ROUTINE_KINDS, routineName } from './routines';
import { ownedSequences } from './sequences';
import { TYPE_KINDS } from './user-types';

const CONSTRAINT_KINDS: Readonly<Record<ConstraintRow['contype'], ConstraintKind>> = {
  p: 'primaryKey',
  u: 'unique',
  c: 'check',
  f: 'foreignKey',
  x: 'exclusion',
};

/** One entry for each thing that can depend or be depended on; a type has one for its arrays, too. */
export function* directoryEntries(rows: CatalogRows): Generator<DirectoryEntry> {
  const relations = new Map<number, ObjectName>();
  for (const row of [...rows.tables, ...rows.views]) {
    const kind = row.relkind === 'v' ? 'view' : row.relkind === 'm' ? 'materializedView' : 'table';
    const object = objectName(kind, row.nspname, row.relname);
    relations.set(row.oid, object);
    yield { catalog: 'pg_class', oid: row.oid, object };
    // The type of its rows.
    yield { catalog: 'pg_type', oid: row.reltype, object };
  }
  yield* withinRelations(rows, relations);
  yield* sequences(rows, relations);
  yield* types(rows);
  for (const row of rows.routines) {
    yield entry('pg_proc', row.oid, objectName(ROUTINE_KINDS[row.prokind], row.nspname, routineName(row)));
  }
  for (const row of rows.triggers) {
    const object = objectName(row.kind, row.nspname, row.name, row.relname);
    yield entry(row.kind === 'trigger' ? 'pg_trigger' : 'pg_rewrite', row.oid, object);
  }
  for (const row of rows.policies) {
    yield entry('pg_policy', row.oid, objectName('policy', row.nspname, row.polname, row.relname));
  }
  for (const row of rows.statistics) {
    yield entry('pg_statistic_ext', row.oid, objectName('statistics', row.nspname, row.stxname));
  }
  for (const row of rows.optionObjects) {
    const name = row.operands === null ? row.name : `${row.name}(${row.operands})`;
    yield entry(row.catalog, row.oid, objectName(row.kind, row.nspname, name));
  }
  for (const row of rows.eventTriggers)
    yield entry('pg_event_trigger', row.oid, objectName('eventTrigger', '', row.evtname));
}

function entry(catalog: ClassName, oid: number, object: ObjectName): DirectoryEntry {
  return { catalog, oid, object };
}

/** Constraints and indexes; an index behind a constraint stands for the constraint. */
function* withinRelations(rows: CatalogRows, relations: ReadonlyMap<number, ObjectName>): Generator<DirectoryEntry> {
  for (const row of rows.constraints) {
    const table = relations.get(row.conrelid);
    if (table === undefined) continue;
    const object = objectName(CONSTRAINT_KINDS[row.contype], table.schema, row.conname, table.name);
    yield entry('pg_constraint', row.oid, object);
    if (row.contype !== 'f' && row.conindid !== 0) yield entry('pg_class', row.conindid, object);
  }
  for (const row of rows.indexes) {
    const table = relations.get(row.indrelid);
    if (table !== undefined)
      yield entry('pg_class', row.indexrelid, objectName('index', table.schema, row.relname, table.name));
  }
}

/** A sequence behind a column stands for the column. */
function* sequences(rows: CatalogRows, relations: ReadonlyMap<number, ObjectName>): Generator<DirectoryEntry> {
  const owned = ownedSequences(rows.sequences);
  const columns = new Map<number, ObjectName>();
  for (const row of rows.columns) {
    const table = relations.get(row.attrelid);
    const sequence = serialOf(row, owned) ?? identityOf(row, owned);
    if (table === undefined || sequence === null) continue;
    columns.set(sequence.oid, objectName('column', table.schema, row.attname, table.name));
  }
  for (const row of rows.sequences) {
    const object = columns.get(row.oid) ?? objectName('sequence', row.nspname, row.relname);
    yield entry('pg_class', row.oid, object);
  }
}

function* types(rows: CatalogRows): Generator<DirectoryEntry> {
  for (const row of rows.enums) {
    const object = objectName('enum', row.nspname, row.typname);
    yield entry('pg_type', row.oid, object);
    yield entry('pg_type', row.typarray, object);
  }
  for (const row of rows.userTypes) {
    const object = objectName(TYPE_KINDS[row.typtype], row.nspname, row.typname);
    yield entry('pg_type', row.oid, object);
    yield entry('pg_type', row.typarray, object);
    if (row.typrelid !== 0) yield entry('pg_class', row.typrelid, object);
  }
}
