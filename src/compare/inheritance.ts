/**
 * What PostgreSQL itself does to children and partitions when their parents change: a column that the parent gains, loses or alters is
 * gained, lost and altered below. Only what a child has beyond that is a difference of its own.
 */
import { nameKey } from '../schema/names';
import type { Column, DatabaseSchema, Table } from '../schema/types';
import { same } from './equal';
import { printedNextval } from './serials';

/** The current schema as it is once the changes of parents have reached their children. */
export function followParents(current: DatabaseSchema, target: DatabaseSchema): DatabaseSchema {
  if (!current.tables.some((table) => table.inherits.length > 0)) return current;
  const before = new Map(current.tables.map((table) => [nameKey(table), table]));
  const after = new Map(target.tables.map((table) => [nameKey(table), table]));
  // A parent's own change from before to after holds already what its parents pass on.
  const settled = (table: Table): Table => {
    const own = after.get(nameKey(table));
    return (own === undefined ? [] : keptParents(table, own)).reduce((child, name) => {
      const from = before.get(name);
      const to = after.get(name);
      return from === undefined || to === undefined || from === to ? child : follow(child, from, to);
    }, table);
  };
  return { ...current, tables: current.tables.map(settled) };
}

function keptParents(from: Table, to: Table): readonly string[] {
  const wanted = new Set(to.inherits.map(nameKey));
  return from.inherits.map(nameKey).filter((name) => wanted.has(name));
}

function follow(child: Table, from: Table, to: Table): Table {
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const own = new Set(child.columns.map((column) => column.name));
  const kept = child.columns.flatMap((column): readonly Column[] => {
    const [was, is] = [before.get(column.name), after.get(column.name)];
    if (was === undefined) return [column];
    if (is === undefined) return column.inherited === true ? [] : [column];
    return [altered(column, was, is)];
  });
  const added = to.columns.filter((column) => !before.has(column.name) && !own.has(column.name));
  const columns = [...kept, ...added.map(passedOn)];
  return same(columns, child.columns) ? child : { ...child, columns };
}

const PASSED_ON = [
  'type',
  'collation',
  'notNull',
  'default',
  'generated',
  'storage',
  'compression',
  'statistics',
] as const;

/** Each attribute in which the parent changes is changed below, too. */
function altered(column: Column, was: Column, is: Column): Column {
  const from = passedOn(was);
  const to = passedOn(is);
  return PASSED_ON.reduce<Column>(
    (result, attribute) => (same(from[attribute], to[attribute]) ? result : { ...result, [attribute]: to[attribute] }),
    column,
  );
}

/** A column as a child gets it: a sequence stays the parent's, an identity reaches partitions without being theirs. */
function passedOn(column: Column): Column {
  const { serial } = column;
  return {
    ...column,
    default: serial === null ? column.default : printedNextval(serial),
    serial: null,
    identity: null,
    comment: null,
    inherited: true,
  };
}

/** The columns that a new table has from its parents alone, as they come. */
export function inheritedColumns(table: Table, target: DatabaseSchema): readonly Column[] {
  const own = new Set(table.columns.filter((column) => column.inherited).map((column) => column.name));
  if (own.size === 0) return [];
  const tables = new Map(target.tables.map((each) => [nameKey(each), each]));
  const found = new Map<string, Column>();
  for (const parent of table.inherits) {
    for (const column of tables.get(nameKey(parent))?.columns ?? []) {
      if (own.has(column.name) && !found.has(column.name)) found.set(column.name, passedOn(column));
    }
  }
  return [...found.values()];
}
