/**
 * Runs the statements of one revision as segments: each one transaction, or one statement outside of any.
 *
 * Segments are cut as the statements come. A finished one is recorded in the transaction that finishes it; the heads move with the
 * last. What an interrupted run applied is skipped, once its digest has proved it to be the same. A lock that is not to be had rolls
 * the open segment back and runs its statements again. This file must never decide which revisions run.
 */
import { ProgressMismatchError } from '../errors/running';
import { restoreMetadata } from '../operations/metadata-sql';
import type { Statement } from '../operations/statement';
import type { PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import type { CallSite } from './call-site';
import { explainFailure } from './failure';
import type { RunnerContext } from './options';
import { assertSessionLock, releaseSessionLock, runOutside, takeSessionLock } from './outside';
import { pauseBefore } from './pause';
import { isConnectionLost, isRetryable, readServerError, sqlstateOf } from './server-error';
import { begin, Overtaken, rollback } from './transaction';
import { mayEndTransaction, refuseEnd, selectMark, transactionEnded } from './transaction-control';
import { explainMetadataRights, metadataPlace } from './typeorm-metadata';
import { explainRights, grantWrite, moveHeads, nextDigest, recordProgress, type VersionState } from './version-table';

interface Piece {
  readonly sql: string;
  readonly site: CallSite | null;
  /** It writes TypeORM's table, not the version table. */
  readonly metadata?: true;
}

/** What goes with a statement in its transaction and counts for no progress: rows of `typeorm_metadata`, before it and behind it. */
export interface Beside {
  readonly before: string | null;
  readonly after: string | null;
}

/** What is known of the revision that runs. Made by `startSegments`, changed by the functions of this file alone. */
export interface SegmentRun {
  readonly context: RunnerContext;
  readonly step: PlanStep;
  readonly direction: Direction;
  /** What an earlier run applied; `digest` is of those statements. */
  readonly skip: { readonly statements: number; readonly digest: string };
  /** The state that the database is in, as far as it is committed. */
  stored: VersionState;
  /** Statements that came so far, and the digest of their SQL. */
  count: number;
  digest: string;
  /** Of those, committed. */
  committed: number;
  /** The statements of the open segment, in order: what a retry runs again. */
  segment: Piece[];
  open: boolean;
  /** The last statement must be committed before anything follows. */
  ends: boolean;
  sessionLocked: boolean;
  /** A statement, be it a skipped one, concerned rows of `typeorm_metadata`. */
  metadata: boolean;
}

/** Begins a revision in a database that is in the state `stored`. Nothing is sent yet. */
export function startSegments(
  context: RunnerContext,
  step: PlanStep,
  direction: Direction,
  stored: VersionState,
): SegmentRun {
  const { progress } = stored;
  const skip = { statements: progress?.statements ?? 0, digest: progress?.digest ?? '' };
  const start = { count: 0, digest: '', committed: skip.statements, segment: [], open: false, ends: false };
  return { context, step, direction, skip, stored, ...start, sessionLocked: false, metadata: false };
}

/**
 * Runs the next statement, or skips it when it is applied already.
 * @throws ProgressMismatchError, StatementFailedError, LockNotAvailableError, ConnectionLostError, Overtaken
 */
export async function applyStatement(
  run: SegmentRun,
  statement: Statement,
  site: CallSite,
  { before, after }: Beside = { before: null, after: null },
): Promise<void> {
  const skipped = isSkipping(run);
  run.metadata ||= before !== null || after !== null;
  const outside = statement.transaction === 'outside';
  if (!skipped && outside) await leaveTransactions(run);
  else if (!skipped && run.ends) await closeSegment(run);
  run.digest = nextDigest(run.digest, statement.sql);
  run.count++;
  if (skipped) {
    if (run.count === run.skip.statements && run.digest !== run.skip.digest) throw mismatch(run);
  } else if (outside) {
    await outsideWithRetries(run, statement, { sql: statement.sql, site });
    await closeSegment(run);
  } else {
    if (before !== null) await writeMetadata(run, before);
    await execute(run, { sql: statement.sql, site });
    if (after !== null) await writeMetadata(run, after);
    run.ends = statement.transaction === 'own';
    // The transaction's lock holds now.
    if (run.sessionLocked) await letGo(run);
  }
}

/** Writes rows of `typeorm_metadata` in the open segment. @throws NoRightsError */
function writeMetadata(run: SegmentRun, sql: string): Promise<void> {
  return execute(run, { sql, site: null, metadata: true });
}

/** Opens the first segment: from here on the lock is held and the state is as expected. @throws Overtaken, UpgradeRunningError */
export async function openSegment(run: SegmentRun): Promise<void> {
  await execute(run, { sql: 'SELECT', site: null });
}

/** Whether the next statement was applied by an earlier run. */
export function isSkipping(run: SegmentRun): boolean {
  return run.count < run.skip.statements;
}

/**
 * Moves the heads in the transaction of the last segment; gives the state of the database then.
 * @param assertComplete throws where the revision may not be committed after all
 */
export async function finishSegments(run: SegmentRun, assertComplete: () => void): Promise<VersionState> {
  if (run.count < run.skip.statements) throw mismatch(run);
  const { context, step } = run;
  const place = run.metadata ? metadataPlace(context.typeormMetadata, step, run.direction) : null;
  if (place?.direction === 'downgrade') await writeMetadata(run, restoreMetadata(place));
  // An upgrade's row of progress becomes its head; a downgrade's row goes with the head.
  const moves = moveHeads(context.versionTable, step.before, step.after);
  for (const sql of moves.length > 0 ? moves : ['SELECT']) await execute(run, { sql, site: null });
  assertComplete();
  await commit(run);
  run.stored = { heads: [...step.after].sort(), progress: null };
  await abandon(run);
  return run.stored;
}

/** Takes back what is not committed and lets go of every lock; the connection may be gone. */
export async function abandon(run: SegmentRun): Promise<void> {
  if (run.open) await rollback(run.context);
  run.open = false;
  run.segment = [];
  if (run.sessionLocked) await letGo(run);
}

/** On a connection that is gone the lock is gone, too. */
async function letGo(run: SegmentRun): Promise<void> {
  await releaseSessionLock(run.context).catch(() => undefined);
  run.sessionLocked = false;
}

/** The rows of a query, in the open segment where there is one. */
export async function queryInSegment<Row extends object>(
  run: SegmentRun,
  sql: string,
  site: CallSite,
): Promise<readonly Row[]> {
  if (!run.open) await openSegment(run);
  try {
    return await run.context.session.query<Row>(sql);
  } catch (error) {
    throw await fail(run, error, { sql, site }, 1);
  }
}

/** Runs a piece in the open segment, which it opens when need be, and the whole segment again when a lock was not to be had. */
async function execute(run: SegmentRun, piece: Piece): Promise<void> {
  run.segment.push(piece);
  await repeatedly(run, piece, async (fresh) => {
    for (const each of fresh ? run.segment : [piece]) await send(run, each);
  });
}

async function commit(run: SegmentRun): Promise<void> {
  const piece: Piece = { sql: 'COMMIT', site: null };
  await repeatedly(run, piece, async (fresh) => {
    if (fresh) for (const each of run.segment) await send(run, each);
    await run.context.session.script(piece.sql);
  });
  run.open = false;
  run.segment = [];
  run.ends = false;
}

async function send(run: SegmentRun, piece: Piece): Promise<void> {
  const { session } = run.context;
  try {
    refuseEnd(piece.sql, piece.site, run);
    await session.script(piece.sql);
    if (!mayEndTransaction(piece.sql, piece.site)) return;
    const [mark] = await session.query<{ open: boolean }>(selectMark);
    if (mark?.open !== true) throw transactionEnded(piece.sql, piece.site, run);
  } catch (error) {
    throw new PieceFailed(piece, error);
  }
}

/** Which of several statements failed; never leaves this file. */
class PieceFailed extends Error {
  constructor(
    readonly piece: Piece,
    override readonly cause: unknown,
  ) {
    super('a statement failed');
    this.name = 'PieceFailed';
  }
}

/** `work(fresh)`: the transaction was only just begun, so that everything of the segment must be sent. */
async function repeatedly(run: SegmentRun, piece: Piece, work: (fresh: boolean) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const fresh = !run.open;
      if (fresh) {
        await begin(run.context, run.stored);
        run.open = true;
      }
      await work(fresh);
      return;
    } catch (error) {
      const failed = error instanceof PieceFailed ? error.piece : piece;
      const cause = error instanceof PieceFailed ? error.cause : error;
      if (!(await mayRetry(run, cause, failed, attempt))) throw await fail(run, cause, failed, attempt);
    }
  }
}

async function mayRetry(run: SegmentRun, error: unknown, piece: Piece, attempt: number): Promise<boolean> {
  if (!isRetryable(error) || attempt >= run.context.attempts) return false;
  await rollback(run.context);
  run.open = false;
  const reason = readServerError(error).message;
  run.context.events.onRetry?.({ statement: piece.sql, attempt, reason });
  await pauseBefore(attempt, run.context.longestPause);
  return true;
}

async function fail(run: SegmentRun, error: unknown, piece: Piece, attempts: number): Promise<unknown> {
  if (!isConnectionLost(error)) await rollback(run.context);
  run.open = false;
  run.segment = [];
  if (error instanceof Overtaken) return error;
  const { session, versionTable, typeormMetadata } = run.context;
  const { description: address, user } = session.server;
  if (piece.site === null && sqlstateOf(error) === '42501') {
    if (piece.metadata === true && typeormMetadata !== null) {
      return explainMetadataRights(error, session, typeormMetadata);
    }
    return explainRights(error, session, 'write the version table', grantWrite(session, versionTable, true));
  }
  return explainFailure(error, { step: run.step, ...piece, committed: run.committed, attempts, address, user });
}

/** Commits the open segment with the record of how far the revision is applied. */
async function closeSegment(run: SegmentRun): Promise<void> {
  const { count: statements, digest } = run;
  const progress = { revision: run.step.revision.id, direction: run.direction, statements, digest };
  await execute(run, { sql: recordProgress(run.context.versionTable, progress), site: null });
  await commit(run);
  run.committed = statements;
  run.stored = { ...run.stored, progress };
}

/** Commits what is open and takes the session's lock before the transaction's is given up, so that nobody comes between. */
async function leaveTransactions(run: SegmentRun): Promise<void> {
  if (run.sessionLocked && !run.open) return;
  if (!run.open) await openSegment(run);
  if (!run.sessionLocked) await takeSessionLock(run.context);
  run.sessionLocked = true;
  if (run.count > run.committed) await closeSegment(run);
  else await commit(run);
}

async function outsideWithRetries(run: SegmentRun, statement: Statement, piece: Piece): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await assertSessionLock(run.context, run.step.revision.id, piece.sql);
      return await runOutside(run.context, statement);
    } catch (error) {
      if (!(await mayRetry(run, error, piece, attempt))) throw await fail(run, error, piece, attempt);
    }
  }
}

function mismatch(run: SegmentRun): ProgressMismatchError {
  const { id, file } = run.step.revision;
  return new ProgressMismatchError(id, file, run.skip.statements);
}
