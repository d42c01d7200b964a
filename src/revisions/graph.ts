/**
 * Ties revisions together to a history: who follows whom, heads, bases. Every walk here is linear in the number of revisions and
 * none recurses: a history may be ten thousand revisions deep.
 */
import { DuplicateRevisionError, RevisionCycleError, RevisionMissingError } from '../errors/revisions';
import { byCodeUnit } from '../schema/names';
import { nearIdentifiers } from './near';
import type { History, Revision } from './revision';

type Links = Map<string, string[]>;

/**
 * A history of these revisions; the order they come in does not matter.
 * @throws DuplicateRevisionError, RevisionMissingError, RevisionCycleError
 */
export function buildHistory(revisions: readonly Revision[]): History {
  const byId = indexById([...revisions].sort((one, other) => byCodeUnit(one.file, other.file)));
  const children = emptyLinks(byId);
  const dependents = emptyLinks(byId);
  const parents = emptyLinks(byId);
  const labels = labelOwners(byId);
  for (const revision of byId.values()) {
    for (const down of new Set(revision.downRevisions)) {
      if (!byId.has(down)) throw missing(revision, down, byId);
      children.get(down)?.push(revision.id);
      link(parents, dependents, revision.id, down);
    }
    for (const dependency of revision.dependsOn) {
      const id = byId.has(dependency) ? dependency : labels.get(dependency);
      if (id === undefined) throw missing(revision, dependency, byId);
      if (!parents.get(revision.id)?.includes(id)) link(parents, dependents, revision.id, id);
    }
  }
  const sorted = sortByAncestry(byId, parents, dependents);
  const ids = [...sorted.keys()];
  return {
    revisions: sorted,
    heads: ids.filter((id) => children.get(id)?.length === 0),
    bases: ids.filter((id) => sorted.get(id)?.downRevisions.length === 0),
    children,
    parents,
    dependents,
  };
}

/** The ids and all that must be applied before them. */
export function ancestorsOf(history: History, ids: readonly string[]): ReadonlySet<string> {
  return reach(history.parents, ids);
}

/** The ids and all that are applied on top of them. */
export function descendantsOf(history: History, ids: readonly string[]): ReadonlySet<string> {
  return reach(history.dependents, ids);
}

/**
 * What counts of the heads that a database holds: one that another follows is beneath it. Two that were run as two heads become one when
 * a file is put behind the other. One that no file has is kept.
 */
export function effectiveHeads(history: History, heads: readonly string[]): readonly string[] {
  if (heads.length < 2) return heads;
  const beneath = heads.map((head) => [head, ancestorsOf(history, [head])] as const);
  return heads.filter((head) => !beneath.some(([other, ancestors]) => other !== head && ancestors.has(head)));
}

function reach(links: ReadonlyMap<string, readonly string[]>, ids: readonly string[]): ReadonlySet<string> {
  const reached = new Set(ids);
  for (const id of reached) for (const next of links.get(id) ?? []) reached.add(next);
  return reached;
}

function indexById(revisions: readonly Revision[]): Map<string, Revision> {
  const byId = new Map<string, Revision>();
  for (const revision of revisions) {
    const other = byId.get(revision.id);
    if (other !== undefined) throw new DuplicateRevisionError(revision.id, [other.file, revision.file]);
    byId.set(revision.id, revision);
  }
  return byId;
}

function emptyLinks(byId: ReadonlyMap<string, Revision>): Links {
  return new Map([...byId.keys()].map((id) => [id, []]));
}

function link(parents: Links, dependents: Links, id: string, parent: string): void {
  parents.get(id)?.push(parent);
  dependents.get(parent)?.push(id);
}

function labelOwners(byId: ReadonlyMap<string, Revision>): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const revision of byId.values()) {
    for (const label of revision.branchLabels) {
      const owner = byId.get(owners.get(label) ?? '');
      if (owner !== undefined) throw new DuplicateRevisionError(label, [owner.file, revision.file]);
      owners.set(label, revision.id);
    }
  }
  return owners;
}

function missing(revision: Revision, id: string, byId: ReadonlyMap<string, Revision>): RevisionMissingError {
  return new RevisionMissingError(revision.id, id, revision.file, nearIdentifiers(id, byId.keys()));
}

/** Kahn's order; what is free first goes first, so that a chain keeps its order and branches follow their files' names. */
function sortByAncestry(byId: ReadonlyMap<string, Revision>, parents: Links, dependents: Links): Map<string, Revision> {
  const sorted = new Map<string, Revision>();
  const waiting = new Map([...byId.keys()].map((id) => [id, parents.get(id)?.length ?? 0]));
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let at = 0; at < free.length; at++) {
    const revision = byId.get(free[at] ?? '');
    if (revision === undefined) continue;
    sorted.set(revision.id, revision);
    for (const next of dependents.get(revision.id) ?? []) {
      const count = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, count);
      if (count === 0) free.push(next);
    }
  }
  if (sorted.size < byId.size) throw cycle(byId, parents, sorted);
  return sorted;
}

/** Each revision that is left waits for another that is left: following those, one comes round again. */
function cycle(
  byId: ReadonlyMap<string, Revision>,
  parents: Links,
  sorted: ReadonlyMap<string, Revision>,
): RevisionCycleError {
  const path: string[] = [];
  const seen = new Map<string, number>();
  let id = [...byId.keys()].find((each) => !sorted.has(each)) ?? '';
  while (!seen.has(id)) {
    seen.set(id, path.length);
    path.push(id);
    id = parents.get(id)?.find((parent) => !sorted.has(parent)) ?? id;
  }
  const circle = path.slice(seen.get(id)).reverse();
  const files = circle.map((each) => byId.get(each)?.file ?? '');
  return new RevisionCycleError([circle.at(-1) ?? id, ...circle], files);
}
