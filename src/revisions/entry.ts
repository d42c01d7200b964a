/** A revision as the verbs give it back: what people and scripts want to know of it, without its text. */
import type { History, Revision } from './revision';

export interface RevisionEntry {
  readonly revision: string;
  readonly downRevision: readonly string[];
  readonly message: string;
  readonly created: string | null;
  readonly path: string;
  readonly head: boolean;
  /** `null` where no database was asked. */
  readonly current: boolean | null;
}

/** A revision as data. @param current the heads of the database, or null where none was asked */
export function revisionEntry(
  revision: Revision,
  history: History,
  current: ReadonlySet<string> | null,
): RevisionEntry {
  return {
    revision: revision.id,
    downRevision: revision.downRevisions,
    message: revision.message,
    created: revision.created,
    path: revision.file,
    head: history.heads.includes(revision.id),
    current: current === null ? null : current.has(revision.id),
  };
}
