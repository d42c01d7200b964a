/**
 * Several entities on one table become one table. What they say alike is one thing; where they differ the later wins, with a
 * warning that names both.
 */
import { objectName } from '../schema/names';
import type { ConstraintKind, ObjectKind, Table } from '../schema/types';
import type { ModelContext } from './context';

export interface DeclaredTable {
  readonly table: Table;
  /** The class, for people. */
  readonly entity: string;
}

interface Named {
  readonly name: string;
}

/** Joins the declarations of one table, in the order of the entities. */
export function mergeTables(first: DeclaredTable, second: DeclaredTable, context: ModelContext): DeclaredTable {
  const entities = [first.entity, second.entity] as const;
  const merge = <Item extends Named>(kind: ObjectKind, one: readonly Item[], other: readonly Item[]): readonly Item[] =>
    mergeByName([...one, ...other], (name) => {
      const object = objectName(kind, first.table.schema, name, first.table.name);
      context.warn({
        code: 'TWO_ENTITIES_CONFLICT',
        message: conflict(entities, kind, first.table.name, name),
        object,
      });
    });
  const [one, other] = [first.table, second.table];
  const table: Table = {
    ...one,
    columns: merge('column', one.columns, other.columns),
    primaryKey: merge('primaryKey', listOf(one.primaryKey), listOf(other.primaryKey)).at(-1) ?? null,
    uniques: merge('unique', one.uniques, other.uniques),
    checks: merge('check', one.checks, other.checks),
    exclusions: merge('exclusion', one.exclusions, other.exclusions),
    foreignKeys: merge('foreignKey', one.foreignKeys, other.foreignKeys),
    indexes: merge('index', one.indexes, other.indexes),
    comment: other.comment ?? one.comment,
  };
  return { table, entity: `${first.entity}, ${second.entity}` };
}

/** Each name once, at its first place; of unlike things under one name the last, after `onConflict`. */
export function mergeByName<Item extends Named>(
  items: readonly Item[],
  onConflict: (name: string) => void,
): readonly Item[] {
  const merged = new Map<string, Item>();
  for (const item of items) {
    const before = merged.get(item.name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(item)) onConflict(item.name);
    merged.set(item.name, item);
  }
  return [...merged.values()];
}

const WORDS: Readonly<Partial<Record<ObjectKind, string>>> = {
  primaryKey: 'primary key',
  foreignKey: 'foreign key',
} satisfies Partial<Record<ConstraintKind, string>>;

function conflict(entities: readonly [string, string], kind: ObjectKind, table: string, name: string): string {
  return `${entities[0]} and ${entities[1]} both declare ${WORDS[kind] ?? kind} ${table}.${name}, and differ; the later is taken`;
}

function listOf<Item>(item: Item | null): readonly Item[] {
  return item === null ? [] : [item];
}
