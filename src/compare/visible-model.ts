/**
 * The part of a model that patterns let be seen. What they hide is not compared, whichever side it is on: it is neither made nor changed.
 * Never looks at the database.
 */
import type { ModelSchema } from '../schema/model';
import { nameKey, objectName } from '../schema/names';
import type { Constraint, DatabaseSchema, Index, ObjectName, Table, View } from '../schema/types';
import { typesInUse } from './reconcile-columns';
import { seesAll } from './reconcile-options';

type IsVisible = (object: ObjectName) => boolean;

/** A model of which all is seen comes back as it is, table by table: what is settled of a table is known by its identity. */
export function visibleModel({ schema }: ModelSchema, isVisible: IsVisible): DatabaseSchema {
  if (isVisible === seesAll) return schema;
  const tables = visibleTables(schema.tables, isVisible);
  const views = schema.views.filter((view) => isVisible(viewObject(view)));
  if (tables === schema.tables && views.length === schema.views.length) return schema;
  // A type is there for the columns that have it, and a schema for what lies in it.
  const used = typesInUse(tables);
  const enums = schema.enums.filter((type) => used.has(nameKey(type)));
  const everything = new Set([...schema.tables, ...schema.views, ...schema.enums].map((object) => object.schema));
  const seen = new Set([...tables, ...views, ...enums].map((object) => object.schema));
  return {
    ...schema,
    namespaces: schema.namespaces.filter(({ name }) => seen.has(name) || !everything.has(name)),
    enums,
    tables,
    views,
  };
}

function viewObject(view: View): ObjectName {
  return objectName(view.materialized ? 'materializedView' : 'view', view.schema, view.name);
}

/** The same list where nothing is hidden. */
function visibleTables(tables: readonly Table[], isVisible: IsVisible): readonly Table[] {
  const seen = tables
    .filter((table) => isVisible(objectName('table', table.schema, table.name)))
    .map((table) => visibleTable(table, isVisible));
  return seen.length === tables.length && seen.every((table, at) => table === tables[at]) ? tables : seen;
}

function visibleTable(table: Table, isVisible: IsVisible): Table {
  const isSeen = ({ kind, name }: { readonly kind: ObjectName['kind']; readonly name: string }): boolean =>
    isVisible(objectName(kind, table.schema, name, table.name));
  const constraints = <Item extends Constraint>(items: readonly Item[]): readonly Item[] => items.filter(isSeen);
  const columns = table.columns.filter(({ name }) => isSeen({ kind: 'column', name }));
  const parts = {
    columns,
    primaryKey: table.primaryKey !== null && isSeen(table.primaryKey) ? table.primaryKey : null,
    uniques: constraints(table.uniques),
    checks: constraints(table.checks),
    exclusions: constraints(table.exclusions),
    foreignKeys: constraints(table.foreignKeys),
    indexes: table.indexes.filter(({ name }: Index) => isSeen({ kind: 'index', name })),
  };
  return sizeOf(parts) === sizeOf(table) ? table : { ...table, ...parts };
}

type Parts = Pick<Table, 'columns' | 'primaryKey' | 'uniques' | 'checks' | 'exclusions' | 'foreignKeys' | 'indexes'>;

function sizeOf({ columns, primaryKey, uniques, checks, exclusions, foreignKeys, indexes }: Parts): number {
  const lists = [columns, uniques, checks, exclusions, foreignKeys, indexes];
  return lists.reduce((sum, list) => sum + list.length, primaryKey === null ? 0 : 1);
}
