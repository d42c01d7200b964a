/** Cuts a pair of plans down to less that still fails: parts left out on both sides, and edits taken back. */
import type { SchemaPlan } from './plan';

export interface PlanPair {
  readonly from: SchemaPlan;
  readonly to: SchemaPlan;
}

/** The smallest pair found that `fails`; at most so many tries. */
export async function shrink(
  pair: PlanPair,
  fails: (pair: PlanPair) => Promise<boolean>,
  tries = 400,
): Promise<PlanPair> {
  let best = pair;
  let left = tries;
  for (let progress = true; progress && left > 0;) {
    progress = false;
    for (const candidate of smaller(best)) {
      if (left-- <= 0) break;
      if (!(await fails(candidate))) continue;
      best = candidate;
      progress = true;
      break;
    }
  }
  return best;
}

/** Whole objects first, then what lies inside them. */
function smaller({ from, to }: PlanPair): readonly PlanPair[] {
  const cuts = [...pathsOf(from), ...pathsOf(to)];
  const unique = [...new Map(cuts.map((path) => [JSON.stringify(path), path])).values()].sort(
    (one, other) => one.length - other.length,
  );
  const pairs = unique.flatMap((path) => [
    { from: without(from, path), to: without(to, path) },
    { from: without(from, path), to },
    { from, to: without(to, path) },
    { from, to: put(to, path, at(from, path)) },
    { from: put(from, path, at(to, path)), to },
  ]);
  const now = JSON.stringify({ from, to });
  return pairs.filter((each) => JSON.stringify(each) !== now);
}

/** A way to a part: fields of objects, and names (with their schema) in lists. */
type Path = readonly string[];

function identity(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null;
  return JSON.stringify(['schema' in value ? value.schema : null, value.name]);
}

function pathsOf(value: unknown, before: Path = []): readonly Path[] {
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown) => {
      const key = identity(each);
      return key === null ? [] : [[...before, key], ...pathsOf(each, [...before, key])];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    before.length > 0 && !Array.isArray(inner) ? [[...before, field]] : pathsOf(inner, [...before, field]),
  );
}

function at(value: unknown, [head, ...rest]: Path): unknown {
  if (head === undefined) return value;
  if (Array.isArray(value))
    return at(
      value.find((each) => identity(each) === head),
      rest,
    );
  if (typeof value !== 'object' || value === null) return undefined;
  return at(Object.entries(value).find(([field]) => field === head)?.[1], rest);
}

const QUIET: Readonly<Record<string, unknown>> = {
  comment: null,
  notNull: false,
  filling: 'none',
  array: false,
  collation: null,
  include: [],
  timing: 0,
  nullsNotDistinct: false,
  where: null,
  predicate: null,
  fillfactor: null,
  grouped: false,
  join: null,
  barrier: false,
  materialized: false,
  unique: false,
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
  firstColumnOnly: false,
  full: false,
  validated: true,
  noInherit: false,
  owner: null,
  choice: 0,
  type: { word: 'integer' },
  primaryKey: null,
  cycle: false,
  cache: 1,
  increment: 1,
};

/** A part of a list left out, or a field at its plainest. */
function without<T>(value: T, path: Path): T {
  const last = path.at(-1) ?? '';
  if (last in QUIET) return at(value, path) === undefined ? value : put(value, path, QUIET[last]);
  return put(value, path, undefined);
}

function put<T>(value: T, path: Path, part: unknown): T;
function put(value: unknown, [head, ...rest]: Path, part: unknown): unknown {
  if (head === undefined) return part;
  if (Array.isArray(value)) {
    const found = value.some((each) => identity(each) === head);
    const list: readonly unknown[] = found || part === undefined || rest.length > 0 ? value : [...value, part];
    return list.flatMap((each) => {
      if (identity(each) !== head) return [each];
      const changed = put(each, rest, part);
      return changed === undefined ? [] : [changed];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  if (rest.length === 0 && part === undefined) return value;
  return Object.fromEntries(fields.map(([field, inner]) => [field, field === head ? put(inner, rest, part) : inner]));
}
