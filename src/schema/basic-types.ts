/**
 * The words that all shapes of a schema are made of: names, types, expressions. As for types.ts, no import, no class, no origin.
 */

/** A name inside a schema. The schema is never left open: the default schema is settled before one of these is made. */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

/**
 * A data type as data. `schema` is `pg_catalog` for built-in types, whose `name` is then the SQL word that `format_type`
 * prints without modifiers (`integer`, `character varying`, `timestamp with time zone`); for any other type it is `typname`.
 * `modifiers` are what stands in the parentheses (`['10', '2']`); the fields of an interval come first (`['day to second', '3']`,
 * `['year']`). `dimensions` is 0 for a scalar, 1 for an array: PostgreSQL does not keep more.
 */
export interface TypeName extends QualifiedName {
  readonly modifiers: readonly string[];
  readonly dimensions: number;
}

/** SQL text of an expression, as written by a person or as PostgreSQL prints it. */
export type Expression = string;
