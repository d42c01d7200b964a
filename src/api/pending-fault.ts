/**
 * Whether a pending revision that fails on a throw-away database fails on the user's too, by what the server said and what the user's
 * database holds. Where that cannot be told for certain it is no fault.
 */
import { StatementFailedError } from '../errors/running';
import { objectsOf } from '../schema/objects';
import type { DatabaseSchema } from '../schema/types';
import type { Replayed } from './replay';

/** What is made twice. The throw-away database holds what the history makes, and the user's holds that as well. */
const DUPLICATES: ReadonlySet<unknown> = new Set(['42701', '42P07']);
/** What is not there: a table, a column, a constraint or an index. Only these, as a role, a type or a function may be anybody's. */
const MISSING: ReadonlySet<unknown> = new Set(['42703', '42P01', '42704']);
const MISSING_WORDS =
  /^\w{5} (?:column|relation|table|view|index|constraint) "?([^"\s]+)"?(?: of \w+ "[^"]+")? does not exist/;

/**
 * The failure, where no database that is what the history makes could pass.
 * @param isClean whether the user's database is so
 */
export function pendingFault(
  current: DatabaseSchema,
  { own, newest }: { readonly own: Replayed; readonly newest: Replayed },
  isClean: boolean,
): StatementFailedError | null {
  const { error } = newest;
  if (own.failure !== null || !isClean || !(error instanceof StatementFailedError)) return null;
  const state = error.facts['sqlstate'];
  if (DUPLICATES.has(state)) return error;
  const missing = MISSING.has(state) ? (MISSING_WORDS.exec(error.message)?.[1] ?? null) : null;
  return missing === null || isFound(missing, current) ? null : error;
}

/** A name with or without what it lies in. What PostgreSQL brings depends on its major; what an extension brings, both databases have. */
function isFound(missing: string, current: DatabaseSchema): boolean {
  const name = missing.slice(missing.lastIndexOf('.') + 1);
  const lies = objectsOf(current).some((object) => object.name === name);
  const views = current.views.flatMap(({ columns }) => columns);
  return name.startsWith('pg_') || lies || views.includes(name);
}
