/**
 * What stays, but must be taken down and put back because something beneath it changes: PostgreSQL refuses to alter or drop what
 * something else depends on. Says which objects these are; the files of their kinds make the operations.
 */
import type { Pair } from '../operations/operation';
import { canBeTakenDown } from '../operations/other-objects';
import { nameKey, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, ObjectName, QualifiedName, Table } from '../schema/types';
import type { Rebuilds, RebuildSides } from './rebuild-set';
import { columnsReplaced } from './replaced-columns';
import { rebuiltForeignKeys, rebuiltKeys, retypedColumns } from './rebuilt-keys';
import { constraintName, matchConstraints } from './constraints';
import { pairUp } from './equal';
import { tablesBeneath } from './inheritance';
import { indexName, matchIndexes } from './indexes';
import { mentions } from './sql-tokens';

/** @param changedViews `nameKey` of views that are dropped, or dropped and created, for their own sake. */
export function findRebuilds(sides: RebuildSides, changedViews: ReadonlySet<string>): Rebuilds {
  const tables = pairUp(sides.current.tables, sides.target.tables, nameKey);
  // A table taken over as it is stays the same object, so that ten thousand of them cost nothing here.
  const altered = tables.kept.filter(({ from, to }) => from !== to || sides.replacedEnums.size > 0);
  const replaced = columnsReplaced(altered, sides.replacedEnums, sides.current);
  const keys = new Set<string>();
  for (const pair of altered) {
    rebuiltIndexes(pair, replaced, sides.replacedEnums, keys);
    rebuiltConstraints(pair, replaced, sides.replacedEnums, keys);
  }
  if (altered.length > 0) rebuiltKeys(altered, sides, keys);
  if (altered.length > 0) rebuiltForeignKeys(tables.kept, keys, sides.replacedEnums);
  for (const key of dependentsOf(touched(tables, replaced, sides), changedViews, sides.current)) keys.add(key);
  return {
    none: keys.size === 0 && replaced.size === 0,
    has: (key) => keys.has(key),
    isReplaced: (table, column) => replaced.has(columnKey(table, column)),
  };
}

function columnKey(table: QualifiedName, column: string): string {
  return objectKey(objectName('column', table.schema, column, table.name));
}

function rebuiltIndexes(
  pair: Pair<Table>,
  replaced: ReadonlySet<string>,
  enums: ReadonlySet<string>,
  keys: Set<string>,
): void {
  for (const { from } of [...matchIndexes(pair).same, ...matchIndexes(pair).renamed]) {
    const texts = [...from.keys.map((key) => key.expression), from.predicate].filter((text) => text !== null);
    const named = [...from.keys.map((key) => key.column).filter((column) => column !== null), ...from.include];
    if (mustGo(pair.from, named, texts, replaced, enums) || isRespelled(pair, named, texts, enums)) {
      keys.add(objectKey(indexName(pair.from, from)));
    }
  }
}

function rebuiltConstraints(
  pair: Pair<Table>,
  replaced: ReadonlySet<string>,
  enums: ReadonlySet<string>,
  keys: Set<string>,
): void {
  const matching = matchConstraints(pair);
  // What changes may do so in place: then it is taken down for what is beneath it all the same.
  for (const { from } of [...matching.same, ...matching.renamed, ...matching.changed]) {
    const texts = from.kind === 'check' ? [from.expression] : from.kind === 'exclusion' ? [from.definition] : [];
    const include = from.kind === 'primaryKey' || from.kind === 'unique' ? from.include : [];
    const named = 'columns' in from ? [...from.columns, ...include] : [];
    if (mustGo(pair.from, named, texts, replaced, enums) || isRespelled(pair, named, texts, enums)) {
      keys.add(objectKey(constraintName(pair.from, from)));
    }
  }
}

/** Whether it stands on a column that is dropped and added, or has a text in which a value of a swapped enum may stand. */
function mustGo(
  table: Table,
  named: readonly string[],
  texts: readonly string[],
  replaced: ReadonlySet<string>,
  enums: ReadonlySet<string>,
): boolean {
  return table.columns.some((column) => {
    const inText = texts.some((text) => mentions(text, column.name));
    if (replaced.has(columnKey(table, column.name))) return inText || named.includes(column.name);
    return inText && enums.has(nameKey(column.type));
  });
}

/**
 * Where the type of a column changes, PostgreSQL makes what stands on it anew from its own print, which reads back otherwise where an
 * array is cast as a whole (`operations/printed-sql.ts`): what is made by us reads back the same.
 */
function isRespelled(
  pair: Pair<Table>,
  named: readonly string[],
  texts: readonly string[],
  enums: ReadonlySet<string>,
): boolean {
  if (!texts.some((text) => text.includes('(ARRAY['))) return false;
  return [...retypedColumns(pair, enums)].some(
    (column) => named.includes(column) || texts.some((text) => mentions(text, column)),
  );
}

/** Keys of the columns and tables beneath which nothing may stand while they change. */
function touched(
  tables: ReturnType<typeof pairUp<Table>>,
  replaced: ReadonlySet<string>,
  sides: RebuildSides,
): ReadonlySet<string> {
  const keys = new Set(replaced);
  for (const table of tables.dropped) {
    keys.add(objectKey(objectName('table', table.schema, table.name)));
    for (const column of table.columns) keys.add(columnKey(table, column.name));
  }
  const beneath = tablesBeneath(tables.kept);
  for (const pair of tables.kept) {
    if (pair.from === pair.to && sides.replacedEnums.size === 0) continue;
    const { dropped } = pairUp(pair.from.columns, pair.to.columns, (column) => column.name);
    const retyped = retypedColumns(pair, sides.replacedEnums);
    for (const column of dropped) keys.add(columnKey(pair.from, column.name));
    for (const name of retyped) keys.add(columnKey(pair.from, name));
    if (dropped.length === 0 && retyped.size === 0) continue;
    // What happens to a column happens to those beneath, but to one that a child has as its own when its parent's goes.
    for (const { from, to } of beneath(pair)) {
      for (const { name } of dropped) {
        if (!to.columns.some((column) => column.name === name)) keys.add(columnKey(from, name));
      }
      for (const name of retyped) keys.add(columnKey(from, name));
    }
  }
  for (const key of sides.replacedEnums) {
    const [schema = '', name = ''] = key.split('\u0000');
    keys.add(objectKey(objectName('enum', schema, name)));
  }
  return keys;
}

/** Views, and what else can be made again, over the touched objects and over one another. */
function dependentsOf(
  start: ReadonlySet<string>,
  changedViews: ReadonlySet<string>,
  current: DatabaseSchema,
): ReadonlySet<string> {
  const found = new Set<string>();
  if (start.size === 0 && changedViews.size === 0) return found;
  const byReferenced = new Map<string, ObjectName[]>();
  const file = (key: string, dependent: ObjectName): void => {
    const dependents = byReferenced.get(key);
    if (dependents === undefined) byReferenced.set(key, [dependent]);
    else dependents.push(dependent);
  };
  for (const { dependent, referenced } of current.dependencies) {
    file(objectKey(referenced), dependent);
    // A view is depended upon as a whole, whether the catalog names the view or one of its columns.
    file(`view ${relationKey(referenced)}`, dependent);
  }
  // What lives on a view goes with it, whether or not it says that it depends on it.
  for (const other of current.others) {
    if (other.table !== null) file(`view ${relationKey(other)}`, other);
  }
  const queue: string[] = [...start, ...[...changedViews].map((key) => `view ${key}`)];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const dependent of byReferenced.get(key) ?? []) {
      const isView = dependent.kind === 'view' || dependent.kind === 'materializedView';
      const dependentKey = objectKey(dependent);
      if (found.has(dependentKey) || (!isView && !canBeTakenDown(dependent.kind))) continue;
      found.add(dependentKey);
      queue.push(isView ? `view ${nameKey(dependent)}` : dependentKey);
    }
  }
  return found;
}

function relationKey(object: ObjectName): string {
  return nameKey({ schema: object.schema, name: object.table ?? object.name });
}
