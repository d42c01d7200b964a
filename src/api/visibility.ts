/** What a comparison looks at: `include`, `exclude` and `owns` patterns, and the tables that tools keep for themselves. */
import type { Config, IncludeFunction, Side } from '../config';
import { seesAll } from '../compare/reconcile-options';
import { suspendedTable } from '../operations/suspend-sql';
import { objectName } from '../schema/names';
import type { DatabaseSchema, ObjectName, QualifiedName } from '../schema/types';

/** TypeORM's own tables, by their default names (`metadataTableName`, `migrationsTableName`, `cache.tableName`). */
const TYPEORM_TABLES = { metadata: 'typeorm_metadata', migrations: 'migrations', cache: 'query-result-cache' } as const;

interface TypeormOptions {
  readonly metadataTableName?: string;
  readonly migrationsTableName?: string;
  readonly cache?: unknown;
}

/** Tables that are neither compared nor listed: what Stillhead and TypeORM keep for themselves. The version table comes first. */
export function internalTables(
  dataSourceOptions: object,
  versionTable: QualifiedName,
  defaultSchema: string,
): readonly QualifiedName[] {
  const options = dataSourceOptions as TypeormOptions;
  const names = [options.migrationsTableName ?? TYPEORM_TABLES.migrations, cacheTable(options.cache)];
  const others = names.map((name) => ({ schema: defaultSchema, name }));
  return [versionTable, suspendedTable(defaultSchema), metadataTable(dataSourceOptions, defaultSchema), ...others];
}

/** Where TypeORM keeps the texts of views and generated columns: in the data source's schema. */
export function metadataTable(dataSourceOptions: object, defaultSchema: string): QualifiedName {
  const { metadataTableName } = dataSourceOptions as TypeormOptions;
  return { schema: defaultSchema, name: metadataTableName ?? TYPEORM_TABLES.metadata };
}

function cacheTable(cache: unknown): string {
  if (typeof cache === 'object' && cache !== null && 'tableName' in cache && typeof cache.tableName === 'string')
    return cache.tableName;
  return TYPEORM_TABLES.cache;
}

/** Whether the configuration lets an object be seen: included, where something is, and not excluded. */
export function visibility(config: Pick<Config, 'include' | 'exclude'>): (object: ObjectName, side: Side) => boolean {
  if (hidesNothing(config)) return seesAll;
  const { asks } = config.include;
  const byPattern = visibleByPattern(config);
  return (object, side) => byPattern(object) && (asks === undefined || isIncluded(object, side, asks));
}

function hidesNothing({ include, exclude }: Pick<Config, 'include' | 'exclude'>): boolean {
  const patterns = [include.schemas, include.objects, exclude.schemas, exclude.objects];
  return include.asks === undefined && patterns.every((list) => list.length === 0);
}

/** What lies in a table that is left out is left out. */
function isIncluded(object: ObjectName, side: Side, asks: IncludeFunction): boolean {
  const { schema, table } = object;
  return asks(object, side) && (table === null || asks(objectName('table', schema, table), side));
}

function visibleByPattern(config: Pick<Config, 'include' | 'exclude'>): (object: ObjectName) => boolean {
  const included = { schema: matcher(config.include.schemas), object: matcher(config.include.objects) };
  const excluded = { schema: matcher(config.exclude.schemas), object: matcher(config.exclude.objects) };
  return (object) => {
    if (config.include.schemas.length > 0 && object.kind !== 'extension' && !included.schema(object.schema))
      return false;
    if (excluded.schema(object.schema)) return false;
    if (config.include.objects.length + config.exclude.objects.length === 0) return true;
    const names = namesOf(object);
    if (config.include.objects.length > 0 && !isContainer(object) && !names.some(included.object)) return false;
    return !names.some(excluded.object);
  };
}

/** A schema without what the configuration hides; what depends on it is left as it is, as names only. */
export function visibleSchema(schema: DatabaseSchema, config: Pick<Config, 'include' | 'exclude'>): DatabaseSchema {
  if (hidesNothing(config)) return schema;
  const seen = visibility(config);
  const isVisible = (object: ObjectName): boolean => seen(object, 'database');
  const of =
    (kind: ObjectName['kind']) =>
    ({ schema: inSchema, name }: QualifiedName): boolean =>
      isVisible(objectName(kind, inSchema, name));
  return {
    ...schema,
    namespaces: schema.namespaces.filter(({ name }) => isVisible(objectName('schema', name, name))),
    enums: schema.enums.filter(of('enum')),
    sequences: schema.sequences.filter(of('sequence')),
    tables: schema.tables.filter(of('table')),
    views: schema.views.filter(of('view')),
    others: schema.others.filter(isVisible),
  };
}

/** Whether the `owns` patterns name an object. */
export function ownedByPattern(patterns: readonly string[]): (object: ObjectName) => boolean {
  const matches = matcher(patterns);
  return (object) => namesOf(object).some(matches);
}

function isContainer(object: ObjectName): boolean {
  return object.kind === 'schema' || object.kind === 'extension';
}

/** An object answers to its own name and to that of the table it lies in, each with and without the schema. */
function namesOf({ schema, table, name }: ObjectName): readonly string[] {
  const bare = table === null ? [name] : [table, `${table}.${name}`];
  return [...bare, ...bare.map((each) => `${schema}.${each}`)];
}

/** `*` stands for any characters; everything else for itself. */
function matcher(patterns: readonly string[]): (text: string) => boolean {
  const expressions = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split('*')
          .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
          .join('.*')}$`,
        's',
      ),
  );
  return (text) => expressions.some((expression) => expression.test(text));
}
