/**
 * Keys that become another kind of key, as a serial that becomes a uuid: no cast leads from the one to the other, so each row gets a new
 * value beside the old one, the rows that point at it are given the new value over the old link, and then the new columns take the place
 * of the old ones. The links stay; the old values go, which dropping their columns says.
 *
 * It must never touch a key on which something stands that it does not make again: views, what no entity declares, generated columns.
 */
import { columnNeeds } from '../operations/footprint';
import type { Operation } from '../operations/operation';
import { byName, nameKey, objectKey, objectName } from '../schema/names';
import { objectsOf } from '../schema/objects';
import { quoteIdentifier, quoteName } from '../schema/quote';
import { clipBytes } from '../schema/sequence-names';
import { sameType } from '../schema/type-name';
import type { Column, DatabaseSchema, ForeignKey, QualifiedName, Table } from '../schema/types';
import { conversion } from './casts';
import { dropConstraint } from './constraints';
import { pairUp, same } from './equal';
import { fillRows } from './fill-rows';
import { mentions } from './sql-tokens';
import { inSequence, type Step } from './steps';

interface ReplacedKeys {
  /** As it stands afterwards, without what went with the old columns. */
  readonly current: DatabaseSchema;
  /** The columns that take the place of others, by `objectKey`. */
  readonly columns: ReadonlySet<string>;
  readonly steps: readonly Step[];
}

/** A column that is replaced, and where its new values come from: `null`, from its own default. */
interface Replaced {
  readonly table: Table;
  readonly from: Column;
  readonly to: Column;
  readonly temporary: string;
  readonly parent: Replaced | null;
}

const NONE: Omit<ReplacedKeys, 'current'> = { columns: new Set(), steps: [] };

export function replaceKeys(given: DatabaseSchema, target: DatabaseSchema): ReplacedKeys {
  if (uncastable(given, target).length === 0) return { ...NONE, current: given };
  // The steps stand as they are made: they must not depend on the order in which the tables come.
  const current = { ...given, tables: [...given.tables].sort(byName) };
  const open = uncastable(current, target);
  const replaced = withParents(open, current);
  if (replaced.length === 0 || isStoodOn(replaced, current) || standsOnNew(replaced, current, target)) {
    return { ...NONE, current: given };
  }
  const links = linksOn(replaced, current);
  const operations: readonly Operation[] = [
    ...replaced.map(addBeside),
    ...replaced.flatMap(fillAndRequire),
    ...links.map(({ table, key }) => dropConstraint(nameOf(table), key)),
    ...inTheWay(replaced),
    ...replaced.map(({ table, from }): Operation => ({
      kind: 'dropColumn',
      table: nameOf(table),
      name: from.name,
      was: from,
    })),
    ...replaced.map(({ table, from, temporary }): Operation => ({
      kind: 'renameColumn',
      table: nameOf(table),
      name: temporary,
      to: from.name,
    })),
  ];
  const columns = new Set(replaced.map(keyOf));
  return { current: afterwards(current, replaced, links), columns, steps: inSequence(operations) };
}

/** Columns whose new type has no cast from the old one; each a root for now. */
function uncastable(current: DatabaseSchema, target: DatabaseSchema): readonly Replaced[] {
  const pairs = pairUp(current.tables, target.tables, nameKey).kept.filter(({ from, to }) => from !== to);
  // Pairs come as the target's tables do, and the steps must not depend on that order either.
  const inOrder = pairs.sort((one, other) => byName(one.from, other.from));
  return inOrder.flatMap(({ from: table, to: after }) => {
    return pairUp(table.columns, after.columns, (column) => column.name).kept.flatMap(
      ({ from, to }): readonly Replaced[] => {
        const plain = from.generated === null && to.generated === null;
        if (!plain || sameType(from.type, to.type) || conversion(to.name, from.type, to.type).castable) return [];
        return [{ table, from, to, temporary: besideName(table, after, from.name), parent: null }];
      },
    );
  });
}

/** Keys that fill themselves, and the columns that point at them, nearest first; nothing where one of the columns is neither. */
function withParents(open: readonly Replaced[], current: DatabaseSchema): readonly Replaced[] {
  const roots = open.filter(({ table, from, to }) => same(table.primaryKey?.columns, [from.name]) && fillsItself(to));
  const found = [...roots];
  for (const parent of found) {
    for (const { table, key } of linksOn([parent], current)) {
      const child = open.find((one) => one.table === table && same(key.columns, [one.from.name]));
      if (child === undefined || found.some((one) => one.table === child.table && one.from === child.from)) continue;
      if (same(key.references.columns, [parent.from.name]) && nameKey(key.references.table) === nameKey(parent.table)) {
        found.push({ ...child, parent });
      }
    }
  }
  return found.length === open.length ? found : [];
}

function fillsItself(column: Column): boolean {
  return column.default !== null || column.serial !== null || column.identity !== null;
}

/** Whether a view, something that no entity declares, or a generated column stands on one of them. */
function isStoodOn(replaced: readonly Replaced[], current: DatabaseSchema): boolean {
  const keys = new Set(replaced.map(keyOf));
  const onColumn = current.dependencies.some(
    ({ dependent, referenced }) => keys.has(objectKey(referenced)) && !isOwnKind(dependent.kind),
  );
  const generated = replaced.some(({ table, from }) =>
    table.columns.some((column) => column.generated !== null && mentions(column.generated.expression, from.name)),
  );
  // A sequence goes with the column that owns it.
  const owning = current.sequences.some(
    ({ ownedBy }) =>
      ownedBy !== null &&
      keys.has(objectKey(objectName('column', ownedBy.table.schema, ownedBy.column, ownedBy.table.name))),
  );
  return onColumn || generated || owning;
}

/** Whether a new column has a type or draws from a sequence that is not there yet: these steps come before anything is made. */
function standsOnNew(replaced: readonly Replaced[], current: DatabaseSchema, target: DatabaseSchema): boolean {
  const needed = replaced.flatMap(({ table, to }) => columnNeeds(nameOf(table), to)).map(objectKey);
  if (needed.length === 0) return false;
  const there = new Set(objectsOf(current).map(objectKey));
  return objectsOf(target)
    .map(objectKey)
    .some((key) => needed.includes(key) && !there.has(key));
}

/** What the tables themselves hold is made again from the target. */
function isOwnKind(kind: string): boolean {
  return ['primaryKey', 'unique', 'foreignKey', 'index', 'check', 'exclusion', 'sequence'].includes(kind);
}

interface Link {
  readonly table: Table;
  readonly key: ForeignKey;
}

/** Foreign keys that start from one of the columns or point at it. */
function linksOn(replaced: readonly Replaced[], current: DatabaseSchema): readonly Link[] {
  return current.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) =>
        replaced.some(({ table: own, from }) => {
          const starts = own === table && key.columns.includes(from.name);
          return (
            starts || (nameKey(key.references.table) === nameKey(own) && key.references.columns.includes(from.name))
          );
        }),
      )
      .map((key) => ({ table, key })),
  );
}

/** Constraints that do not go with a column that only their predicate speaks of. */
function inTheWay(replaced: readonly Replaced[]): readonly Operation[] {
  return [...new Set(replaced.map(({ table }) => table))].flatMap((table) =>
    table.exclusions
      .filter(({ definition }) => replaced.some((one) => one.table === table && mentions(definition, one.from.name)))
      .map((exclusion) => dropConstraint(nameOf(table), exclusion)),
  );
}

function addBeside({ table, to, temporary, parent }: Replaced): Operation {
  const column = parent === null ? to : { ...linked(to), notNull: false };
  return { kind: 'addColumn', table: nameOf(table), column: { ...column, name: temporary, comment: null } };
}

/** A link is filled with what it points at; what fills it otherwise comes afterwards. */
function linked(column: Column): Column {
  return { ...column, default: null, serial: null, identity: null };
}

function fillAndRequire({ table, from, to, temporary, parent }: Replaced): readonly Operation[] {
  if (parent === null) return [];
  const [own, old] = [quoteIdentifier(temporary), quoteIdentifier(from.name)];
  const [theirs, key] = [quoteIdentifier(parent.temporary), quoteIdentifier(parent.from.name)];
  const sql = `UPDATE ${quoteName(table)} AS child SET ${own} = parent.${theirs} FROM ${quoteName(parent.table)} AS parent WHERE parent.${key} = child.${old}`;
  const fill = fillRows(table, sql);
  if (!requires({ from, to })) return fill;
  return [
    ...fill,
    { kind: 'alterColumn', table: nameOf(table), name: temporary, changes: { notNull: { from: false, to: true } } },
  ];
}

/** Where rows may have no link, a column that becomes required is for a person to fill. */
function requires({ from, to }: Pick<Replaced, 'from' | 'to'>): boolean {
  return from.notNull && to.notNull;
}

/** The new columns under the old names; constraints and indexes that went with the old ones are no longer there. */
function afterwards(current: DatabaseSchema, replaced: readonly Replaced[], links: readonly Link[]): DatabaseSchema {
  const gone = new Set(links.map(({ key }) => key));
  const tables = current.tables.map((table) => {
    const own = replaced.filter((one) => one.table === table);
    const foreignKeys = table.foreignKeys.filter((key) => !gone.has(key));
    if (own.length === 0) return foreignKeys.length === table.foreignKeys.length ? table : { ...table, foreignKeys };
    return { ...withoutColumns(table, own), foreignKeys };
  });
  return { ...current, tables };
}

function withoutColumns(table: Table, own: readonly Replaced[]): Table {
  const names = own.map(({ from }) => from.name);
  const touches = (columns: readonly string[], texts: readonly (string | null)[]): boolean =>
    names.some((name) => columns.includes(name) || texts.some((text) => text !== null && mentions(text, name)));
  return {
    ...table,
    columns: table.columns.map((column) => {
      const one = own.find(({ from }) => from === column);
      return one === undefined ? column : newColumn(one);
    }),
    primaryKey: table.primaryKey !== null && touches(table.primaryKey.columns, []) ? null : table.primaryKey,
    uniques: table.uniques.filter((unique) => !touches([...unique.columns, ...unique.include], [])),
    checks: table.checks.filter((check) => !touches([], [check.expression])),
    exclusions: table.exclusions.filter((exclusion) => !touches([], [exclusion.definition])),
    indexes: table.indexes.filter(
      (index) =>
        !touches(
          [...index.keys.flatMap((key) => key.column ?? []), ...index.include],
          [index.predicate, ...index.keys.map((key) => key.expression)],
        ),
    ),
  };
}

/** As `addBeside` and `fillAndRequire` leave it. */
function newColumn({ from, to, parent }: Replaced): Column {
  if (parent === null) return { ...to, comment: null };
  return { ...linked(to), notNull: requires({ from, to }), comment: null };
}

function besideName(table: Table, after: Table, name: string): string {
  const taken = new Set([...table.columns, ...after.columns].map((column) => column.name));
  const beside = `${clipBytes(name, 58)}_new`;
  return taken.has(beside) ? `${beside}2` : beside;
}

function keyOf({ table, from }: Replaced): string {
  return objectKey(objectName('column', table.schema, from.name, table.name));
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}
