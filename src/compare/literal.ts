/**
 * The cheap test of two defaults: the same constant, written with or without the cast to the column's own type that PostgreSQL adds
 * when it prints. Whatever is no plain constant gives `null` here and is settled by a server.
 */
import { parseTypeName, TypeNameError } from '../schema/type-name';
import type { Expression, TypeName } from '../schema/types';
import { tokens, type Token } from './sql-tokens';

/** Types whose constants PostgreSQL prints bare, so that `'0'` and `0` are one constant. */
const BARE: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'boolean',
]);
const DATES: ReadonlySet<string> = new Set([
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'time with time zone',
]);
const FROZEN: ReadonlySet<string> = new Set(['now', 'now()', 'today', 'tomorrow', 'yesterday']);

/** A string without quotes and escapes inside, with its cast: nearly every constant, and told without taking the text apart. */
const PLAIN = /^'([^'\\]*)'(?:::([^:']+))?$/;

/** The value of a constant of this type, as text; `null` for anything else. */
export function literalValue(sql: Expression, type: TypeName, defaultSchema: string): string | null {
  const plain = PLAIN.exec(sql);
  if (plain !== null) {
    const [, value = '', to] = plain;
    return to === undefined || castsToOwnType(to, type, defaultSchema) ? value : null;
  }
  const all = tokens(sql);
  const cast = all.findIndex((token) => token.text === '::');
  if (cast !== -1 && !castsToOwnType(sql.slice((all[cast]?.start ?? 0) + 2), type, defaultSchema)) return null;
  return constant(cast === -1 ? all : all.slice(0, cast), type);
}

/** Whether the default is a word that PostgreSQL turns into the present moment once, when it reads the statement. */
export function isFrozen(sql: Expression, type: TypeName, defaultSchema: string): boolean {
  if (type.schema !== 'pg_catalog' || !DATES.has(type.name) || type.dimensions > 0) return false;
  const value = literalValue(sql, type, defaultSchema);
  return value !== null && FROZEN.has(value.trim().toLowerCase());
}

/** A name that needs no quotes, unless it is a key word: then it has some, and is not met here. */
const SIMPLE = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;

function castsToOwnType(text: string, type: TypeName, defaultSchema: string): boolean {
  if (type.dimensions === 0 && text === `${type.schema}.${type.name}` && SIMPLE.test(text)) return true;
  try {
    const cast = parseTypeName(text, defaultSchema);
    // PostgreSQL prints `'-1'::integer` for -1, whatever number the column takes.
    if (isBare(cast) && isBare(type)) return (cast.name === 'boolean') === (type.name === 'boolean');
    // A constant of a character column is printed as `bpchar`, without the length.
    const name = cast.name === 'bpchar' && cast.schema === 'pg_catalog' ? 'character' : cast.name;
    return cast.schema === type.schema && name === type.name && cast.dimensions === type.dimensions;
  } catch (error) {
    if (error instanceof TypeNameError) return false;
    throw error;
  }
}

function constant(all: readonly Token[], type: TypeName): string | null {
  const bare = isBare(type);
  const [first, second] = all;
  if (first === undefined) return null;
  if (all.length === 1 && first.kind === 'string') return stringValue(first.text);
  if (!bare) return null;
  if (all.length === 1 && first.kind === 'number') return first.text;
  if (all.length === 1 && type.name === 'boolean' && /^(true|false)$/i.test(first.text))
    return first.text.toLowerCase();
  return all.length === 2 && first.text === '-' && second?.kind === 'number' ? `-${second.text}` : null;
}

function isBare(type: TypeName): boolean {
  return type.schema === 'pg_catalog' && type.dimensions === 0 && BARE.has(type.name);
}

/** The value of a string constant; `null` for escapes other than those that PostgreSQL prints, and for bit and Unicode strings. */
function stringValue(text: string): string | null {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (!/^e'/i.test(text)) return null;
  const inner = text.slice(2, -1);
  if (/\\[^\\']/.test(inner.replaceAll('\\\\', ''))) return null;
  return inner.replace(/\\(.)|''/g, (_all, escaped: string | undefined) => escaped ?? "'");
}
