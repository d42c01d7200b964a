/**
 * Errors of reading a database. What the server said is kept whole.
 */
import { StillheadError } from '../errors';

/** The server does not let its catalogs be read: a lock in the way, a timeout, no rights. Says what the server said. */
export class CatalogUnreadableError extends StillheadError {
  readonly code = 'CATALOG_UNREADABLE';
  constructor(database: string, cause: unknown) {
    const sqlstate = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
    super(`cannot read the schema of ${database}`, {
      facts: {
        database,
        reason: cause instanceof Error ? cause.message : String(cause),
        ...(sqlstate === null ? {} : { sqlstate }),
      },
      hint: CATALOG_HINTS[sqlstate ?? ''] ?? 'run the command again; DEBUG=stillhead:sql prints what is sent',
      cause,
    });
  }
}

/** By SQLSTATE (manual, appendix A). */
const CATALOG_HINTS: Readonly<Record<string, string>> = {
  '55P03':
    "somebody holds a lock on what is read, for more than three seconds: SELECT pid, query FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE mode = 'AccessExclusiveLock'; then run the command again",
  '42501': 'connect as a role that may read the catalogs: GRANT USAGE ON SCHEMA pg_catalog, or --url with another user',
  '57014': 'the time allowed for a statement is too short for this database: ALTER ROLE … SET statement_timeout',
  XX000: 'something was dropped while it was read: run the command again',
};

/** A table or view that is not in the database. */
export class TableMissingError extends StillheadError {
  readonly code = 'TABLE_MISSING';
  constructor(name: string, known: readonly string[]) {
    const near = known.filter(
      (each) => each.toLowerCase().includes(name.toLowerCase()) || name.toLowerCase().includes(each.toLowerCase()),
    );
    super(`there is no table or view ${name}`, {
      facts: near.length > 0 ? { 'like it': near.slice(0, 5) } : { 'tables and views': known.length },
      hint: 'stillhead inspect lists them',
    });
  }
}
