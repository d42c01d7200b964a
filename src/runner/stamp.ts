/** Says where a database stands without running anything: for one that was brought there by other means. */
import type { Session } from '../session';
import { assertEnvironment } from './environment';
import { makeContext, type RunOptions } from './options';
import { ensureVersionTable } from './run';
import { lockAndRead, rollback } from './transaction';
import { explainRights, grantWrite, readState, replaceHeads, selectState, stateOf } from './version-table';

export interface StampResult {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/**
 * Replaces the heads of a database under the lock; an interrupted revision is forgotten. `decide` gets the heads that are there and
 * gives those that shall be, and may throw.
 * @throws WrongEnvironmentError, NoRightsError, UpgradeRunningError, and what `decide` throws
 */
export async function stampHeads(
  session: Session,
  options: Omit<RunOptions, 'loadRevision'>,
  decide: (current: readonly string[]) => readonly string[],
): Promise<StampResult> {
  const context = await makeContext(session, options);
  const { versionTable } = options;
  const stored = await readState(session, versionTable);
  await assertEnvironment(session, versionTable, context.environment);
  decide(stored.heads);
  if (!stored.exists) await ensureVersionTable(context);
  try {
    const from = stateOf(await lockAndRead(context, selectState(versionTable))).heads;
    await assertEnvironment(session, versionTable, context.environment);
    const to = decide(from);
    for (const sql of replaceHeads(versionTable, to)) await session.script(sql);
    await session.script('COMMIT');
    return { from, to };
  } catch (error) {
    await rollback(context);
    throw explainRights(error, session, 'write the version table', grantWrite(session, versionTable, true));
  }
}
