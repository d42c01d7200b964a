/**
 * TypeORM's metadata → `ModelSchema`: what the entity decorators want, read without a connection. The one entry to this folder. It
 * never connects, never runs SQL, and leaves the given DataSource as it is.
 */
import type { DataSource } from 'typeorm';
import { EMPTY_SCHEMA } from '../schema/empty';
import { byCodeUnit, byName, objectKey, objectName } from '../schema/names';
import type { ModelSchema, ModelWarning, Origin } from '../schema/model';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import type { ModelContext } from './context';
import { mergeEnums } from './enums';
import { readExtensions } from './extensions';
import { buildMetadata, type Metadata } from './metadata';
import { readJunctions, readRenames } from './renames';
import { readTables } from './tables';
import { readViews } from './views';

/**
 * Reads what a DataSource declares: classes, EntitySchemas and globs, of TypeORM 0.3.20 and later or 1.x.
 * @param dataSource initialised or not; its options, metadata and connections stay as they are
 * @param options.defaultSchema where tables without a schema lie
 * @returns the schema that the entities want. Expressions are as written; names as TypeORM gives them, cut to 63 bytes
 * @throws NotPostgresError, NoEntitiesError, ModelUnreadableError (which entity, which property, why)
 */
export async function readModel(dataSource: DataSource, options: { defaultSchema: string }): Promise<ModelSchema> {
  const metadata = await buildMetadata(dataSource);
  const warnings = new Map<string, ModelWarning>();
  const context = contextOf(metadata, options.defaultSchema, (warning) => {
    warnings.set(`${warning.code} ${warning.message}`, warning);
  });
  const tables = readTables(metadata.entities, context);
  const views = readViews(metadata, context);
  const enums = mergeEnums(tables.enums, context);
  const schema: Omit<DatabaseSchema, 'namespaces'> = {
    ...EMPTY_SCHEMA,
    extensions: readExtensions(tables.tables, metadata.options.extensions),
    enums: enums.map(({ type }) => type).sort(byName),
    tables: [...tables.tables].sort(byName),
    views: [...views.views].sort(byName),
    dependencies: views.dependencies,
  };
  const ofEnums = enums.map(({ type, entity, property }): readonly [ObjectName, Origin] => [
    objectName('enum', type.schema, type.name),
    { entity, property, file: null },
  ]);
  return {
    schema: { ...schema, namespaces: namespacesOf(schema, options.defaultSchema) },
    ignored: [...tables.ignored, ...views.ignored],
    origins: new Map(
      [...tables.origins, ...views.origins, ...ofEnums].map(([object, origin]) => [objectKey(object), origin]),
    ),
    warnings: [...warnings.values()],
    renames: readRenames(metadata.entities, metadata.dataSource, context),
    junctions: readJunctions(metadata.entities, metadata.dataSource, context),
    entityCount: metadata.entities.filter((entity) => !entity.isJunction).length,
  };
}

function contextOf(metadata: Metadata, defaultSchema: string, warn: ModelContext['warn']): ModelContext {
  return {
    defaultSchema,
    driver: metadata.dataSource.driver,
    uuidDefault: metadata.options.uuidExtension === 'pgcrypto' ? 'gen_random_uuid()' : 'uuid_generate_v4()',
    primaryKeyName: metadata.primaryKeyName,
    warn,
  };
}

function namespacesOf(schema: Omit<DatabaseSchema, 'namespaces'>, defaultSchema: string): DatabaseSchema['namespaces'] {
  const used = [...schema.tables, ...schema.views, ...schema.enums].map((object) => object.schema);
  return [...new Set([defaultSchema, ...used])].sort(byCodeUnit).map((name) => ({ name, comment: null }));
}
