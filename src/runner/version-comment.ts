/**
 * Lines of the comment on the version table, as SQL: what must be remembered also when the table is empty, and without a table more.
 * Each line is Stillhead's own; what else a person has written there is never touched. Expressions and statements for the body of a
 * block; nothing is sent from here.
 */
import { quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';

/** An expression: the whole comment, else NULL. Also where there is no version table. */
export function commentOf(table: QualifiedName): string {
  return `obj_description(to_regclass(${quoteLiteral(quoteName(table))}), 'pg_class')`;
}

/** A condition, never NULL. */
export function hasLine(table: QualifiedName, line: string): string {
  return `coalesce(${quoteLiteral(line)} = ANY (${linesOf(table)}), false)`;
}

export function addLine(table: QualifiedName, line: string): string {
  return store(table, `concat_ws(chr(10), ${commentOf(table)}, ${quoteLiteral(line)})`);
}

export function removeLine(table: QualifiedName, line: string): string {
  const rest = `array_to_string(array_remove(${linesOf(table)}, ${quoteLiteral(line)}), chr(10))`;
  return store(table, `nullif(${rest}, '')`);
}

function linesOf(table: QualifiedName): string {
  return `string_to_array(${commentOf(table)}, chr(10))`;
}

/** COMMENT takes no expression. */
function store(table: QualifiedName, comment: string): string {
  return `EXECUTE format('COMMENT ON TABLE %s IS %L', ${quoteLiteral(quoteName(table))}, ${comment});`;
}
