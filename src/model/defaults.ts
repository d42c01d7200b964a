/**
 * Defaults of columns as SQL. Literals are spelled as TypeORM spells them, so that PostgreSQL keeps the same for both, but quoted
 * properly. Functions give SQL as written. Nothing here judges whether two defaults are equal.
 */
import { quoteLiteral } from '../schema/quote';
import type { Expression, TypeName } from '../schema/types';

/** What a decorator may say; `bigint` and `Date` are not in TypeORM's types but work. */
export interface DefaultFacts {
  readonly default?: unknown;
  readonly isArray: boolean;
}

const TEMPORAL = /^(date|time|timestamp)/;
const SPECIAL = /(?<![a-z])(now|today|tomorrow|yesterday)(?![a-z])/i;
const LITERAL_WITH_CAST = /^'([^']*)'(?:\s*::\s*([a-z]+)[a-z0-9() ]*)?$/i;
const NULL_EXPRESSION = /^null(\s*::\s*[\w\s".()[\]]+)?$/i;

/** The default as SQL, or `null` for none. */
export function readDefault(column: DefaultFacts, type: TypeName): Expression | null {
  const value = column.default;
  if (value === null || value === undefined) return null;
  if (typeof value === 'function') return functionDefault(value);
  if (Array.isArray(value) && column.isArray) return quoteLiteral(arrayLiteral(value));
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return isBare(value, type) ? String(value) : quoteLiteral(String(value));
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quoteLiteral(value);
  return quoteLiteral(elementText(value));
}

/**
 * Whether PostgreSQL would evaluate the default once, when it parses it, instead of for every row: `'now()'` as a string in a
 * column of dates or times.
 */
export function isFrozen(sql: Expression, type: TypeName): boolean {
  const literal = LITERAL_WITH_CAST.exec(sql);
  if (literal?.[1] === undefined || type.dimensions > 0 || !SPECIAL.test(literal[1])) return false;
  return TEMPORAL.test(literal[2]?.toLowerCase() ?? type.name) && TEMPORAL.test(type.name);
}

/** The text of an array: `{1,NULL,"a b","say \"hi\""}` (manual, 8.15.6). */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(arrayElement).join(',')}}`;
}

function arrayElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return arrayLiteral(value);
  const text = elementText(value);
  if (text !== '' && !/[\s,{}"\\]/.test(text) && !/^null$/i.test(text)) return text;
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function elementText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value);
}

/** `DEFAULT NULL` is no default: PostgreSQL does not keep it. */
function functionDefault(make: NewableFunction | CallableFunction): Expression | null {
  const made: unknown = Reflect.apply(make, undefined, []);
  const sql = String(made).trim();
  return sql === '' || NULL_EXPRESSION.test(sql) ? null : clockSpelling(sql);
}

/** SQL's functions for the clock (manual, 9.9.5), when the whole default is one of them. */
const CLOCK = /^(current_timestamp|current_date|current_time|localtimestamp|localtime)(\(\d+\))?$/i;
const CLOCK_TYPES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  current_timestamp: ['timestamp', ' with time zone'],
  current_date: ['date', ''],
  current_time: ['time', ' with time zone'],
  localtimestamp: ['timestamp', ' without time zone'],
  localtime: ['time', ' without time zone'],
};

/**
 * TypeORM writes these functions as PostgreSQL printed them before version 10, and compares by text: another spelling of the same
 * would never look the same to it. Parts of longer expressions stay as they are.
 */
function clockSpelling(sql: Expression): Expression {
  const [, word = '', precision = ''] = CLOCK.exec(sql) ?? [];
  const type = CLOCK_TYPES[word.toLowerCase()];
  if (type === undefined) return sql;
  if (/^current_timestamp$/i.test(sql)) return 'now()';
  return `('now'::text)::${type[0]}${type[0] === 'date' ? '' : precision}${type[1]}`;
}

/** Where a number is kept the same with quotes and without them, it is written without. */
function isBare(value: number, type: TypeName): boolean {
  if (type.schema !== 'pg_catalog' || type.dimensions > 0) return false;
  if (type.name === 'integer') return Number.isInteger(value) && /^-?\d+$/.test(String(value));
  return type.name === 'numeric' && value >= 0 && /^\d+\.\d+$/.test(String(value));
}
