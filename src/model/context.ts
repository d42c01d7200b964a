/** What every reader of this folder is given beside the metadata it reads. */
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ModelWarning } from '../schema/model';
import type { ColumnMetadata } from './metadata';

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
  return entity.schema ?? context.defaultSchema;
}

/** The class that declares a column, as people know it: the child of a single-table inheritance, else the entity. */
export function entityOf(entity: EntityMetadata, column: ColumnMetadata | null): string {
  const child = entity.childEntityMetadatas.find((other) => column !== null && other.target === column.target);
  if (child !== undefined && child.tableType === 'entity-child') return child.name;
  const owner = entity.ownColumns.find((own) => own.relationMetadata !== undefined)?.relationMetadata?.entityMetadata;
  if (entity.tableType === 'junction' && owner !== undefined) return owner.name;
  return entity.parentClosureEntityMetadata?.name ?? entity.name;
}
