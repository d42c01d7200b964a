/**
 * What `stillhead.hints.json` may say: its type, and the reader that checks it. Whether its lines fit anything is told where models and
 * database are compared. It must never hold what lets data go: a drop is answered where it happens.
 */
import { optional, record, texts, type Place } from './shape';

/** Answers that are kept with the code, each written as its flag takes it. */
export interface Hints {
  /** `persons.name:full_name`, as after --rename. Without effect once the database has the new name. */
  readonly renames?: string | readonly string[];
  /** `persons.name:title`, as after --different: two things, and no rename. */
  readonly different?: string | readonly string[];
  /** `persons.legacy`, as after --keep: stays though no entity declares it. */
  readonly keeps?: string | readonly string[];
}

const readFields = record({ renames: optional(texts, []), different: optional(texts, []), keeps: optional(texts, []) });

export type ReadHints = ReturnType<typeof readFields>;

/** Reads hints; `problems` names every fault with the path of its key. */
export function readHints(value: unknown): { readonly hints: ReadHints; readonly problems: readonly string[] } {
  const place: Place = { path: '', problems: [] };
  return { hints: readFields(value, place), problems: place.problems };
}
