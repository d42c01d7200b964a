/**
 * Tables: of entities, junctions and closures. A single-table inheritance is one table, read from its parent. Views are in
 * `views.ts`. What is `synchronize: false` is named and left alone.
 */
import type { EntityMetadata } from 'typeorm';
import { byCodeUnit, nameKey, objectName } from '../schema/names';
import type { Origin } from '../schema/model';
import type { ObjectKind, ObjectName, Table } from '../schema/types';
import { columnsOf, readColumn } from './columns';
import { readCheck, readExclusion, readForeignKey, readPrimaryKey, readUnique, withoutRedundant } from './constraints';
import { entityOf, tableName, type ModelContext } from './context';
import { readEnum, type DeclaredEnum } from './enums';
import { ignoredIndexName, readIndex } from './indexes';
import { mergeByName, mergeTables, type DeclaredTable } from './merge';
import type { ColumnMetadata } from './metadata';
import { identifier } from './names';

export interface ModelTables {
  readonly tables: readonly Table[];
  readonly enums: readonly DeclaredEnum[];
  readonly ignored: readonly ObjectName[];
  readonly origins: readonly (readonly [ObjectName, Origin])[];
}

/** Whether the metadata stands for a table of its own. */
export function isTable({ tableType }: EntityMetadata): boolean {
  return tableType !== 'view' && tableType !== 'entity-child';
}

export function readTables(entities: readonly EntityMetadata[], context: ModelContext): ModelTables {
  const declared = new Map<string, DeclaredTable>();
  const made = entities.filter((entity) => isTable(entity) && entity.synchronize);
  for (const entity of made) {
    const one: DeclaredTable = { table: readTable(entity, context), entity: entityOf(entity, null) };
    const key = nameKey(one.table);
    const before = declared.get(key);
    declared.set(key, before === undefined ? one : mergeTables(before, one, context));
  }
  const others = entities.filter((entity) => isTable(entity) && !entity.synchronize);
  return {
    tables: [...declared.values()].map(({ table }) => settled(table)),
    enums: made.flatMap((entity) => columnsOf(entity).flatMap((column) => readEnum(column, entity, context) ?? [])),
    ignored: [
      ...others
        .map((entity) => tableName(entity, context))
        .filter((name) => !declared.has(nameKey(name)))
        .map((name) => objectName('table', name.schema, name.name)),
      ...made.flatMap((entity) => ignoredIndexes(entity, context)),
    ],
    origins: made.flatMap((entity) => originsOf(entity, context)),
  };
}

/** What one entity says of its table. */
function readTable(entity: EntityMetadata, context: ModelContext): Table {
  const columns = columnsOf(entity);
  const name = tableName(entity, context);
  const once = <Item extends { readonly name: string }>(kind: ObjectKind, items: readonly Item[]): readonly Item[] =>
    mergeByName(items, (twice) =>
      context.warn({
        code: 'DECLARED_TWICE',
        message: `${entityOf(entity, null)} declares ${kind} ${twice} twice, and differently; the later is taken`,
        object: objectName(kind, name.schema, twice, name.name),
      }),
    );
  return {
    ...name,
    kind: 'table',
    unlogged: false,
    inherits: [],
    partitionKey: null,
    storageParameters: {},
    rowSecurity: 'off',
    columns: columns.map((column) => readColumn(column, entity, context)),
    primaryKey: readPrimaryKey(entity, columns, context),
    uniques: once('unique', entity.uniques.map(readUnique)),
    checks: once('check', entity.checks.map(readCheck)),
    exclusions: once('exclusion', entity.exclusions.map(readExclusion)),
    foreignKeys: once(
      'foreignKey',
      entity.foreignKeys.map((key) => readForeignKey(key, context)),
    ),
    indexes: once(
      'index',
      entity.indices.flatMap((index) => readIndex(index) ?? []),
    ),
    comment: entity.comment ? entity.comment : null,
  };
}

/** Sorted, and without what PostgreSQL itself leaves out. */
function settled(table: Table): Table {
  return {
    ...table,
    uniques: sorted(withoutRedundant(table.primaryKey, table.uniques)),
    checks: sorted(table.checks),
    exclusions: sorted(table.exclusions),
    foreignKeys: sorted(table.foreignKeys),
    indexes: sorted(table.indexes),
  };
}

function sorted<Item extends { readonly name: string }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((one, other) => byCodeUnit(one.name, other.name));
}

function ignoredIndexes(entity: EntityMetadata, context: ModelContext): readonly ObjectName[] {
  const { schema, name } = tableName(entity, context);
  return entity.indices.flatMap((index) => {
    const ignored = ignoredIndexName(index);
    return ignored === null ? [] : [objectName('index', schema, ignored, name)];
  });
}

function originsOf(entity: EntityMetadata, context: ModelContext): readonly (readonly [ObjectName, Origin])[] {
  const { schema, name } = tableName(entity, context);
  const inside = (kind: ObjectKind, own: string, columns: readonly ColumnMetadata[]): readonly [ObjectName, Origin] => [
    objectName(kind, schema, identifier(own), name),
    originOf(entity, columns),
  ];
  return [
    [objectName('table', schema, name), originOf(entity, [])],
    ...columnsOf(entity).map((column) => inside('column', column.databaseName, [column])),
    ...entity.uniques.map((unique) => inside('unique', unique.name, unique.columns)),
    ...entity.checks.map((check) => inside('check', check.name, [])),
    ...entity.exclusions.map((exclusion) => inside('exclusion', exclusion.name, [])),
    ...entity.foreignKeys.map((key) => inside('foreignKey', key.name, key.columns)),
    ...entity.indices.filter((index) => index.synchronize).map((index) => inside('index', index.name, index.columns)),
  ];
}

/** The property where one column stands behind the thing; the relation where it made the column, or the whole junction table. */
function originOf(entity: EntityMetadata, columns: readonly ColumnMetadata[]): Origin {
  const [column] = entity.tableType === 'junction' ? entity.ownColumns : columns;
  const entityName = entityOf(entity, column ?? null);
  if (column === undefined || (columns.length > 1 && entity.tableType !== 'junction')) {
    return { entity: entityName, property: null, file: null };
  }
  const relation = column.isVirtual ? column.relationMetadata : undefined;
  return { entity: entityName, property: relation?.propertyPath ?? column.propertyPath, file: null };
}
