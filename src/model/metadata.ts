/**
 * The door to TypeORM: builds the metadata of a DataSource without connecting and without changing it. Whatever differs between
 * TypeORM 0.3 and 1.x, and whatever is not in its public types, stands here. It never imports a value from `typeorm`: the user's
 * copy may be another than ours, so everything is reached through the user's own object.
 */
import type { DataSource, EntityMetadata } from 'typeorm';
import { NotPostgresError } from '../errors/loading';
import { NoEntitiesError } from '../errors/model';
import { unreadable } from './unreadable';

export type ColumnMetadata = EntityMetadata['columns'][number];
export type IndexMetadata = EntityMetadata['indices'][number];
export type UniqueMetadata = EntityMetadata['uniques'][number];
export type CheckMetadata = EntityMetadata['checks'][number];
export type ExclusionMetadata = EntityMetadata['exclusions'][number];
export type ForeignKeyMetadata = EntityMetadata['foreignKeys'][number];

/** `PostgresDataSourceOptions`, as far as they matter to a schema. */
export interface PostgresOptions {
  readonly uuidExtension: 'pgcrypto' | 'uuid-ossp';
  readonly extensions: readonly string[];
}

export interface Metadata {
  /** A DataSource whose metadata is built: for query builders and the driver's own normalisation, never to be connected. */
  readonly dataSource: DataSource;
  readonly entities: readonly EntityMetadata[];
  readonly options: PostgresOptions;
  readonly primaryKeyName: (entity: EntityMetadata, columns: readonly string[]) => string;
}

/**
 * The metadata of a DataSource, initialised or not.
 * @throws NotPostgresError, NoEntitiesError, ModelUnreadableError
 */
export async function buildMetadata(dataSource: DataSource): Promise<Metadata> {
  const { options } = dataSource;
  if (options.type !== 'postgres') throw new NotPostgresError(options.type);
  const twin = twinOf(dataSource, !dataSource.isInitialized);
  if (!dataSource.isInitialized) await build(twin, dataSource);
  const built = dataSource.isInitialized ? dataSource : twin;
  if (built.entityMetadatas.length === 0) throw new NoEntitiesError(globsOf(options.entities));
  return {
    dataSource: built,
    entities: built.entityMetadatas,
    options: {
      uuidExtension: options.uuidExtension ?? 'uuid-ossp',
      // Only TypeORM 1.x knows this option.
      extensions: options.extensions ?? [],
    },
    primaryKeyName: await primaryKeyNamer(twin, built.entityMetadatas),
  };
}

/** A DataSource of the same class and options that loads nothing but entities, prints nothing, and writes nothing if ever connected. */
function twinOf(dataSource: DataSource, withEntities: boolean): DataSource {
  const twin: unknown = Reflect.construct(typeormClassOf(dataSource), [
    {
      ...dataSource.options,
      ...(withEntities ? {} : { entities: [] }),
      subscribers: [],
      migrations: [],
      // Either would load a client of its own; the table of the cache is TypeORM's and no part of the model.
      cache: false,
      logging: false,
      logger: 'advanced-console',
      synchronize: false,
      dropSchema: false,
      migrationsRun: false,
    },
  ]);
  if (!isDataSource(twin)) throw new TypeError('the class of the data source does not make data sources');
  return twin;
}

/** TypeORM's own class behind the object: a subclass may have a constructor of another shape. */
function typeormClassOf(dataSource: DataSource): NewableFunction {
  for (let shape: unknown = dataSource; isObject(shape); shape = Object.getPrototypeOf(shape)) {
    const made: unknown = Reflect.get(shape, 'constructor');
    if (Object.hasOwn(shape, 'buildMetadatas') && typeof made === 'function') return made;
  }
  return dataSource.constructor;
}

async function build(twin: DataSource, original: DataSource): Promise<void> {
  const restore = rememberDataSources(original);
  try {
    if (!buildsMetadatas(twin)) throw new TypeError('this version of TypeORM has no DataSource.buildMetadatas');
    await twin.buildMetadatas();
  } catch (error) {
    throw unreadable(error);
  } finally {
    restore(twin);
  }
}

/**
 * Building metadata ties each class that extends BaseEntity to the twin. Afterwards each gets back what it had; a class that a glob
 * has just loaded belongs to the user's own DataSource, as it would after `initialize()`.
 */
function rememberDataSources(original: DataSource): (twin: DataSource) => void {
  const before = new Map<object, unknown>();
  for (const entity of listOf(original.options.entities)) {
    if (typeof entity === 'function') before.set(entity, Reflect.get(entity, 'dataSource'));
  }
  return (twin) => {
    for (const { target } of twin.entityMetadatas ?? []) {
      if (typeof target !== 'function' || Reflect.get(target, 'dataSource') !== twin) continue;
      Reflect.set(target, 'dataSource', before.has(target) ? before.get(target) : original);
    }
  };
}

/**
 * TypeORM names a primary key when it writes CREATE TABLE, and gives the naming strategy a `Table`. A strategy may ask
 * `instanceof Table`, so the Table must be of the user's own copy: the schema builder of that copy makes one, and its class makes the rest.
 */
async function primaryKeyNamer(
  twin: DataSource,
  entities: readonly EntityMetadata[],
): Promise<Metadata['primaryKeyName']> {
  const table = await tableClassOf(twin, entities);
  return (entity, columns) => {
    const schema = entity.schema === schemaOption(twin) ? undefined : entity.schema;
    const name = twin.driver.buildTableName(entity.tableName, schema, undefined);
    const made: unknown = table === null ? null : Reflect.construct(table, [{ name, schema: entity.schema }]);
    return twin.namingStrategy.primaryKeyName(isTable(made) ? made : entity.tableName, [...columns]);
  };
}

type Table = Exclude<Parameters<DataSource['namingStrategy']['primaryKeyName']>[0], string>;

async function tableClassOf(twin: DataSource, entities: readonly EntityMetadata[]): Promise<NewableFunction | null> {
  const entity = entities.find(({ tableType }) => tableType === 'regular');
  const builder = twin.driver.createSchemaBuilder();
  if (entity === undefined || !createsTables(builder)) return null;
  const made: object[] = [];
  const recorder = Object.defineProperties(Object.create(builder), {
    entityToSyncMetadatas: { value: [entity] },
    // The tables that are there already: 1.x keeps them itself, 0.3 in the query runner.
    tables: { value: [] },
    queryRunner: { value: { loadedTables: [], createTable: async (table: object) => void made.push(table) } },
  }) as unknown;
  if (!createsTables(recorder)) return null;
  await recorder.createNewTables();
  return made[0]?.constructor ?? null;
}

function schemaOption({ options }: DataSource): string | undefined {
  return options.type === 'postgres' ? options.schema : undefined;
}

function globsOf(entities: DataSource['options']['entities']): readonly string[] {
  return listOf(entities).filter((entity) => typeof entity === 'string');
}

function listOf(entities: DataSource['options']['entities']): readonly unknown[] {
  return entities === undefined ? [] : Object.values(entities);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isDataSource(value: unknown): value is DataSource {
  return isObject(value) && 'entityMetadatas' in value && 'driver' in value && 'namingStrategy' in value;
}

function isTable(value: unknown): value is Table {
  return isObject(value) && 'columns' in value && 'uniques' in value && 'name' in value;
}

function buildsMetadatas(value: object): value is { buildMetadatas(): Promise<void> } {
  return 'buildMetadatas' in value && typeof value.buildMetadatas === 'function';
}

function createsTables(value: unknown): value is { createNewTables(): Promise<void> } {
  return isObject(value) && 'createNewTables' in value && typeof value.createNewTables === 'function';
}
