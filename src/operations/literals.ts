/**
 * Which expressions are simple literals of a column's type, so that a revision file may hold them as JavaScript values, and how a
 * JavaScript value becomes an expression again. Both ways together change nothing but spelling: the default that PostgreSQL
 * keeps is the same to the letter. Nothing here evaluates anything.
 */
import { asPrinted } from './printed-sql';
import { printedLiteral, quoteLiteral } from '../schema/quote';
import { parseTypeName, printTypeName, TypeNameError } from '../schema/type-name';
import type { Expression, TypeName } from '../schema/types';

export type Literal = string | number | boolean;

const QUOTED = /^(E?)'((?:[^']|'')*)'(?:::(.+))?$/s;

/**
 * The literal behind an expression: `'active'::character varying` of a varchar column is `active`. With `type` null (nobody
 * knows the column's type) a literal that is cast is none. `null`: not a simple literal.
 */
export function literalOf(expression: Expression, type: TypeName | null): Literal | null {
  if (expression === 'true' || expression === 'false') return expression === 'true';
  const number = numberOf(expression);
  if (number !== null) return number;
  const quoted = QUOTED.exec(expression);
  if (quoted?.[2] === undefined) return null;
  const text = quotedText(quoted[1] ?? '', quoted[2]);
  if (text === null) return null;
  if (quoted[3] === undefined) return text;
  if (type === null) return null;
  // PostgreSQL prints a negative number as a string that is cast to the type that the bare number has.
  const negative = numberOf(text);
  if (negative !== null && negative < 0 && quoted[3] === bareNumberType(negative)) return negative;
  return isSameBase(quoted[3], type) ? text : null;
}

/** The expression that a JavaScript value stands for in a column of this type, as PostgreSQL prints it. */
export function expressionOf(literal: Literal, type: TypeName | null): Expression {
  if (typeof literal === 'boolean') return String(literal);
  if (typeof literal === 'number') {
    return literal < 0 && type !== null ? `'${String(literal)}'::${bareNumberType(literal)}` : String(literal);
  }
  if (type === null) return quoteLiteral(literal);
  return `${printedLiteral(literal)}::${castName(type)}`;
}

/** The type without modifiers. The bare words `character` and `bit` mean a length of one; PostgreSQL prints these instead. */
function castName(type: TypeName): string {
  const array = type.dimensions > 0 ? '[]' : '';
  if (type.schema === 'pg_catalog' && type.name === 'character') return `bpchar${array}`;
  if (type.schema === 'pg_catalog' && type.name === 'bit') return `"bit"${array}`;
  return printTypeName({ ...type, modifiers: [] }, 'sql', '');
}

/** What stands behind DEFAULT: a literal without its cast, which PostgreSQL gives the column's type by itself; else the expression. */
export function defaultText(expression: Expression, type: TypeName | null): string {
  const literal = literalOf(expression, type);
  if (literal === null) return asPrinted(expression);
  return typeof literal === 'string' ? quoteLiteral(literal) : String(literal);
}

/** A number that JavaScript writes just as SQL does. */
function numberOf(text: string): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  return String(number) === text && Number.isFinite(number) && !Object.is(number, -0) ? number : null;
}

/** The type that the parser gives to a number without quotes (manual, 4.1.2.6). */
function bareNumberType(number: number): string {
  if (!Number.isInteger(number)) return 'numeric';
  return Math.abs(number) <= 2147483647 ? 'integer' : 'bigint';
}

/** The text between the quotes; `null` for an escape string with more than doubled backslashes. */
function quotedText(escape: string, inner: string): string | null {
  const text = inner.replaceAll("''", "'");
  if (escape === '') return text;
  return /^(?:[^\\]|\\\\)*$/.test(text) ? text.replaceAll('\\\\', '\\') : null;
}

/** Whether the text of a cast names the type, its modifiers aside. An unqualified word that is no built-in type is not trusted. */
function isSameBase(text: string, type: TypeName): boolean {
  // The default of a character(n) column is printed as a cast to bpchar, the same type without a length.
  if (text === castName(type)) return true;
  try {
    const named = parseTypeName(text, '');
    return named.schema === type.schema && named.name === type.name && named.dimensions > 0 === type.dimensions > 0;
  } catch (error) {
    if (error instanceof TypeNameError) return false;
    throw error;
  }
}
