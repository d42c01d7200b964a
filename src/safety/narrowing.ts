/** Which values of a type another type does not take: a change to it stops at the first of them. Pure; what only rounds is no failure. */
import type { TypeName } from '../schema/types';

const STRINGS: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);

/** What takes every value of the type (the manual, chapter 8); strings without a length take all that can be printed. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  smallint: ['integer', 'bigint', 'numeric', 'real', 'double precision'],
  integer: ['bigint', 'numeric', 'real', 'double precision'],
  bigint: ['numeric', 'real', 'double precision'],
  real: ['double precision'],
  json: ['jsonb'],
  jsonb: ['json'],
  cidr: ['inet'],
  macaddr: ['macaddr8'],
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'timestamp without time zone': ['timestamp with time zone', 'date', 'time without time zone'],
  'timestamp with time zone': ['timestamp without time zone', 'date', 'time without time zone', 'time with time zone'],
  'time without time zone': ['time with time zone', 'interval'],
  'time with time zone': ['time without time zone'],
  boolean: ['smallint', 'integer', 'bigint'],
};

/** Whether there may be values of `from` that `to` refuses. */
export function mayRefuse(from: TypeName, to: TypeName): boolean {
  if (isString(to)) return !isString(from) ? to.modifiers.length > 0 : length(to) < length(from);
  if (from.schema !== to.schema || from.name !== to.name) {
    return from.schema !== 'pg_catalog' || (WIDER[from.name]?.includes(to.name) ?? false) === false || bounded(to);
  }
  if (from.name === 'numeric') return digits(to) < digits(from);
  return from.name.startsWith('bit') && length(to) !== length(from);
}

function isString({ schema, name }: TypeName): boolean {
  return schema === 'pg_catalog' && STRINGS.has(name);
}

/** `character` without a length is one of 1. */
function length({ name, modifiers }: TypeName): number {
  return Number(modifiers[0] ?? (name === 'character' ? 1 : Infinity));
}

function bounded({ name, modifiers }: TypeName): boolean {
  return name === 'numeric' && modifiers.length > 0;
}

/** Before the point. */
function digits({ modifiers }: TypeName): number {
  return modifiers.length === 0 ? Infinity : Number(modifiers[0]) - Number(modifiers[1] ?? 0);
}
