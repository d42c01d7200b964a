/**
 * What people write to name a place in the history: an id, a unique prefix of one, `head`, `heads`, `base`, `current`, a branch label,
 * `+2`, `-1`, `a1b2+1`. The reason why one cannot be found is always told. Pure.
 */
import { DatabaseAheadError, RevisionNotFoundError, TargetAmbiguousError } from '../errors/revisions';
import { effectiveHeads } from './graph';
import { multipleHeads } from './heads';
import { nearIdentifiers } from './near';
import type { History, Revision } from './revision';

/** Shorter ones fit too many ids; a whole id may be shorter. */
const SHORTEST_PREFIX = 4;
/** Too short for the prefix of an id. */
const COUNT = /^[1-9]\d{0,2}$/;
const NO_REVISIONS = 'there are no revisions yet';
const FIRST_REVISION = 'stillhead revision --autogenerate -m "…"';
const RELATIVE = /^(.*?)([+-])(\d+)$/;

/**
 * The revisions a target names: one, none for `base`, several for `heads`. `stored` are the heads that the database holds; `null`: no
 * database was asked, and what counts from one counts from base.
 * @param sign what a count is written with where this target is asked for: it is told to who leaves it out
 * @throws RevisionNotFoundError, TargetAmbiguousError, MultipleHeadsError, DatabaseAheadError (relative to an unknown revision)
 */
export function resolveTarget(
  history: History,
  stored: readonly string[] | null,
  target: string,
  sign?: '+' | '-',
): readonly string[] {
  const current = stored === null ? null : effectiveHeads(history, stored);
  const relative = RELATIVE.exec(target);
  if (relative?.[3] === undefined) return symbol(history, current, target, sign);
  const base = relative[1] ?? '';
  const start =
    base === '' ? only(history, current ?? [], target) : only(history, symbol(history, current, base), target);
  const steps = Number(relative[3]);
  return relative[2] === '+' ? walkUp(history, start, steps, target) : walkDown(history, start, steps, target);
}

/**
 * One revision by its id or a unique prefix. `sign` as of `resolveTarget`.
 * @throws RevisionNotFoundError, TargetAmbiguousError
 */
export function findRevision(history: History, id: string, sign?: '+' | '-'): Revision {
  const exact = history.revisions.get(id);
  if (exact !== undefined) return exact;
  const labelled = [...history.revisions.values()].find((revision) => revision.branchLabels.includes(id));
  if (labelled !== undefined) return labelled;
  const fitting =
    id.length < SHORTEST_PREFIX ? [] : [...history.revisions.values()].filter((each) => each.id.startsWith(id));
  if (fitting.length > 1) throw new TargetAmbiguousError(id, fitting.map(nameOf));
  if (fitting[0] !== undefined) return fitting[0];
  if (id !== '') assertAny(history, id);
  const count = sign !== undefined && COUNT.test(id) ? [`${sign}${id}`] : [];
  throw new RevisionNotFoundError(id, reason(history, id), [
    ...count,
    ...nearIdentifiers(id, history.revisions.keys()),
  ]);
}

/** `1a2b3c4d (add users)`. */
function nameOf(revision: Pick<Revision, 'id' | 'message'>): string {
  return `${revision.id} (${revision.message})`;
}

/**
 * @param directory of an embedded database, for the hint
 * @throws DatabaseAheadError when the database is at a revision that no file has
 */
export function assertKnown(history: History, current: readonly string[], directory: string | null = null): void {
  const unknown = current.filter((id) => !history.revisions.has(id));
  if (unknown.length > 0) throw new DatabaseAheadError(unknown, history.heads, directory);
}

/** What is to be `head` has to be somewhere. @throws RevisionNotFoundError where there is no revision at all */
export function assertAny(history: History, target: string): void {
  if (history.revisions.size === 0) throw new RevisionNotFoundError(target, NO_REVISIONS, [], FIRST_REVISION);
}

/**
 * Two targets with a colon between them, either of which may be left out: `base:head`, `a1b2:`.
 * @throws RevisionNotFoundError where there is no colon; as `resolveTarget`
 */
export function resolveRange(
  history: History,
  current: readonly string[],
  range: string,
): { readonly from: readonly string[]; readonly to: readonly string[] } {
  const [from, to, ...rest] = range.split(':');
  if (from === undefined || to === undefined || rest.length > 0)
    throw new RevisionNotFoundError(range, 'is no range FROM:TO');
  return {
    from: resolveTarget(history, current, from === '' ? 'base' : from),
    to: resolveTarget(history, current, to === '' ? 'heads' : to),
  };
}

function symbol(
  history: History,
  current: readonly string[] | null,
  target: string,
  sign?: '+' | '-',
): readonly string[] {
  if (target === 'base') return [];
  if (target === 'heads') return history.heads;
  if (target === 'current') return current ?? [];
  if (target !== 'head') return [findRevision(history, target, sign).id];
  if (history.heads.length > 1) throw multipleHeads(history, current, 'a target may be named');
  return history.heads;
}

function describe(history: History, id: string): string {
  const revision = history.revisions.get(id);
  return revision === undefined ? id : nameOf(revision);
}

function reason(history: History, id: string): string {
  if (id === '') return 'the target is empty';
  const short = id.length < SHORTEST_PREFIX && [...history.revisions.keys()].some((each) => each.startsWith(id));
  return short
    ? `a prefix needs at least ${SHORTEST_PREFIX} characters`
    : 'no revision has this id, and none begins so';
}

/** The one revision to count from; `null` is base. */
function only(history: History, ids: readonly string[], target: string): string | null {
  assertKnown(history, ids);
  if (ids.length > 1) {
    throw new TargetAmbiguousError(
      target,
      ids.map((id) => describe(history, id)),
      'counts from several revisions',
    );
  }
  return ids[0] ?? null;
}

function walkUp(history: History, start: string | null, steps: number, target: string): readonly string[] {
  let at = start;
  for (let step = 0; step < steps; step++) {
    const next = at === null ? history.bases : (history.children.get(at) ?? []);
    if (next.length > 1) throw fork(history, next, target);
    if (next[0] === undefined) throw new RevisionNotFoundError(target, tooFar(step, 'forward', start));
    at = next[0];
  }
  return at === null ? [] : [at];
}

function walkDown(history: History, start: string | null, steps: number, target: string): readonly string[] {
  let at = start;
  for (let step = 0; step < steps; step++) {
    if (at === null) throw new RevisionNotFoundError(target, tooFar(step, 'back', start));
    const next: readonly string[] = history.revisions.get(at)?.downRevisions ?? [];
    if (next.length > 1) throw fork(history, next, target);
    at = next[0] ?? null;
  }
  return at === null ? [] : [at];
}

function tooFar(found: number, way: 'forward' | 'back', start: string | null): string {
  const from = start ?? 'base';
  if (found === 0) return `there is nothing ${way === 'forward' ? 'after' : 'before'} ${from}`;
  return found === 1 ? `only 1 step leads ${way} from ${from}` : `only ${found} steps lead ${way} from ${from}`;
}

function fork(history: History, ids: readonly string[], target: string): TargetAmbiguousError {
  return new TargetAmbiguousError(
    target,
    ids.map((id) => describe(history, id)),
    'meets a fork',
  );
}
