/** What the operations on enum types share: their name in footprints and reports, and CREATE TYPE. */
import { displayName, objectName } from '../schema/names';
import { quoteLiteral, quoteName } from '../schema/quote';
import type { ObjectName, QualifiedName } from '../schema/types';

export function enumObject(type: QualifiedName): ObjectName {
  return objectName('enum', type.schema, type.name);
}

/** `CREATE TYPE "public"."status" AS ENUM ('a', 'b')`. */
export function createEnumSql(type: QualifiedName, labels: readonly string[]): string {
  return `CREATE TYPE ${quoteName(type)} AS ENUM (${labels.map(quoteLiteral).join(', ')})`;
}

/** `enum 'status'`, for people. */
export function enumWords(type: QualifiedName, defaultSchema: string): string {
  return `enum '${displayName(type, defaultSchema)}'`;
}
