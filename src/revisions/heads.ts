/**
 * Several heads where one is asked for: which line of which file puts them in a line. What a database has run must stay beneath what it
 * has not: whatever is put under an applied revision counts as applied, and is never run. Pure.
 */
import { MultipleHeadsError } from '../errors/revisions';
import type { HeadJoin } from '../errors/revisions';
import { byCodeUnit } from '../schema/names';
import { ancestorsOf } from './graph';
import type { History, Revision } from './revision';

/**
 * The one head of a history; `null` where there is no revision. `at` is where the database stands, `null` where none was asked.
 * @throws MultipleHeadsError
 */
export function onlyHead(
  history: History,
  at: readonly string[] | null,
  when: 'a target may be named' | 'none is asked for',
): string | null {
  if (history.heads.length > 1) throw multipleHeads(history, at, when);
  return history.heads[0] ?? null;
}

/** The error for several heads. `at` is where the database stands, `null` where none was asked. */
export function multipleHeads(
  history: History,
  at: readonly string[] | null,
  when: 'a target may be named' | 'none is asked for',
): MultipleHeadsError {
  return new MultipleHeadsError(
    history.heads.flatMap((id) => history.revisions.get(id) ?? []),
    { join: joinOf(history, at ?? []), at, mayName: when === 'a target may be named' },
  );
}

/** The first pair of heads that one line of a file puts in a line; null where their branches meet in more than one place. */
function joinOf(history: History, at: readonly string[]): HeadJoin | null {
  const applied = ancestorsOf(history, at);
  const heads = inOrder(history, applied);
  const pairs = heads.flatMap((first, index) => heads.slice(index + 1).map((second) => [first, second] as const));
  const both = [...pairs, ...pairs.map(([first, second]) => [second, first] as const)];
  for (const [first, second] of both) {
    const lowest = lowestOwn(history, first, second);
    if (lowest !== null && (applied.has(first.id) || !applied.has(lowest.id))) return joinAt(lowest, first.id);
  }
  // Of each branch a part is applied: those parts come first, and then there is an order for the rest.
  for (const [first, second] of both) {
    const lowest = lowestOwn(history, first, second);
    const beneath = ancestorsOf(history, [first.id]);
    const tops = at.filter((id) => beneath.has(id));
    if (lowest !== null && tops[0] !== undefined && tops.length === 1) return joinAt(lowest, tops[0]);
  }
  return null;
}

/** The applied before the others, the earlier created before the later, and then by id. */
function inOrder(history: History, applied: ReadonlySet<string>): readonly Revision[] {
  const rank = ({ id }: Revision): number => (applied.has(id) ? 0 : 1);
  return history.heads
    .flatMap((id) => history.revisions.get(id) ?? [])
    .sort(
      (one, other) =>
        rank(one) - rank(other) || byCodeUnit(one.created ?? '', other.created ?? '') || byCodeUnit(one.id, other.id),
    );
}

/** Where the branch of `second` leaves that of `first`: what is to follow `first` instead. Null where it does so in several places. */
function lowestOwn(history: History, first: Revision, second: Revision): Revision | null {
  const beneath = ancestorsOf(history, [first.id]);
  const own = [...ancestorsOf(history, [second.id])].filter((id) => !beneath.has(id));
  const [id, ...others] = own.filter((each) =>
    (history.parents.get(each) ?? []).every((parent) => beneath.has(parent)),
  );
  return id === undefined || others.length > 0 ? null : (history.revisions.get(id) ?? null);
}

function joinAt({ text, file }: Revision, follows: string): HeadJoin {
  const line = text.split('\n').findIndex((each) => /\bdownRevision\b/.test(each)) + 1;
  return { file: line === 0 ? file : `${file}:${line}`, follows };
}
