/**
 * What entities say of their earlier names (`@RenamedFrom`), as names of tables, columns and labels. A column may be said by the name
 * that it had or by that of its property: what TypeORM would call it then comes second. It must never decide whether there is anything to rename.
 */
import type { DataSource, EntityMetadata } from 'typeorm';
import { saidRenames, type SaidRename } from '../renamed-from';
import type { DeclaredRename, Origin } from '../schema/model';
import type { QualifiedName } from '../schema/types';
import { columnsOf } from './columns';
import { entityOf, schemaOf, tableName, type ModelContext } from './context';
import type { ColumnMetadata } from './metadata';
import { identifier } from './names';
import { isTable } from './tables';

type Context = Pick<ModelContext, 'defaultSchema'>;

/** Those of the entities of one DataSource; others may have been loaded in the same process. */
export function readRenames(
  entities: readonly EntityMetadata[],
  dataSource: DataSource,
  context: Context,
): readonly DeclaredRename[] {
  const said = saidRenames();
  if (said.length === 0) return [];
  return entities
    .filter((entity) => isTable(entity) && entity.synchronize)
    .flatMap((entity) => [
      ...renamesOfTable(entity, said, dataSource, context),
      ...columnsOf(entity).flatMap((column) => renamesOfColumn(column, entity, said, dataSource, context)),
    ]);
}

/** The tables of links whose names the naming strategy made: they follow the tables that they join. */
export function readJunctions(
  entities: readonly EntityMetadata[],
  { namingStrategy }: DataSource,
  context: Context,
): readonly QualifiedName[] {
  return entities.flatMap((entity) => {
    const ofRelations = entity.ownRelations.flatMap((relation) => {
      const junction = relation.isManyToManyOwner ? relation.junctionEntityMetadata : undefined;
      if (junction === undefined) return [];
      const { entityMetadata: one, inverseEntityMetadata: other, inverseRelation } = relation;
      const derived = namingStrategy.joinTableName(
        one.tableNameWithoutPrefix,
        other.tableNameWithoutPrefix,
        relation.propertyPath,
        inverseRelation?.propertyName ?? '',
      );
      return derived === junction.tableNameWithoutPrefix ? [tableName(junction, context)] : [];
    });
    const closure = entity.closureJunctionTable;
    const isDerived =
      closure?.tableNameWithoutPrefix === namingStrategy.closureJunctionTableName(entity.tableNameWithoutPrefix);
    return isDerived && closure !== undefined ? [...ofRelations, tableName(closure, context)] : ofRelations;
  });
}

function renamesOfTable(
  entity: EntityMetadata,
  said: readonly SaidRename[],
  { namingStrategy, options }: DataSource,
  context: Context,
): readonly DeclaredRename[] {
  const own = said.filter(({ target, property }) => property === null && isEntity(target, entity.target));
  if (own.length === 0 || entity.isJunction) return [];
  const table = tableName(entity, context);
  const names = (name: string): readonly string[] => {
    const derived = namingStrategy.tableName(name, undefined);
    const prefix = options.entityPrefix ?? '';
    return [name, derived, ...(prefix === '' ? [] : [namingStrategy.prefixTableName(prefix, name)])];
  };
  const from = own.flatMap(({ from: { name, schema } }) =>
    (name === undefined ? [table.name] : names(name)).map((each): QualifiedName => ({
      schema: schema ?? schemaOf(entity, context),
      name: identifier(each),
    })),
  );
  return [{ kind: 'table', table, from, origin: originOf(entity, null, null) }];
}

function renamesOfColumn(
  column: ColumnMetadata,
  entity: EntityMetadata,
  said: readonly SaidRename[],
  dataSource: DataSource,
  context: Context,
): readonly DeclaredRename[] {
  const own = said.filter(({ target, property }) => property !== null && speaksOf(target, property, column));
  if (own.length === 0) return [];
  const table = tableName(entity, context);
  const name = identifier(column.databaseName);
  const from = own.flatMap(({ from: { name: earlier } }) =>
    earlier === undefined ? [] : namesOf(column, earlier, dataSource),
  );
  const origin = originOf(entity, column, own[0]?.property ?? null);
  const labels = own.flatMap(({ from: { labels: earlier = {} } }) => Object.entries(earlier));
  return [
    ...(from.length === 0 ? [] : [{ kind: 'column' as const, table, name, from: from.map(identifier), origin }]),
    ...labels.map(([label, before]) => ({
      kind: 'enumValue' as const,
      table,
      column: name,
      label,
      from: before,
      origin,
    })),
  ];
}

/** As it was said, and as TypeORM would call the column of a property or of a relation with that name. */
function namesOf(column: ColumnMetadata, earlier: string, { namingStrategy }: DataSource): readonly string[] {
  const { referencedColumn } = column;
  const derived =
    column.isVirtual && referencedColumn !== undefined
      ? namingStrategy.joinColumnName(earlier, referencedColumn.propertyName)
      : namingStrategy.columnName(earlier, '', column.embeddedMetadata?.parentPrefixes ?? []);
  return [earlier, derived];
}

/** A relation speaks of the column that it makes. */
function speaksOf(target: object, property: string, column: ColumnMetadata): boolean {
  const relation = column.isVirtual ? column.relationMetadata : undefined;
  const own = relation === undefined ? column : relation;
  return own.propertyName === property && isSame(target, own.target);
}

/** As `isEntity`, or a class that extends what was said: properties are inherited. */
function isSame(said: object, target: unknown): boolean {
  if (isEntity(said, target)) return true;
  if (typeof said !== 'function' || typeof target !== 'function') return false;
  return isObject(said.prototype) && isInstance(said.prototype, target.prototype);
}

/** A class goes by itself, an EntitySchema by its class or its name. */
function isEntity(said: object, target: unknown): boolean {
  if (typeof said === 'function') return said === target;
  const options: unknown = Reflect.get(said, 'options');
  if (!isObject(options)) return false;
  return (Reflect.get(options, 'target') ?? Reflect.get(options, 'name')) === target;
}

function isInstance(of: object, prototype: unknown): boolean {
  return isObject(prototype) && Object.prototype.isPrototypeOf.call(of, prototype);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function originOf(entity: EntityMetadata, column: ColumnMetadata | null, property: string | null): Origin {
  return { entity: entityOf(entity, column), property, file: null };
}
