/**
 * Opens a transaction of the runner: pinned settings, the advisory lock, and the state read again under it.
 *
 * The lock is polled: a wait inside the server would deadlock with a concurrent index build, which waits for every transaction.
 * Being of the transaction, it holds behind a transaction pooler too. This file must never change a schema.
 */
import { UpgradeRunningError } from '../errors/running';
import { quoteIdentifier } from '../schema/quote';
import type { LockHolder, RunnerContext } from './options';
import { pauseBefore } from './pause';
import { TRANSACTION_MARK } from './transaction-control';
import { lockKey, sameState, selectState, stateOf, type VersionState } from './version-table';

/** Somebody else moved the database since it was last read: the plan must find its place again. */
export class Overtaken extends Error {
  constructor(readonly found: VersionState) {
    super('the database was moved by another run');
    this.name = 'Overtaken';
  }
}

/**
 * Begins a transaction that holds the lock, in a database that is where it is expected to be.
 * @throws Overtaken, UpgradeRunningError
 */
export async function begin(context: RunnerContext, expected: VersionState): Promise<void> {
  const found = await lockAndRead(context, selectState(context.versionTable));
  const state = stateOf(found);
  if (sameState(state, expected)) return;
  await rollback(context);
  throw new Overtaken(state);
}

/**
 * Begins a transaction that holds the lock, and gives the rows of a query made under it. A wait is told when two attempts found
 * the same: between its transactions another run lets go for a moment, of which there is nothing to say.
 */
export async function lockAndRead(context: RunnerContext, query: string): Promise<readonly object[]> {
  const deadline = Date.now() + context.lockWait;
  let seen: number | null | undefined;
  let told: number | null | undefined;
  for (let attempt = 1; ; attempt++) {
    const results = await context.session.script(`${beginText(context)};\n${query}`);
    const locked = results.at(-2)?.[0];
    if (locked !== undefined && 'locked' in locked && locked.locked === true) return results.at(-1) ?? [];
    await rollback(context);
    const holder = await lockHolder(context);
    const pid = holder?.pid ?? null;
    if (pid === seen && pid !== told) {
      context.events.onWaiting?.(holder);
      told = pid;
    }
    seen = pid;
    if (Date.now() >= deadline)
      throw new UpgradeRunningError(describeHolder(holder), Math.round(context.lockWait / 1000));
    await pauseBefore(Math.min(attempt, 4), Math.min(context.longestPause, deadline - Date.now()));
  }
}

/** Ends the transaction, whatever state it is in; says nothing when the connection is gone. */
export async function rollback(context: RunnerContext): Promise<void> {
  await context.session.script('ROLLBACK').catch(() => undefined);
}

function beginText(context: RunnerContext): string {
  return [
    // Whatever the role's default is: a snapshot taken before the lock would show the state of before.
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    `SET LOCAL search_path TO ${pathOf(context)}`,
    // As it was on the server that printed the expressions of a revision.
    'SET LOCAL standard_conforming_strings TO on',
    `SET LOCAL lock_timeout TO ${context.lockTimeout}`,
    `SET LOCAL ${TRANSACTION_MARK} TO 'open'`,
    ...(context.watchesClient ? [`SET LOCAL client_connection_check_interval TO '2s'`] : []),
    `SELECT pg_try_advisory_xact_lock(${lockKey(context.versionTable)}) AS locked`,
  ].join(';\n');
}

/** The pinned `search_path`, as SQL. */
export function pathOf(context: Pick<RunnerContext, 'searchPath'>): string {
  return context.searchPath.map(quoteIdentifier).join(', ');
}

/** Who holds the lock: `pg_locks` shows a bigint key as two halves, with `objsubid` 1. */
async function lockHolder(context: RunnerContext): Promise<LockHolder | null> {
  const rows = await context.session.query<{ pid: number | null; since: Date | null; name: string | null }>(
    `SELECT l.pid, coalesce(a.xact_start, a.state_change) AS since, a.application_name AS name
       FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32) | l.objid::bigint = ${lockKey(context.versionTable)}`,
  );
  const [row] = rows;
  // A transaction that was prepared has no session any more.
  if (row === undefined || row.pid === null) return null;
  return { pid: row.pid, since: row.since, applicationName: row.name ?? '' };
}

function describeHolder(holder: LockHolder | null): string {
  if (holder === null) return 'its session is not to be seen';
  return `pid ${holder.pid}${holder.since === null ? '' : `, since ${holder.since.toISOString()}`}`;
}
