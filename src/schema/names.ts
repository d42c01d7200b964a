/**
 * Names as keys and as text for people. The quoting of SQL is not here: it stands in `quote.ts`.
 */
import type { ObjectKind, ObjectName, QualifiedName } from './types';

/** Separates the parts of a key: PostgreSQL allows no NUL in an identifier, so two names never give one key. */
const SEPARATOR = '\u0000';

/** A key of a qualified name for maps and sets. */
export function nameKey(name: QualifiedName): string {
  return name.schema + SEPARATOR + name.name;
}

/** A key of any object for maps and sets. */
export function objectKey(name: ObjectName): string {
  return name.kind + SEPARATOR + name.schema + SEPARATOR + (name.table ?? '') + SEPARATOR + name.name;
}

/** Makes the name of an object; `table` only for what lives inside a table or view. */
export function objectName(kind: ObjectKind, schema: string, name: string, table: string | null = null): ObjectName {
  return { kind, schema, name, table };
}

/** `persons`, or `billing.invoices` outside the default schema: for messages and reports, never for SQL. */
export function displayName(name: QualifiedName, defaultSchema: string): string {
  return name.schema === defaultSchema || name.schema === '' ? name.name : `${name.schema}.${name.name}`;
}

/** As `displayName`, with the table in front of what lives in one: `persons.nickname`. */
export function displayObject(object: ObjectName, defaultSchema: string): string {
  if (object.kind === 'schema') return object.name;
  const inner = object.table === null ? object.name : `${object.table}.${object.name}`;
  return displayName({ schema: object.schema, name: inner }, defaultSchema);
}

/** Orders strings by code unit, the same on every machine (`localeCompare` is not). */
export function byCodeUnit(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Orders qualified names by schema, then name. */
export function byName(one: QualifiedName, other: QualifiedName): number {
  return byCodeUnit(one.schema, other.schema) || byCodeUnit(one.name, other.name);
}
