/**
 * The types of columns: TypeORM's driver settles the word, PostgreSQL the modifiers. Enum types have their names in `enums.ts`.
 */
import type { EntityMetadata } from 'typeorm';
import { EXTENSION_SCHEMA, isExtensionType } from '../schema/extension-types';
import { objectName } from '../schema/names';
import { parseTypeName } from '../schema/type-name';
import type { TypeName } from '../schema/types';
import { entityOf, tableName, type ModelContext } from './context';
import { enumTypeName } from './enums';
import type { ColumnMetadata } from './metadata';
import { identifier } from './names';

const LENGTH: ReadonlySet<string> = new Set([
  'character varying',
  'character',
  'bit',
  'bit varying',
  'vector',
  'halfvec',
]);
const ZONED = /^(time|timestamp) (with|without) time zone$/;
/** Fractional digits of a second: more are cut to six (manual, 8.5). */
const FINEST = 6;

/** PostGIS prints these spellings, whatever was written. */
const SHAPES: readonly string[] = [
  'Geometry',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'PolyhedralSurface',
  'Triangle',
  'Tin',
];

/** The type as PostgreSQL keeps it. Options that the type does not take are left out, with a warning. */
export function readType(column: ColumnMetadata, entity: EntityMetadata, context: ModelContext): TypeName {
  const word = context.driver.normalizeType(column);
  const dimensions = column.isArray ? 1 : 0;
  if (word === 'enum') return { ...enumTypeName(column, entity, context), modifiers: [], dimensions };
  const modifiers = isSequenced(column) ? [] : modifiersOf(word, column);
  if (modifiers.length === 0 && column.precision !== null && column.precision !== undefined && !isSequenced(column)) {
    warnOfPrecision(column, entity, word, context);
  }
  if (isExtensionType(word)) return { schema: EXTENSION_SCHEMA, name: word, modifiers, dimensions };
  return { ...parseTypeName(spelled(word, modifiers), context.defaultSchema), dimensions };
}

/** Whether a sequence fills the column: `serial`, or an identity. Both take the type without any modifier. */
export function isSequenced(column: ColumnMetadata): boolean {
  return column.isGenerated && column.generationStrategy !== 'uuid';
}

function spelled(word: string, modifiers: readonly string[]): string {
  const list = modifiers.length === 0 ? '' : `(${modifiers.join(',')})`;
  const zoned = ZONED.exec(word);
  return zoned?.[1] && zoned[2] ? `${zoned[1]}${list} ${zoned[2]} time zone` : word + list;
}

function modifiersOf(word: string, column: ColumnMetadata): readonly string[] {
  if (word === 'geometry' || word === 'geography') return spatialModifiers(word, column);
  const { precision, scale } = column;
  const given = precision !== null && precision !== undefined;
  if (LENGTH.has(word)) return column.length ? [column.length] : given ? [String(precision)] : [];
  if (!given) return [];
  if (word === 'numeric') return [String(precision), String(scale ?? 0)];
  if (word === 'interval' || ZONED.test(word)) return [String(Math.min(precision, FINEST))];
  return [];
}

/** A geography without an SRID has 4326; a geometry's SRID of 0 is none, and one without a shape is not written by TypeORM. */
function spatialModifiers(word: string, { spatialFeatureType, srid }: ColumnMetadata): readonly string[] {
  if (spatialFeatureType === undefined || spatialFeatureType === null) return [];
  const [, name = spatialFeatureType, suffix = ''] = /^(.*?)\s*(Z|M|ZM)?$/i.exec(spatialFeatureType) ?? [];
  const shape = (SHAPES.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name) + suffix.toUpperCase();
  const settled = srid ?? (word === 'geography' ? 4326 : 0);
  if (settled !== 0) return [shape, String(settled)];
  return shape === 'Geometry' ? [] : [shape];
}

function warnOfPrecision(column: ColumnMetadata, entity: EntityMetadata, word: string, context: ModelContext): void {
  const table = tableName(entity, context);
  context.warn({
    code: 'PRECISION_IGNORED',
    message: `${entityOf(entity, column)}.${column.propertyPath}: ${word} takes no precision; it is left out`,
    object: objectName('column', table.schema, identifier(column.databaseName), table.name),
  });
}
