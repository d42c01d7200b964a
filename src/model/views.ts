/**
 * Views and materialized views: the query as it was written, or as the query builder gives it, parameters put in as literals.
 * TypeORM declares the columns of a view only for reading, so they are not known here.
 */
import type { EntityMetadata } from 'typeorm';
import { byCodeUnit, nameKey, objectName } from '../schema/names';
import type { Origin } from '../schema/model';
import type { Dependency, ObjectName, View } from '../schema/types';
import { entityOf, tableName, type ModelContext } from './context';
import { ignoredIndexName, readIndex } from './indexes';
import type { Metadata } from './metadata';
import { inlineParameters } from './parameters';
import { isTable } from './tables';
import { refuse } from './unreadable';
import { viewDependencies } from './view-dependencies';

export interface ModelViews {
  readonly views: readonly View[];
  readonly dependencies: readonly Dependency[];
  readonly ignored: readonly ObjectName[];
  readonly origins: readonly (readonly [ObjectName, Origin])[];
}

export function readViews(metadata: Metadata, context: ModelContext): ModelViews {
  const all = metadata.entities.filter(({ tableType }) => tableType === 'view');
  const made = all.filter(({ synchronize }) => synchronize);
  const views = new Map(made.map((entity) => [entity, readView(entity, metadata, context)]));
  return {
    views: [...new Map([...views.values()].map((view) => [nameKey(view), view])).values()],
    dependencies: viewDependencies(views, (name) => targetOf(name, metadata, context), context.defaultSchema),
    ignored: [
      ...all.filter(({ synchronize }) => !synchronize).map((entity) => viewObject(entity, context)),
      ...made.flatMap((entity) => ignoredIndexes(entity, context)),
    ],
    origins: made.flatMap((entity) => originsOf(entity, context)),
  };
}

function readView(entity: EntityMetadata, metadata: Metadata, context: ModelContext): View {
  const materialized = isMaterialized(entity);
  const indexes = entity.indices.flatMap((index) => readIndex(index) ?? []);
  return {
    ...tableName(entity, context),
    materialized,
    definition: definitionOf(entity, metadata),
    columns: [],
    options: {},
    // PostgreSQL has indexes on materialized views only, and TypeORM passes over the others.
    indexes: materialized ? indexes.sort((one, other) => byCodeUnit(one.name, other.name)) : [],
    populated: true,
    comment: null,
  };
}

function definitionOf(entity: EntityMetadata, { dataSource }: Metadata): string {
  const { expression } = entity;
  if (typeof expression === 'string') return expression.trim();
  if (expression === undefined) {
    throw refuse(entity.name, null, 'the view has no expression', 'give @ViewEntity an `expression`');
  }
  try {
    const [sql, parameters]: [string, readonly unknown[]] = expression(dataSource).getQueryAndParameters();
    return inlineParameters(sql, parameters).trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(entity.name, 'expression', reason, 'write the value into the SQL of the view');
  }
}

/** What `dependsOn` names: a class, or the name of an entity. */
function targetOf(name: unknown, { entities }: Metadata, context: ModelContext): ObjectName | null {
  const entity = entities.find((one) => one.target === name || one.name === name || one.tableName === name);
  if (entity === undefined) return null;
  if (!isTable(entity)) return viewObject(entity, context);
  const table = tableName(entity, context);
  return objectName('table', table.schema, table.name);
}

function viewObject(entity: EntityMetadata, context: ModelContext): ObjectName {
  const { schema, name } = tableName(entity, context);
  return objectName(isMaterialized(entity) ? 'materializedView' : 'view', schema, name);
}

function isMaterialized(entity: EntityMetadata): boolean {
  return entity.tableMetadataArgs.materialized === true;
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
  const origin = { entity: entityOf(entity, null), property: null, file: null };
  return [
    [viewObject(entity, context), origin],
    ...entity.indices
      .flatMap((index) => readIndex(index) ?? [])
      .map((index): readonly [ObjectName, Origin] => [objectName('index', schema, index.name, name), origin]),
  ];
}
