/** Matches objects of one table that may be known by another name: structure first, names second. Knows no kind of object. */
import type { Pair } from '../operations/operation';
import { canonical, same } from './equal';

/** What a constraint or an index has besides its structure. */
interface Named {
  readonly name: string;
  readonly derivedName: boolean;
  readonly comment: string | null;
}

export interface Matching<T> {
  /** The same name and structure. */
  readonly same: readonly Pair<T>[];
  /** The same structure under another name. */
  readonly renamed: readonly Pair<T>[];
  /** The same name over another structure. */
  readonly changed: readonly Pair<T>[];
  readonly dropped: readonly T[];
  readonly added: readonly T[];
}

/** What an object is apart from how it is called and described, as a key. */
export function structureKey<T extends Named>(object: T): string {
  const { name: _name, derivedName: _derivedName, comment: _comment, ...structure } = object;
  return canonical(structure);
}

const NAMELESS = { name: '', derivedName: false, comment: null };

/** Whether two objects are the same apart from how they are called and described. */
export function sameStructure<T extends Named>(one: T, other: T): boolean {
  return same({ ...one, ...NAMELESS }, { ...other, ...NAMELESS });
}

/** Matches two lists; `structure` says when two objects are alike, `kind` which of them may stand for one another by name. */
export function match<T extends Named>(
  from: readonly T[],
  to: readonly T[],
  structure: (object: T) => string,
  kind: (object: T) => string = () => '',
): Matching<T> {
  const named = (object: T): string => `${kind(object)} ${object.name}`;
  const left = { from: [...from], to: [...to] };
  const same = take(left, (object) => `${named(object)} ${structure(object)}`);
  const renamed = take(left, structure);
  const changed = take(left, named);
  return { same, renamed, changed, dropped: left.from, added: left.to };
}

/** Takes out of both lists what has the same key, each object once. */
function take<T>(left: { from: T[]; to: T[] }, key: (object: T) => string): readonly Pair<T>[] {
  const waiting = new Map<string, T[]>();
  for (const object of left.from) waiting.set(key(object), [...(waiting.get(key(object)) ?? []), object]);
  const pairs: Pair<T>[] = [];
  const rest: T[] = [];
  for (const to of left.to) {
    const found = waiting.get(key(to))?.shift();
    if (found === undefined) rest.push(to);
    else pairs.push({ from: found, to });
  }
  const taken = new Set(pairs.map((pair) => pair.from));
  left.from = left.from.filter((object) => !taken.has(object));
  left.to = rest;
  return pairs;
}
