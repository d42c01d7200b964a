/** Says where a database stands without running anything: for one that was brought there by other means. */
import type { Session } from '../session';
import { PartialRevisionError } from '../errors/running';
import { assertEnvironment } from './environment';
import { makeContext, type RunOptions } from './options';
import { ensureVersionTable } from './run';
import { lockAndRead, rollback } from './transaction';
import {
  explainRights,
  grantWrite,
  readState,
  replaceHeads,
  selectState,
  stateOf,
  type Progress,
  type VersionState,
} from './version-table';

export interface StampResult {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** A revision that was applied in part, and is no longer known to be. */
  readonly forgotten: Pick<Progress, 'revision' | 'direction' | 'statements'> | null;
}

/**
 * Replaces the heads of a database under the lock. `decide` gets the heads that are there and gives those that shall be, and may throw.
 * @param purge an interrupted revision is forgotten; else it is refused, as what it has made stays
 * @throws PartialRevisionError, WrongEnvironmentError, NoRightsError, StandbyError, UpgradeRunningError, and what `decide` throws
 */
export async function stampHeads(
  session: Session,
  options: Omit<RunOptions, 'loadRevision'>,
  decide: (current: readonly string[]) => readonly string[],
  purge = false,
): Promise<StampResult> {
  const context = await makeContext(session, options);
  const { versionTable } = options;
  const stored = await readState(session, versionTable);
  await assertEnvironment(session, versionTable, context.environment);
  if (!purge) assertWhole(stored);
  decide(stored.heads);
  if (!stored.exists) await ensureVersionTable(context);
  try {
    const state = stateOf(await lockAndRead(context, selectState(versionTable)));
    if (!purge) assertWhole(state);
    await assertEnvironment(session, versionTable, context.environment);
    const to = decide(state.heads);
    for (const sql of replaceHeads(versionTable, to)) await session.script(sql);
    await session.script('COMMIT');
    return { from: state.heads, to, forgotten: forgotten(state) };
  } catch (error) {
    await rollback(context);
    throw explainRights(error, session, 'write the version table', grantWrite(session, versionTable, true));
  }
}

/** What a half-applied revision has made is neither the one place nor the other. */
function assertWhole({ progress }: VersionState): void {
  if (progress === null) return;
  const { revision, direction, statements } = progress;
  const otherwise = 'once it is finished or taken back by hand: the same command with --purge';
  throw new PartialRevisionError(revision, direction, statements, otherwise);
}

function forgotten({ progress }: VersionState): StampResult['forgotten'] {
  if (progress === null) return null;
  const { revision, direction, statements } = progress;
  return { revision, direction, statements };
}
