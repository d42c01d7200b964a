/**
 * What PostgreSQL itself does to children and partitions when their parents change: a column that the parent gains, loses or alters is
 * gained, lost and altered below. Only what a child has beyond that is a difference of its own.
 */
import type { Pair } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { Column, DatabaseSchema, PartitionParts, Table } from '../schema/types';
import { same } from './equal';
import { printedNextval } from './serials';

/** The current schema as it is once the changes of parents have reached their children. */
export function followParents(current: DatabaseSchema, target: DatabaseSchema): DatabaseSchema {
  if (!current.tables.some((table) => table.inherits.length > 0)) return current;
  const before = new Map(current.tables.map((table) => [nameKey(table), table]));
  const after = new Map(target.tables.map((table) => [nameKey(table), table]));
  const left = new Set(columnsLeft(current, target));
  // A parent's own change from before to after holds already what its parents pass on.
  const settled = (table: Table): Table => {
    const own = after.get(nameKey(table));
    return (own === undefined ? [] : keptParents(table, own)).reduce((child, name) => {
      const from = before.get(name);
      const to = after.get(name);
      return from === undefined || to === undefined || from === to
        ? child
        : follow(child, from, to, (column) => left.has(columnKey(name, column)));
    }, table);
  };
  return { ...current, tables: current.tables.map(settled) };
}

/** Whether a partition stays where it is: it has what its parent has. */
function stays(one: Table, other: Table | undefined): boolean {
  return other !== undefined && one.bound === other.bound && same(one.inherits, other.inherits);
}

/**
 * A partition that is detached keeps what it had of its parent, as its own; and a table that is attached must have it before, so that
 * nothing is built anew.
 */
export function withParts(schema: DatabaseSchema, other: DatabaseSchema): DatabaseSchema {
  if (!schema.tables.some(({ parts }) => parts !== undefined)) return schema;
  const others = new Map(other.tables.map((table) => [nameKey(table), table]));
  const tables = schema.tables.map((table) => {
    const counterpart = others.get(nameKey(table));
    if (table.parts === undefined || counterpart === undefined || stays(table, counterpart)) return table;
    return merged(table, table.parts);
  });
  return { ...schema, tables };
}

function merged({ parts: _parts, ...table }: Table, parts: PartitionParts): Table {
  return {
    ...table,
    primaryKey: table.primaryKey ?? parts.primaryKey,
    uniques: [...table.uniques, ...parts.uniques],
    checks: [...table.checks, ...parts.checks],
    exclusions: [...table.exclusions, ...parts.exclusions],
    foreignKeys: [...table.foreignKeys, ...parts.foreignKeys],
    indexes: [...table.indexes, ...parts.indexes],
  };
}

/** The columns that a parent loses and some child keeps, as its own. */
export function columnsLeft(current: DatabaseSchema, target: DatabaseSchema): readonly string[] {
  const after = new Map(target.tables.map((table) => [nameKey(table), table]));
  return current.tables.flatMap((child) => {
    const own = after.get(nameKey(child));
    if (own === undefined || child.inherits.length === 0) return [];
    const staying = new Set(own.columns.filter((column) => column.inherited !== true).map(({ name }) => name));
    return keptParents(child, own).flatMap((parent) => {
      const remaining = new Set(after.get(parent)?.columns.map(({ name }) => name));
      return child.columns
        .filter(({ name, inherited }) => inherited === true && staying.has(name) && !remaining.has(name))
        .map(({ name }) => columnKey(parent, name));
    });
  });
}

export function columnKey(table: string, column: string): string {
  return JSON.stringify([table, column]);
}

function ownOf({ inherited: _inherited, ...column }: Column): Column {
  return column;
}

/** By `nameKey`, of a table that is there before and after. A partition that gets other bounds is on its own while they change. */
export function keptParents(from: Table, to: Table): readonly string[] {
  if (from.bound !== to.bound) return [];
  const wanted = new Set(to.inherits.map(nameKey));
  return from.inherits.map(nameKey).filter((name) => wanted.has(name));
}

/** What stays beneath each table, however far down: those that keep it for their parent, and those that keep them. */
export function tablesBeneath(pairs: readonly Pair<Table>[]): (pair: Pair<Table>) => readonly Pair<Table>[] {
  const children = new Map<string, Pair<Table>[]>();
  for (const pair of pairs) {
    for (const parent of keptParents(pair.from, pair.to)) {
      const own = children.get(parent);
      if (own === undefined) children.set(parent, [pair]);
      else own.push(pair);
    }
  }
  return (pair) => {
    const found = new Set([pair]);
    for (const each of found) for (const child of children.get(nameKey(each.from)) ?? []) found.add(child);
    found.delete(pair);
    return [...found];
  };
}

/** `kept`: whether a column that the parent loses is left to its children. */
function follow(child: Table, from: Table, to: Table, kept: (name: string) => boolean): Table {
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const own = new Set(child.columns.map((column) => column.name));
  const staying = child.columns.flatMap((column): readonly Column[] => {
    const [was, is] = [before.get(column.name), after.get(column.name)];
    if (was === undefined) return [column];
    if (is === undefined) return column.inherited === true && !kept(column.name) ? [] : [ownOf(column)];
    return [altered(column, was, is)];
  });
  const added = to.columns.filter((column) => !before.has(column.name) && !own.has(column.name));
  const columns = [...staying, ...added.map(passedOn)];
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
