/**
 * Which revisions run, in which order, and which heads the database holds after each. Pure, and linear in the number of
 * revisions: heads are moved along direct links only.
 */
import { RevisionNotFoundError } from '../errors/revisions';
import { ancestorsOf, descendantsOf, effectiveHeads } from './graph';
import type { Direction, History, Revision } from './revision';
import { assertKnown } from './targets';

export interface PlanStep {
  readonly revision: Revision;
  /** The heads in the version table before and after this step. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Plan {
  readonly direction: Direction;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly steps: readonly PlanStep[];
}

/**
 * Everything that the targets need and the database lacks, ancestors first. Empty where the targets are applied already.
 * @throws DatabaseAheadError
 */
export function planUpgrade(history: History, current: readonly string[], targets: readonly string[]): Plan {
  assertKnown(history, current);
  const applied = ancestorsOf(history, current);
  const wanted = ancestorsOf(history, targets);
  const steps: PlanStep[] = [];
  // The first step leaves out what is no head any more.
  let [before, heads] = [current, effectiveHeads(history, current)];
  for (const revision of history.revisions.values()) {
    if (!wanted.has(revision.id) || applied.has(revision.id)) continue;
    const parents = new Set(history.parents.get(revision.id));
    heads = [...heads.filter((head) => !parents.has(head)), revision.id];
    steps.push({ revision, before, after: heads });
    before = heads;
  }
  return { direction: 'upgrade', from: current, to: heads, steps };
}

/**
 * Everything applied on top of the targets, descendants first; everything at all for no targets (`base`).
 * @throws DatabaseAheadError; RevisionNotFoundError for a target that is not applied
 */
export function planDowngrade(history: History, current: readonly string[], targets: readonly string[]): Plan {
  assertKnown(history, current);
  const applied = new Set(ancestorsOf(history, current));
  for (const target of targets) {
    if (!applied.has(target)) throw new RevisionNotFoundError(target, 'is not applied, so there is no way down to it');
  }
  const above = targets.length === 0 ? applied : descendantsOf(history, targets);
  const doomed = [...history.revisions.values()]
    .filter(({ id }) => applied.has(id) && above.has(id) && !targets.includes(id))
    .reverse();
  const steps: PlanStep[] = [];
  let [before, heads] = [current, effectiveHeads(history, current)];
  for (const revision of doomed) {
    applied.delete(revision.id);
    const bare = (history.parents.get(revision.id) ?? []).filter(
      (parent) => !(history.dependents.get(parent) ?? []).some((dependent) => applied.has(dependent)),
    );
    heads = [...heads.filter((head) => head !== revision.id), ...bare];
    steps.push({ revision, before, after: heads });
    before = heads;
  }
  return { direction: 'downgrade', from: current, to: heads, steps };
}

/**
 * The heads after stamping the targets: they replace all heads of their own line, and those that no file has, as nobody knows their line;
 * those of other branches stay. None: nothing is left. `purge`: the targets are all there is.
 * @throws DatabaseAheadError for a target that no file has
 */
export function headsAfterStamp(
  history: History,
  current: readonly string[],
  targets: readonly string[],
  options: { readonly purge: boolean } = { purge: false },
): readonly string[] {
  assertKnown(history, targets);
  if (options.purge || targets.length === 0) return targets;
  const below = ancestorsOf(history, targets);
  const above = descendantsOf(history, targets);
  const known = effectiveHeads(history, current).filter((head) => history.revisions.has(head));
  const others = known.filter((head) => !below.has(head) && !above.has(head));
  return [...others, ...targets];
}
