/**
 * The only place where identifiers and literals become SQL (manual, 4.1.1 and 4.1.2). Always quoted, never "where needed".
 */
import type { QualifiedName } from './types';

/** An identifier with its quotes: `we"ird` → `"we""ird"`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A schema-qualified identifier. */
export function quoteName(name: QualifiedName): string {
  return `${quoteIdentifier(name.schema)}.${quoteIdentifier(name.name)}`;
}

/** A list of identifiers, comma-separated. */
export function quoteList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ');
}

/**
 * A string literal with its quotes. A text with a backslash becomes an escape string (`E'…'`), which means the same whatever
 * `standard_conforming_strings` says.
 */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/**
 * The body of a DO block between dollar quotes, with a tag that does not occur in it (manual, 4.1.2.4). The same body always gives
 * the same text.
 */
export function quoteBody(body: string): string {
  let tag = '$$';
  for (let count = 1; `${body}$`.includes(tag); count++) tag = `$body${count}$`;
  return tag + body + tag;
}

/** A qualified name as PostgreSQL prints it: quotes only where they are needed (`quote_identifier` in ruleutils.c, keywords apart). */
export function printedName({ schema, name }: QualifiedName): string {
  const printed = (part: string): string => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : quoteIdentifier(part));
  return `${printed(schema)}.${printed(name)}`;
}

/** A string literal as PostgreSQL prints it in expressions: never an escape string (`simple_quote_literal` in ruleutils.c). */
export function printedLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
