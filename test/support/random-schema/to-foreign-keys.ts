/** The foreign keys of a plan: those that find a key of as many columns, of types that can be compared. */
import { nameKey } from '../../../src/schema/names';
import { sameType } from '../../../src/schema/type-name';
import type { Column, ForeignKey, Table } from '../../../src/schema/types';
import * as build from '../schema-builders';
import type { ForeignKeyPlan, TablePlan } from './plan';
import { distinct, timingOf } from './scope';

export function toForeignKeys(plan: TablePlan, tables: readonly Table[], major: number): readonly ForeignKey[] {
  const own = tables.find((each) => nameKey(each) === nameKey(plan));
  if (own === undefined) return [];
  const taken = [own.primaryKey, ...own.uniques, ...own.checks, ...own.exclusions].map((each) => each?.name);
  return distinct(plan.foreignKeys)
    .filter(({ name }) => !taken.includes(name))
    .flatMap((key) => toForeignKey(key, own, tables, major));
}

function toForeignKey(
  plan: ForeignKeyPlan,
  own: Table,
  tables: readonly Table[],
  major: number,
): readonly ForeignKey[] {
  const referenced = tables.find((each) => nameKey(each) === nameKey(plan.table));
  if (referenced === undefined) return [];
  // PostgreSQL: what is logged cannot refer to what is not.
  if (referenced.unlogged && !own.unlogged) return [];
  const keys = keysOf(referenced);
  const columns = [...new Set(plan.columns)];
  const target = keys[plan.key % Math.max(keys.length, 1)];
  if (target === undefined || target.length !== columns.length) return [];
  const pairs = columns.map((name, index) => [find(own, name), find(referenced, target[index] ?? '')] as const);
  if (!pairs.every(([from, to]) => from !== null && to !== null && fit(from, to))) return [];
  const { onDelete, onUpdate, comment, validated } = plan;
  const setsSome = (onDelete === 'SET NULL' || onDelete === 'SET DEFAULT') && plan.firstColumnOnly && major >= 15;
  return [
    build.foreignKey(
      plan.name,
      columns,
      { table: { schema: referenced.schema, name: referenced.name }, columns: target },
      {
        onDelete,
        onUpdate,
        onDeleteColumns: setsSome ? columns.slice(0, 1) : null,
        match: plan.full ? 'FULL' : 'SIMPLE',
        timing: timingOf(plan.timing),
        validated,
        comment,
      },
    ),
  ];
}

/** Column lists that a foreign key may point at: nothing deferrable, nothing partial. */
function keysOf(table: Table): readonly (readonly string[])[] {
  const constraints = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.uniques];
  const plain = table.indexes.filter(
    ({ unique, predicate, keys }) =>
      unique &&
      predicate === null &&
      keys.every(({ column, opclass, collation }) => column !== null && opclass === null && collation === null),
  );
  const lists = [
    ...constraints.filter(({ timing }) => !timing.deferrable).map(({ columns }) => columns),
    ...plain.map(({ keys }) => keys.flatMap(({ column }) => column ?? [])),
  ];
  return lists.filter((list) => new Set(list).size === list.length);
}

function find(table: Table, name: string): Column | null {
  return table.columns.find((column) => column.name === name) ?? null;
}

const COMPARABLE: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint'],
  ['text', 'character varying'],
];

function fit(from: Column, to: Column): boolean {
  // PostgreSQL finds no operator between some arrays for a foreign key ("cannot determine element type of anyarray").
  if (from.generated !== null || from.type.dimensions > 0) return false;
  if (sameType(from.type, to.type)) return true;
  if (from.type.dimensions > 0 || to.type.dimensions > 0) return false;
  return COMPARABLE.some((words) => words.includes(from.type.name) && words.includes(to.type.name));
}
