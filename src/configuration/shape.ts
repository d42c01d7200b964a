/**
 * Readers of values that a person wrote: each takes an unknown value and gives a typed one, or notes what is wrong with it and
 * where (`versionTable.name: must be a text, not 3`). They throw nothing, so that all faults are told at once.
 */

import { nearest } from '../likeness';

/** Where a value stands, and the faults found so far. */
export interface Place {
  readonly path: string;
  readonly problems: string[];
}

export type Reader<Value> = (value: unknown, place: Place) => Value;

type Values<Fields> = { readonly [Key in keyof Fields]: Fields[Key] extends Reader<infer Value> ? Value : never };

/** `otherwise` where the value is left out. */
export function optional<Value>(reader: Reader<Value>, otherwise: Value): Reader<Value> {
  return (value, place) => (value === undefined || value === null ? otherwise : reader(value, place));
}

export function text(value: unknown, place: Place): string {
  if (typeof value === 'string' && value !== '') return value;
  return fault(place, 'a text', value, '');
}

export function yesOrNo(value: unknown, place: Place): boolean {
  return typeof value === 'boolean' ? value : fault(place, 'true or false', value, false);
}

/** A whole number of at least `least`. */
export function wholeNumber(least: number): Reader<number> {
  return (value, place) => {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least;
    return fits ? value : fault(place, `a whole number of at least ${least}`, value, least);
  };
}

/** One text, or a list of them. */
export function texts(value: unknown, place: Place): readonly string[] {
  if (typeof value === 'string') return [text(value, place)];
  if (!Array.isArray(value)) return fault(place, 'a text or a list of texts', value, []);
  const items: readonly unknown[] = value;
  return items.map((item, index) => text(item, { ...place, path: `${place.path}[${index}]` }));
}

export function oneOf<const Value extends string>(...values: readonly [Value, ...Value[]]): Reader<Value> {
  return (value, place) => {
    const found = values.find((known) => known === value);
    return found ?? fault(place, values.map((known) => `'${known}'`).join(' or '), value, values[0]);
  };
}

/** An object with these keys and no other. */
export function record<Fields extends Readonly<Record<string, Reader<unknown>>>>(
  fields: Fields,
): Reader<Values<Fields>> {
  return (value, place) => {
    const given = isRecord(value) ? value : fault<Readonly<Record<string, unknown>>>(place, 'an object', value, {});
    for (const key of Object.keys(given)) if (!Object.hasOwn(fields, key)) unknownKey(place, key, Object.keys(fields));
    const read = Object.entries(fields).map(([key, reader]) => [key, reader(given[key], inside(place, key))] as const);
    return Object.fromEntries(read) as Values<Fields>;
  };
}

/** Notes that a value is not what it must be. */
export function fault<Value>(place: Place, wanted: string, value: unknown, instead: Value): Value {
  place.problems.push(`${place.path === '' ? '' : `${place.path}: `}must be ${wanted}, not ${show(value)}`);
  return instead;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inside(place: Place, key: string): Place {
  return { ...place, path: place.path === '' ? key : `${place.path}.${key}` };
}

function unknownKey(place: Place, key: string, known: readonly string[]): void {
  const near = nearest(key, known);
  const whole = inside(place, key).path;
  place.problems.push(
    `${whole}: is not known${near === null ? `; there are ${known.join(', ')}` : `; did you mean ${near}?`}`,
  );
}

/** Never the value of a text: it may be an address with a password. */
function show(value: unknown): string {
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return (
    { string: 'that text', object: 'an object', function: 'a function', undefined: 'nothing' }[String(typeof value)] ??
    typeof value
  );
}
