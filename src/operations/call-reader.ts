/**
 * Reads the arguments of a call, one kind of value a function. Every function says where it stands (`At`) and throws `CallError`
 * with that path when the value does not fit; none of them guesses. What the values mean is not known here.
 */
import { byLikeness, distance } from '../likeness';
import { CallError, Sql, UnknownKeyError } from './call';
import type { OperationKind } from './operation';

/** Where in a call a value stands: `op.addColumn`, `column.identity.start`. */
export interface At {
  readonly verb: OperationKind;
  readonly path: string;
  readonly defaultSchema: string;
}

export type Fields = Readonly<Record<string, unknown>>;
export type Reader<T> = (at: At, value: unknown) => T;

/** The place of a key inside a value. */
export function inside(at: At, key: string): At {
  return { ...at, path: `${at.path}.${key}` };
}

/**
 * Checks how many arguments there are and gives the place of each: `[table, column] = callArgs('addColumn', args, ['table',
 * 'column'], …)`. `optional`: how many of the last may be missing.
 */
export function callArgs(
  verb: OperationKind,
  args: readonly unknown[],
  names: readonly string[],
  defaultSchema: string,
  optional = 0,
): readonly { readonly at: At; readonly value: unknown }[] {
  const extra = args[names.length];
  if (args.length > names.length) throw new CallError(verb, `argument ${String(names.length + 1)}`, 'left out', extra);
  return names.map((path, index) => {
    const value = args[index];
    if (value === undefined && index < names.length - optional) throw new CallError(verb, path, 'given', value);
    return { at: { verb, path, defaultSchema }, value };
  });
}

/** One argument by its position; `callArgs` has checked that it is there. */
export function argument<T>(
  args: readonly { readonly at: At; readonly value: unknown }[],
  index: number,
  read: Reader<T>,
): T {
  const found = args[index];
  if (!found) throw new RangeError(`no argument ${String(index)}`);
  return read(found.at, found.value);
}

/** A plain object with no other keys than these. An unknown key is answered with those that exist, and with the one it may be meant for. */
export function fieldsAt(at: At, value: unknown, keys: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Sql) {
    throw new CallError(at.verb, at.path, `an object with ${keys.join(', ')}`, value);
  }
  const fields: Fields = { ...value };
  for (const [key, given] of Object.entries(fields)) {
    if (keys.includes(key) || given === undefined) continue;
    throw new UnknownKeyError(at.verb, at.path, key, given, keys, misspelt(key, keys));
  }
  return fields;
}

/** The most slips that still leave a word what it was meant for. */
const MOST_SLIPS = 2;

/** The known key that this one is a misspelling of. Half of a short word replaced is another word. */
function misspelt(key: string, keys: readonly string[]): string | null {
  const [best] = byLikeness(key, keys);
  return best !== undefined && distance(key, best) <= Math.min(MOST_SLIPS, key.length / 2) ? best : null;
}

/** A field that must be there. */
export function field<T>(at: At, fields: Fields, key: string, read: Reader<T>): T {
  return read(inside(at, key), fields[key]);
}

/** A field that may be left out. */
export function fieldOr<T, D>(at: At, fields: Fields, key: string, read: Reader<T>, fallback: D): T | D {
  return fields[key] === undefined ? fallback : read(inside(at, key), fields[key]);
}

export function textAt(at: At, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CallError(at.verb, at.path, 'a string', value);
}

export function flagAt(at: At, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new CallError(at.verb, at.path, 'true or false', value);
}

/** One of a few words. */
export function wordAt<T extends string>(words: readonly T[]): Reader<T> {
  return (at, value) => {
    const word = words.find((candidate) => candidate === value);
    if (word !== undefined) return word;
    throw new CallError(at.verb, at.path, words.map((candidate) => `'${candidate}'`).join(' or '), value);
  };
}

/** A whole number as decimal text: a JavaScript number, or a string where it may exceed one. */
export function wholeNumberAt(at: At, value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return value;
  throw new CallError(at.verb, at.path, 'a whole number', value);
}

/** SQL, which only ``op.sql`…` `` makes. */
export function sqlAt(at: At, value: unknown): string {
  if (value instanceof Sql) return value.text;
  throw new CallError(at.verb, at.path, 'op.sql`…`', value);
}

export function listAt<T>(read: Reader<T>): Reader<readonly T[]> {
  return (at, value) => {
    if (!Array.isArray(value)) throw new CallError(at.verb, at.path, 'an array', value);
    return value.map((element: unknown, index) => read({ ...at, path: `${at.path}[${String(index)}]` }, element));
  };
}

export const textsAt = listAt(textAt);

/** Options such as storage parameters: strings by name. */
export function optionsAt(at: At, value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CallError(at.verb, at.path, 'an object of options', value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, given]: [string, unknown]) => {
      if (typeof given === 'number' || typeof given === 'boolean') return [key, String(given)];
      return [key, textAt(inside(at, key), given)];
    }),
  );
}

export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (at, value) => (value === null ? null : read(at, value));
}

/** `{ from, to }`. */
export function pairAt<T>(read: Reader<T>): Reader<{ readonly from: T; readonly to: T }> {
  return (at, value) => {
    const fields = fieldsAt(at, value, ['from', 'to']);
    return { from: field(at, fields, 'from', read), to: field(at, fields, 'to', read) };
  };
}
