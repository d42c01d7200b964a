/**
 * What a table takes along when it moves to another schema has names of that schema: an index, or a constraint that an index keeps, whose name
 * is taken there steps aside first. What the name is in the end is found by the comparison, which takes it from there.
 */
import type { Operation } from '../operations/operation';
import { nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, ObjectName, QualifiedName, Table } from '../schema/types';
import { constraintName, constraintsOf } from './constraints';
import { indexName } from './indexes';
import { mapObjects } from './rename-data';

interface Aside {
  readonly current: DatabaseSchema;
  readonly operations: readonly Operation[];
}

export function stepAside(current: DatabaseSchema, table: QualifiedName, to: QualifiedName): Aside {
  const moving = current.tables.find((one) => nameKey(one) === nameKey(table));
  if (moving === undefined || table.schema === to.schema) return { current, operations: [] };
  // One that has the very name goes before anything takes it.
  const others = current.tables.filter((one) => nameKey(one) !== nameKey(to));
  const taken = relationsIn({ ...current, tables: others }, to.schema);
  const own = relationsOf(moving);
  const known = new Set([...taken, ...own.map(({ name }) => name)]);
  const names = new Map(
    own
      .filter(({ name }) => taken.has(name))
      .map((object) => [objectKey(object), besideName(object.name, known)] as const),
  );
  if (names.size === 0) return { current, operations: [] };
  const renamed = (object: ObjectName): ObjectName => ({
    ...object,
    name: names.get(objectKey(object)) ?? object.name,
  });
  const tables = current.tables.map((one) => (one === moving ? withNames(one, renamed) : one));
  const operations = own.flatMap((object) => {
    const to = names.get(objectKey(object));
    return to === undefined ? [] : rename(table, object, to);
  });
  return { current: { ...mapObjects(current, renamed), tables }, operations };
}

function rename({ schema, name: of }: QualifiedName, { kind, name }: ObjectName, to: string): readonly Operation[] {
  const table = { schema, name: of };
  if (kind === 'index') return [{ kind: 'renameIndex', table, name, to }];
  if (kind !== 'primaryKey' && kind !== 'unique' && kind !== 'exclusion') return [];
  return [{ kind: 'renameConstraint', table, name, constraintKind: kind, to }];
}

/** The indexes of a table and the constraints that one keeps: only these have names of the schema. */
function relationsOf(table: Table): readonly ObjectName[] {
  const kept = constraintsOf(table).filter(({ kind }) => kind !== 'check' && kind !== 'foreignKey');
  return [
    ...kept.map((constraint) => constraintName(table, constraint)),
    ...table.indexes.map((index) => indexName(table, index)),
  ];
}

function relationsIn({ tables, views, sequences }: DatabaseSchema, schema: string): ReadonlySet<string> {
  const there = <T extends QualifiedName>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.schema === schema);
  const columns = tables.flatMap((table) => table.columns);
  const hidden = columns
    .flatMap(({ serial, identity }) => [serial, identity?.sequence ?? null])
    .filter((one) => one !== null);
  return new Set([
    ...[...there(tables), ...there(views), ...there(sequences), ...there(hidden)].map(({ name }) => name),
    ...there(tables)
      .flatMap(relationsOf)
      .map(({ name }) => name),
    ...there(views).flatMap(({ indexes }) => indexes.map(({ name }) => name)),
  ]);
}

/** Never longer than PostgreSQL allows; counts as taken from then on. */
function besideName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const beside = `${[...name].slice(0, 12).join('')}_stillhead${number === 1 ? '' : number}`;
    if (taken.has(beside)) continue;
    taken.add(beside);
    return beside;
  }
}

function withNames(table: Table, renamed: (object: ObjectName) => ObjectName): Table {
  const { primaryKey } = table;
  return {
    ...table,
    primaryKey: primaryKey === null ? null : { ...primaryKey, name: renamed(constraintName(table, primaryKey)).name },
    uniques: table.uniques.map((one) => ({ ...one, name: renamed(constraintName(table, one)).name })),
    exclusions: table.exclusions.map((one) => ({ ...one, name: renamed(constraintName(table, one)).name })),
    indexes: table.indexes.map((one) => ({ ...one, name: renamed(indexName(table, one)).name })),
  };
}
