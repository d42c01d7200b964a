/** Equality of plain data, and the pairing of two lists. Knows nothing of what the data means. */
import type { Pair } from '../operations/operation';
import { byCodeUnit } from '../schema/names';

/** Whether two plain values are the same in every field; the order of an object's fields does not matter. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index++) if (!same(one[index], other[index])) return false;
    return true;
  }
  // A field that is undefined is one that is not there.
  for (const key in one) if (!same(one[key], other[key])) return false;
  for (const key in other) if (other[key] !== undefined && !(key in one)) return false;
  return true;
}

/** JSON with the fields of each object sorted, so that equal data gives equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => (item === undefined ? 'null' : canonical(item))).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields: string[] = [];
  for (const key of Object.keys(value).sort(byCodeUnit)) {
    if (value[key] !== undefined) fields.push(`${JSON.stringify(key)}:${canonical(value[key])}`);
  }
  return `{${fields.join(',')}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

export interface Pairing<T> {
  readonly added: readonly T[];
  readonly dropped: readonly T[];
  readonly kept: readonly Pair<T>[];
}

/** Pairs what has the same key on both sides. Keys must be unique on each side; the order is that of the lists. */
export function pairUp<T>(from: readonly T[], to: readonly T[], key: (item: T) => string): Pairing<T> {
  const before = new Map(from.map((item) => [key(item), item]));
  const after = new Set(to.map(key));
  const added: T[] = [];
  const kept: Pair<T>[] = [];
  for (const item of to) {
    const match = before.get(key(item));
    if (match === undefined) added.push(item);
    else kept.push({ from: match, to: item });
  }
  return { added, dropped: from.filter((item) => !after.has(key(item))), kept };
}
