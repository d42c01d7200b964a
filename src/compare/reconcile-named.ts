/**
 * How constraints and indexes of the model find theirs in the database: by name, then by structure. A derived name gives way to the
 * database's; what the database has besides stays, unless the history made it or a column under it goes.
 */
import { objectKey } from '../schema/names';
import type { ObjectName } from '../schema/types';
import type { Agreement } from './agreement';
import { isDigestName } from './derived-names';
import { same } from './equal';
import { noteKept } from './kept';
import type { Reconciling } from './reconcile-options';

interface Named {
  readonly name: string;
  readonly derivedName: boolean;
}

/** The outcome of comparing one of the database's with one of the model's. */
export interface Likeness<T> {
  readonly agreement: Agreement;
  /** The model's, with all that it cannot say taken over from the database's; expressions too where they agree. */
  readonly merged: T;
}

export interface Matchmaker<T extends Named> {
  likeness(current: T, model: T): Likeness<T>;
  /** Whether the two are one thing that changed, though neither name nor structure is the same. */
  related(current: T, model: T): boolean;
  nameOf(object: T): ObjectName;
  /** What of the database's stays as it is though the model, which cannot say it, means something else. */
  kept(current: T, model: T): readonly string[];
  /** Whether it stands on a column that is not there any more. */
  isBroken(object: T): boolean;
}

export interface Matched<T> {
  readonly target: readonly T[];
  /** Of the model, what found nothing: part of `target` all the same. */
  readonly fresh: readonly T[];
  /** Of the database, what found nothing and stays: part of `target` all the same. */
  readonly extra: readonly T[];
}

const NOTHING = { target: [], fresh: [], extra: [] };

export function reconcileNamed<T extends Named>(
  current: readonly T[],
  model: readonly T[],
  maker: Matchmaker<T>,
  context: Reconciling,
): Matched<T> {
  if (current.length === 0 && model.length === 0) return NOTHING;
  const pairs = new Map<T, T>();
  const open = new Set(model);
  const pair = (found: T, { agreement, merged }: Likeness<T>, wanted: T): void => {
    // What is made anew because it changed gets the name that its new shape derives, unless somebody chose the old one.
    const outdated = agreement === 'different' && isDigestName(found.name);
    const keepsName = wanted.derivedName && context.names === 'keep' && !outdated;
    const settled: T = { ...merged, name: keepsName ? found.name : wanted.name, derivedName: found.derivedName };
    pairs.set(found, same(settled, found) ? found : settled);
    open.delete(wanted);
    if (agreement !== 'different') noteKept(maker.nameOf(found), maker.kept(found, wanted), context.notes);
  };
  const visible = current.filter((object) => context.isVisible(maker.nameOf(object)));
  const free = (): readonly T[] => visible.filter((object) => !pairs.has(object));
  const byName = new Map(visible.map((object) => [object.name, object]));
  for (const wanted of [...open]) {
    const found = byName.get(wanted.name);
    if (found !== undefined && !pairs.has(found)) pair(found, maker.likeness(found, wanted), wanted);
  }
  for (const wanted of [...open]) {
    for (const found of free()) {
      const likeness = maker.likeness(found, wanted);
      if (likeness.agreement === 'different') continue;
      pair(found, likeness, wanted);
      break;
    }
  }
  for (const wanted of [...open]) {
    const found = free().find((object) => maker.related(object, wanted));
    if (found !== undefined) pair(found, maker.likeness(found, wanted), wanted);
  }
  const extra = current.filter((object) => !pairs.has(object) && stays(object, maker, context));
  const staying = current.flatMap((object) => pairs.get(object) ?? (extra.includes(object) ? [object] : []));
  return { target: [...staying, ...open], fresh: [...open], extra };
}

function stays<T extends Named>(object: T, maker: Matchmaker<T>, context: Reconciling): boolean {
  if (maker.isBroken(object)) return false;
  const name = maker.nameOf(object);
  if (!context.isVisible(name)) return true;
  if (context.owned(name) && !context.drops.kept.has(objectKey(name))) return false;
  context.notes.unmanaged.push(name);
  return true;
}
