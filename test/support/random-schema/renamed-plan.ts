/** A plan in which something has another name, wherever it is spoken of. */
import type { Rename } from '../../../src/compare/rename';
import { nameKey } from '../../../src/schema/names';
import type { QualifiedName } from '../../../src/schema/types';
import type { SchemaPlan, TablePlan } from './plan';

export function renamedInPlan(plan: SchemaPlan, rename: Rename): SchemaPlan {
  switch (rename.kind) {
    case 'schema':
      return withSchema(plan, rename);
    case 'table': {
      const name = { schema: rename.toSchema ?? rename.table.schema, name: rename.to };
      return withNames(plan, ['table', 'like', 'from', 'join', 'owner', 'tables'], rename.table, name);
    }
    case 'enum':
      return withNames(plan, ['enum', 'enums'], rename.enum, { schema: rename.enum.schema, name: rename.to });
    case 'enumValue':
      return {
        ...plan,
        enums: plan.enums.map((each) =>
          nameKey(each) === nameKey(rename.enum)
            ? { ...each, labels: each.labels.map((label) => (label === rename.value ? rename.to : label)) }
            : each,
        ),
      };
    case 'column':
      return withColumn(plan, rename);
  }
}

function withSchema(plan: SchemaPlan, { name, to }: Extract<Rename, { kind: 'schema' }>): SchemaPlan {
  const moved = inSchema(plan, name, to);
  return { ...moved, namespaces: moved.namespaces.map((each) => (each.name === name ? { ...each, name: to } : each)) };
}

/** Everything that lies in one schema lies in another. */
function inSchema<T>(value: T, schema: string, to: string): T;
function inSchema(value: unknown, schema: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => inSchema(each, schema, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      field === 'schema' && inner === schema ? to : inSchema(inner, schema, to),
    ]),
  );
}

/** In these fields, and in the lists of that name, one name instead of another. */
function withNames<T>(value: T, fields: readonly string[], old: QualifiedName, name: QualifiedName): T;
function withNames(value: unknown, fields: readonly string[], old: QualifiedName, name: QualifiedName): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withNames(each, fields, old, name));
  if (typeof value !== 'object' || value === null) return value;
  const change = (each: unknown): unknown => (isNamed(each, old) ? { ...each, ...name } : each);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]): [string, unknown] => {
      const within: unknown = withNames(inner, fields, old, name);
      if (!fields.includes(field)) return [field, within];
      return [field, Array.isArray(within) ? within.map(change) : change(within)];
    }),
  );
}

function isNamed(value: unknown, { schema, name }: QualifiedName): value is object {
  if (typeof value !== 'object' || value === null || !('schema' in value) || !('name' in value)) return false;
  return value.schema === schema && value.name === name;
}

/** In the table itself, in what other columns and foreign keys say of it, and in views over it. */
function withColumn(plan: SchemaPlan, rename: Extract<Rename, { kind: 'column' }>): SchemaPlan {
  const is = (name: QualifiedName | null): boolean => name !== null && nameKey(name) === nameKey(rename.table);
  const to = (name: string): string => (name === rename.name ? rename.to : name);
  return {
    ...plan,
    sequences: plan.sequences.map((each) =>
      each.owner !== null && is(each.owner)
        ? { ...each, owner: { ...each.owner, column: to(each.owner.column) } }
        : each,
    ),
    tables: plan.tables.map((table) => {
      const own = is(table) ? ownColumn(table, to) : table;
      return { ...own, columns: own.columns.map((column) => ({ ...column, type: likeColumn(column.type, is, to) })) };
    }),
    views: plan.views.map((view) =>
      is(view.from)
        ? {
            ...view,
            columns: view.columns.map(to),
            where: view.where === null ? null : { ...view.where, column: to(view.where.column) },
          }
        : view,
    ),
  };
}

type ColumnType = TablePlan['columns'][number]['type'];

function likeColumn(type: ColumnType, is: (name: QualifiedName) => boolean, to: (name: string) => string): ColumnType {
  return 'like' in type && is(type.like) ? { like: { ...type.like, column: to(type.like.column) } } : type;
}

function ownColumn(table: TablePlan, to: (name: string) => string): TablePlan {
  const key = <T extends { readonly columns: readonly string[] }>(each: T): T => ({
    ...each,
    columns: each.columns.map(to),
  });
  const keyed = (each: TablePlan['uniques'][number]): TablePlan['uniques'][number] => ({
    ...key(each),
    include: each.include.map(to),
  });
  const on = <T extends { readonly column: string }>(each: T): T => ({ ...each, column: to(each.column) });
  const maybe = <T extends { readonly column: string }>(each: T | null): T | null => (each === null ? null : on(each));
  return {
    ...table,
    columns: table.columns.map((each) => ({ ...each, name: to(each.name), source: to(each.source) })),
    primaryKey: table.primaryKey === null ? null : keyed(table.primaryKey),
    uniques: table.uniques.map(keyed),
    checks: table.checks.map(on),
    exclusions: table.exclusions.map((each) => ({ ...on(each), where: maybe(each.where) })),
    foreignKeys: table.foreignKeys.map(key),
    indexes: table.indexes.map((each) => ({
      ...each,
      keys: each.keys.map(on),
      include: each.include.map(to),
      predicate: maybe(each.predicate),
    })),
  };
}
