/** Cuts a pair of plans down to less that still fails: parts left out on both sides, and edits taken back. */
import type { Rename } from '../../../src/compare/rename';
import type { ExtraPlan, SchemaPlan } from './plan';

export interface PlanPair {
  readonly from: SchemaPlan;
  readonly to: SchemaPlan;
  /** What a person answered; those that do not fit the two sides are left out. */
  readonly renames?: readonly Rename[];
  readonly extras?: readonly ExtraPlan[];
}

/** So many candidates are tried together. */
const TOGETHER = 24;

/**
 * The smallest pair found that still fails; in at most so many rounds.
 * @param failing the first of several candidates that fails, or null
 */
export async function shrink(
  pair: PlanPair,
  failing: (pairs: readonly PlanPair[]) => Promise<PlanPair | null>,
  rounds: number,
): Promise<PlanPair> {
  if (rounds === 0) return pair;
  let best = pair;
  let left = rounds;
  let candidates = smaller(best);
  // After a cut the next candidates are those that come after it: what was refused before is rarely possible now.
  let at = 0;
  while (left-- > 0 && at < candidates.length) {
    const chosen = candidates.slice(at, at + TOGETHER);
    const found = await failing(chosen);
    if (found === null) {
      at += TOGETHER;
      continue;
    }
    best = found;
    at = 0;
    candidates = smaller(best);
  }
  return best;
}

/** Whole objects first, then what lies inside them. */
function smaller({ from, to, ...rest }: PlanPair): readonly PlanPair[] {
  const cuts = [...pathsOf(from), ...pathsOf(to)];
  const unique = [...new Map(cuts.map((path) => [JSON.stringify(path), path])).values()].sort(
    (one, other) => one.length - other.length,
  );
  const pairs = unique.flatMap((path) => [
    { ...rest, from: without(from, path), to: without(to, path) },
    { ...rest, from: without(from, path), to },
    { ...rest, from, to: without(to, path) },
    { ...rest, from, to: put(to, path, at(from, path)) },
    { ...rest, from: put(from, path, at(to, path)), to },
  ]);
  const answers = rest.renames ?? [];
  const fewer = answers.map((answer) => ({ ...rest, renames: answers.filter((each) => each !== answer), from, to }));
  const extras = rest.extras ?? [];
  const barer = extras.map((extra) => ({ ...rest, extras: extras.filter((each) => each !== extra), from, to }));
  const now = JSON.stringify({ ...rest, from, to });
  return [...fewer, ...barer, ...pairs].filter((each) => JSON.stringify(each) !== now);
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
  unlogged: false,
  rowSecurity: 'off',
  replicaIdentity: null,
  populated: true,
  statistics: null,
  storage: 0,
  check: null,
  default: null,
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
