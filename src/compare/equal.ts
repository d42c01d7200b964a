/** Equality of plain data, and the pairing of two lists. Knows nothing of what the data means. */
import type { Pair } from '../operations/operation';
import { byCodeUnit } from '../schema/names';

/** Whether two plain values are the same in every field; the order of an object's fields does not matter. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

/** JSON with the fields of each object sorted, so that equal data gives equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => byCodeUnit(one, other)))
      : inner,
  );
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
