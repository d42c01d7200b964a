/** Columns: TypeORM's column metadata → `Column`. Properties without a column of their own (virtual ones) never come here. */
import type { EntityMetadata } from 'typeorm';
import { objectName } from '../schema/names';
import type { Column, Expression, QualifiedName, TypeName } from '../schema/types';
import { entityOf, tableName, type ModelContext } from './context';
import { isFrozen, readDefault } from './defaults';
import type { ColumnMetadata } from './metadata';
import { identifier } from './names';
import { readSequences } from './sequences';
import { readType } from './types';

/** Collations that every PostgreSQL has: of ICU, of the operating system, and the built-in ones. */
const SYSTEM_COLLATION =
  /^(C|POSIX|ucs_basic|unicode|C\.utf-?8|pg_\w+|.*-x-icu|[a-z]{2,3}(_[A-Z]{2,3})?([.@][\w.@-]+)?)$/i;

/** The entity's columns in the order in which TypeORM creates them, each once: a join column of two relations stands there twice. */
export function columnsOf(entity: EntityMetadata): readonly ColumnMetadata[] {
  const columns = new Map<string, ColumnMetadata>();
  for (const column of entity.columns) {
    // A child of a single-table inheritance can leave holes here.
    if (column === undefined || column.isVirtualProperty || columns.has(column.databaseName)) continue;
    columns.set(column.databaseName, column);
  }
  return [...columns.values()];
}

export function readColumn(column: ColumnMetadata, entity: EntityMetadata, context: ModelContext): Column {
  const type = readType(column, entity, context);
  const sequences = readSequences(column, type, entity, context);
  const sequenced = sequences.serial !== null || sequences.identity !== null;
  const expression = column.generatedType === 'STORED' ? column.asExpression : undefined;
  const value = sequenced || expression !== undefined ? null : defaultOf(column, type, context);
  if (value !== null && isFrozen(value, type)) warnOfFrozen(column, value, entity, context);
  return {
    name: identifier(column.databaseName),
    type,
    notNull: column.isPrimary || sequenced || !column.isNullable,
    default: value,
    ...sequences,
    generated: expression === undefined ? null : { expression: expression.trim(), storage: 'stored' },
    collation: collationOf(column.collation, context),
    comment: column.comment ? column.comment : null,
  };
}

function defaultOf(column: ColumnMetadata, type: TypeName, context: ModelContext): Expression | null {
  const written = readDefault(column, type);
  if (written !== null || !column.isGenerated || column.generationStrategy !== 'uuid') return written;
  return context.uuidDefault;
}

/** TypeORM quotes the collation as one name, so it has no schema; what is no system collation is the user's own. */
function collationOf(name: string | undefined, context: ModelContext): QualifiedName | null {
  if (name === undefined || name === '' || name === 'default') return null;
  return { schema: SYSTEM_COLLATION.test(name) ? 'pg_catalog' : context.defaultSchema, name: identifier(name) };
}

function warnOfFrozen(column: ColumnMetadata, value: Expression, entity: EntityMetadata, context: ModelContext): void {
  const table = tableName(entity, context);
  context.warn({
    code: 'FROZEN_DEFAULT',
    message:
      `${entityOf(entity, column)}.${column.propertyPath}: PostgreSQL evaluates the default ${value} once, when it is set, ` +
      `and every row gets that moment; say default: () => 'now()'`,
    object: objectName('column', table.schema, identifier(column.databaseName), table.name),
  });
}
