/** What every reader of this folder is given beside the metadata it reads. */
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ModelWarning } from '../schema/model';
import type { QualifiedName } from '../schema/types';
import type { ColumnMetadata } from './metadata';
import { identifier, splitTableName } from './names';
import { refuse } from './unreadable';

export interface ModelContext {
  readonly defaultSchema: string;
  /** The user's driver: how TypeORM itself normalises types. */
  readonly driver: DataSource['driver'];
  /** The expression with which `@Generated('uuid')` fills a column. */
  readonly uuidDefault: string;
  /** The name that the naming strategy gives to a primary key. */
  readonly primaryKeyName: (entity: EntityMetadata, columns: readonly string[]) => string;
  readonly warn: (warning: ModelWarning) => void;
}

/** The schema of an entity's table: never open from here on. */
export function schemaOf(entity: EntityMetadata, context: Pick<ModelContext, 'defaultSchema'>): string {
  return writtenName(entity).schema ?? context.defaultSchema;
}

/** The table of an entity as PostgreSQL will name it. */
export function tableName(entity: EntityMetadata, context: Pick<ModelContext, 'defaultSchema'>): QualifiedName {
  return { schema: schemaOf(entity, context), name: identifier(writtenName(entity).name) };
}

/**
 * The parts of a table's name before PostgreSQL cuts them. TypeORM itself splits names at their dots: the table of
 * `@Entity('billing.invoices')` is `invoices` in the schema `billing`.
 * @throws ModelUnreadableError where its statements and its queries would then speak of different tables
 */
export function writtenName(entity: EntityMetadata): { readonly schema: string | null; readonly name: string } {
  const { schema, name } = splitTableName(entity.tableName);
  if (schema === null) return { schema: entity.schema ?? null, name };
  if (entity.schema === undefined && schema !== '' && name !== '' && entity.tableName === `${schema}.${name}`) {
    return { schema, name };
  }
  throw refuse(
    entityOf(entity, null),
    null,
    `TypeORM splits the table name '${entity.tableName}' at its dot and takes the first part for a schema` +
      (entity.schema === undefined ? '' : `, but the schema is ${entity.schema}`),
    "name the schema and the table apart, without dots: @Entity({ schema: 'billing', name: 'invoices' })",
  );
}

/** The class that declares a column, as people know it: the child of a single-table inheritance, else the entity. */
export function entityOf(entity: EntityMetadata, column: ColumnMetadata | null): string {
  const child = entity.childEntityMetadatas.find((other) => column !== null && other.target === column.target);
  if (child !== undefined && child.tableType === 'entity-child') return child.name;
  const owner = entity.ownColumns.find((own) => own.relationMetadata !== undefined)?.relationMetadata?.entityMetadata;
  if (entity.tableType === 'junction' && owner !== undefined) return owner.name;
  return entity.parentClosureEntityMetadata?.name ?? entity.name;
}
