/**
 * Runs one statement outside of any transaction, under a lock of the session: settings, the probe that tells whether it is done
 * already, and the clearing of what a failed attempt left. Hand-written SQL has no probe: it is run at least once.
 */
import { PooledConnectionError, UpgradeRunningError } from '../errors/running';
import type { Statement } from '../operations/statement';
import type { RunnerContext } from './options';
import { pathOf } from './transaction';
import { lockKey } from './version-table';

/**
 * Takes the lock for the session; to be called inside a transaction that holds it already, so that it cannot be refused.
 * @throws UpgradeRunningError when it is refused all the same
 */
export async function takeSessionLock(context: RunnerContext): Promise<void> {
  const rows = await context.session.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${lockKey(context.versionTable)}) AS locked`,
  );
  if (rows[0]?.locked !== true) throw new UpgradeRunningError('its session is not to be seen', 0);
}

export async function releaseSessionLock(context: RunnerContext): Promise<void> {
  await context.session.query(`SELECT pg_advisory_unlock(${lockKey(context.versionTable)})`);
}

/**
 * Behind a transaction pooler the lock was taken on another server connection than the statement would run on.
 * @throws PooledConnectionError
 */
export async function assertSessionLock(context: RunnerContext, revision: string, statement: string): Promise<void> {
  const rows = await context.session.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND pid = pg_backend_pid()
        AND (classid::bigint << 32) | objid::bigint = ${lockKey(context.versionTable)}) AS held`,
  );
  if (rows[0]?.held !== true) throw new PooledConnectionError(revision, statement);
}

/** Runs the statement, unless its probe says that it is done. After a failure it clears what is left, and throws what the server said. */
export async function runOutside(context: RunnerContext, statement: Statement): Promise<void> {
  const { session } = context;
  const before = await settingsOf(context);
  try {
    await setForSession(context, {
      search_path: pathOf(context),
      lock_timeout: '0',
      statement_timeout: '0',
      standard_conforming_strings: 'on',
    });
    if (statement.done !== null && (await isDone(context, statement.done))) return;
    if (statement.cleanup !== null) await session.script(statement.cleanup);
    try {
      await session.script(statement.sql);
    } catch (error) {
      if (statement.cleanup !== null) await session.script(statement.cleanup).catch(() => undefined);
      throw error;
    }
  } finally {
    // On a connection that is gone the first error is the one to tell.
    await setForSession(context, before).catch(() => undefined);
  }
}

/** A build waits for every older transaction: a limit on that would only leave an invalid index behind. */
interface Settings {
  readonly search_path: string;
  readonly lock_timeout: string;
  readonly statement_timeout: string;
  readonly standard_conforming_strings: string;
}

async function settingsOf({ session }: RunnerContext): Promise<Settings> {
  const [row] = await session.query<Settings>(
    `SELECT current_setting('search_path') AS search_path, current_setting('lock_timeout') AS lock_timeout,
            current_setting('statement_timeout') AS statement_timeout,
            current_setting('standard_conforming_strings') AS standard_conforming_strings`,
  );
  const usual = { lock_timeout: '0', statement_timeout: '0', standard_conforming_strings: 'on' };
  return row ?? { search_path: '"$user", public', ...usual };
}

async function setForSession({ session }: RunnerContext, settings: Settings): Promise<void> {
  await session.query(
    `SELECT set_config('search_path', $1, false), set_config('lock_timeout', $2, false), set_config('statement_timeout', $3, false),
            set_config('standard_conforming_strings', $4, false)`,
    [settings.search_path, settings.lock_timeout, settings.statement_timeout, settings.standard_conforming_strings],
  );
}

async function isDone(context: RunnerContext, probe: string): Promise<boolean> {
  const [row] = await context.session.query(probe);
  return row !== undefined && Object.values(row)[0] === true;
}
