/**
 * Enum types: their names, their labels, and the sharing of one type by several columns. A type nobody gives labels for is
 * somebody else's: columns refer to it, and the model does not make it.
 */
import type { EntityMetadata } from 'typeorm';
import { nameKey, objectName } from '../schema/names';
import type { EnumType, QualifiedName } from '../schema/types';
import { entityOf, schemaOf, writtenName, type ModelContext } from './context';
import type { ColumnMetadata } from './metadata';
import { identifier } from './names';
import { refuse } from './unreadable';

/** The longest label in bytes; PostgreSQL refuses longer ones instead of cutting them. */
const LONGEST_LABEL = 63;

export interface DeclaredEnum {
  readonly type: EnumType;
  readonly entity: string;
  readonly property: string;
}

/** `enumName`, else `<table>_<column in lower case>_enum`, in the schema of the table. */
export function enumTypeName(column: ColumnMetadata, entity: EntityMetadata, context: ModelContext): QualifiedName {
  const source = sharedSource(column);
  if (source !== null) return enumTypeName(source, source.entityMetadata, context);
  const name = column.enumName ?? `${writtenName(entity).name}_${column.databaseName.toLowerCase()}_enum`;
  return { schema: schemaOf(entity, context), name: identifier(name) };
}

/** What a column declares of its enum type; `null` for other columns and where only a name is given. */
export function readEnum(column: ColumnMetadata, entity: EntityMetadata, context: ModelContext): DeclaredEnum | null {
  if (context.driver.normalizeType(column) !== 'enum' || column.enum === undefined || sharedSource(column) !== null) {
    return null;
  }
  const declaring = entityOf(entity, column);
  const labels = [...new Set(column.enum.map(String))];
  for (const label of labels) {
    if (Buffer.byteLength(label) <= LONGEST_LABEL) continue;
    throw refuse(
      declaring,
      column.propertyPath,
      `the enum label '${label}' is longer than 63 bytes`,
      'shorten the label',
    );
  }
  return {
    type: {
      ...enumTypeName(column, entity, context),
      derivedName: column.enumName === undefined,
      labels,
      comment: null,
    },
    entity: declaring,
    property: column.propertyPath,
  };
}

/** One type for each name. Where two columns give one name different labels the later wins, with a warning. */
export function mergeEnums(declared: readonly DeclaredEnum[], context: ModelContext): readonly DeclaredEnum[] {
  const merged = new Map<string, DeclaredEnum>();
  for (const one of declared) {
    const key = nameKey(one.type);
    const before = merged.get(key);
    if (before !== undefined && before.type.labels.join('\0') !== one.type.labels.join('\0')) {
      context.warn({
        code: 'ENUM_LABELS_CONFLICT',
        message:
          `enum ${one.type.name}: ${before.entity}.${before.property} and ${one.entity}.${one.property} ` +
          'give it different labels; the later is taken',
        object: objectName('enum', one.type.schema, one.type.name),
      });
    }
    const derivedName = one.type.derivedName && (before?.type.derivedName ?? true);
    merged.set(key, { ...one, type: { ...one.type, derivedName } });
  }
  return [...merged.values()];
}

/**
 * The column whose type a join column must share: a foreign key cannot join two enum types. TypeORM makes a second type of the same
 * labels there, and PostgreSQL refuses the key; without a foreign key, that second type is what exists.
 */
function sharedSource(column: ColumnMetadata): ColumnMetadata | null {
  const { referencedColumn } = column;
  if (referencedColumn === undefined || referencedColumn === column || column.enumName !== undefined) return null;
  return column.relationMetadata?.createForeignKeyConstraints === false ? null : referencedColumn;
}
