/** What random pairs exercised: kinds of operations, which came before which in one plan, attributes that differed, rows that stayed. */
import type { Operation } from '../../../src/operations/operation';
import { nameKey } from '../../../src/schema/names';
import type { DatabaseSchema, Index, Table } from '../../../src/schema/types';

type Counts = Map<string, number>;

export interface Tally {
  pairs: number;
  plans: number;
  readonly kinds: Counts;
  /** `first second`: in so many plans an operation of the first kind stood before one of the second. */
  readonly together: Counts;
  /** `column.type`: of so many objects that stayed it was another one; 0 for what never was. */
  readonly attributes: Counts;
  /** Pairs whose rows were all there in the end. */
  rowsKept: number;
  /** By SQLSTATE: pairs whose rows the new schema could not hold. */
  readonly rowsRefused: Counts;
}

export function emptyTally(): Tally {
  return {
    pairs: 0,
    plans: 0,
    kinds: new Map(),
    together: new Map(),
    attributes: new Map(),
    rowsKept: 0,
    rowsRefused: new Map(),
  };
}

export function add(counts: Counts, key: string, number = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + number);
}

export function tallyPlan(tally: Tally, operations: readonly Operation[]): void {
  tally.plans += 1;
  const before = new Set<string>();
  const pairs = new Set<string>();
  for (const { kind } of operations) {
    for (const earlier of before) pairs.add(`${earlier} ${kind}`);
    before.add(kind);
  }
  for (const kind of before) add(tally.kinds, kind);
  for (const pair of pairs) add(tally.together, pair);
}

/** What differs between the objects that both sides have under one name. */
export function tallyAttributes(tally: Tally, from: DatabaseSchema, to: DatabaseSchema): void {
  const { attributes } = tally;
  kept(from.namespaces, to.namespaces, ({ name }) => name).forEach((pair) => fields(attributes, 'schema', pair));
  kept(from.enums, to.enums, nameKey).forEach((pair) => fields(attributes, 'enum', pair));
  for (const [one, other] of kept(from.sequences, to.sequences, nameKey)) {
    fields(attributes, 'sequence', [one, other]);
    fields(attributes, 'sequence.options', [one.options, other.options]);
  }
  kept(from.tables, to.tables, nameKey).forEach(([one, other]) => tallyTable(attributes, one, other));
  for (const [one, other] of kept(from.views, to.views, nameKey)) {
    fields(attributes, one.materialized ? 'materialized view' : 'view', [one, other]);
    tallyIndexes(attributes, one.indexes, other.indexes);
  }
}

function tallyTable(attributes: Counts, from: Table, to: Table): void {
  fields(attributes, 'table', [from, to]);
  for (const pair of kept(from.columns, to.columns, ({ name }) => name)) fields(attributes, 'column', pair);
  if (from.primaryKey !== null && to.primaryKey !== null) {
    fields(attributes, 'primaryKey', [from.primaryKey, to.primaryKey]);
  }
  const lists = ['uniques', 'checks', 'exclusions', 'foreignKeys'] as const;
  for (const list of lists) {
    const pairs = kept<{ readonly name: string }>(from[list], to[list], ({ name }) => name);
    pairs.forEach((pair) => fields(attributes, list, pair));
  }
  tallyIndexes(attributes, from.indexes, to.indexes);
}

function tallyIndexes(attributes: Counts, from: readonly Index[], to: readonly Index[]): void {
  for (const [one, other] of kept(from, to, ({ name }) => name)) {
    fields(attributes, 'index', [one, other]);
    one.keys.forEach((key, at) => {
      const next = other.keys[at];
      if (next !== undefined) fields(attributes, 'index.key', [key, next]);
    });
  }
}

function kept<T>(from: readonly T[], to: readonly T[], key: (each: T) => string): readonly (readonly [T, T])[] {
  const after = new Map(to.map((each) => [key(each), each]));
  return from.flatMap((each) => {
    const other = after.get(key(each));
    return other === undefined ? [] : [[each, other] as const];
  });
}

function fields(attributes: Counts, what: string, [from, to]: readonly [object, object]): void {
  const before = new Map(Object.entries(from));
  const after = new Map(Object.entries(to));
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const differs = JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field));
    add(attributes, `${what}.${field}`, differs ? 1 : 0);
  }
}

/** For people: how much ran, and what came up less often than it should. */
export function report(tally: Tally, enough = 100): string {
  const kinds = [...tally.kinds.keys()].sort();
  const pairs = kinds
    .flatMap((one) => kinds.map((other) => `${one} ${other}`))
    .filter((pair) => !/^(\S+) \1$/.test(pair));
  const often = pairs.filter((pair) => (tally.together.get(pair) ?? 0) >= enough);
  const rare = pairs.filter((pair) => (tally.together.get(pair) ?? 0) > 0 && !often.includes(pair));
  const never = pairs.filter((pair) => !tally.together.has(pair));
  const forced = never.filter((pair) => tally.together.has(pair.split(' ').reverse().join(' ')));
  const list = (counts: Counts): string =>
    [...counts]
      .sort(([, one], [, other]) => other - one)
      .map(([key, count]) => `${key} ${count}`)
      .join(', ');
  const few = (names: readonly string[]): string =>
    names.map((name) => `${name.replace(' ', ' → ')} ${tally.together.get(name) ?? 0}`).join(', ');
  return [
    `${tally.pairs} pairs, ${tally.plans} plans`,
    `rows kept in ${tally.rowsKept} pairs; the new schema could not hold them in: ${list(tally.rowsRefused)}`,
    `kinds of operations (plans): ${list(tally.kinds)}`,
    `ordered pairs of kinds: ${pairs.length}; ${often.length} in ${enough} plans or more, ${rare.length} in fewer, ${forced.length} only the other way round, ${never.length - forced.length} never`,
    `in fewer: ${few(rare)}`,
    `never: ${few(never.filter((pair) => !forced.includes(pair)))}`,
    `attributes that differed: ${list(tally.attributes)}`,
  ].join('\n');
}
