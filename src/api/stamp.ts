/** Says where a database is without running anything. */
import { headsAfterStamp } from '../revisions/plan';
import { assertAny, resolveTarget } from '../revisions/targets';
import { stampHeads } from '../runner/stamp';
import { openProject, withProject } from './project';
import type { ProjectOptions } from './project';
import { runOptions } from './run-options';

export interface StampResult {
  readonly database: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** A revision that was applied in part: so many of its statements stay, and no run goes on behind them. Only with `purge`. */
  readonly forgotten: StampedOver | null;
}

export interface StampedOver {
  readonly revision: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly statements: number;
}

/**
 * Records that the database is at a revision. The schema is neither changed nor checked. With `purge` whatever the version table holds goes
 * first, heads of other branches and a revision that was interrupted among it.
 * @throws PartialRevisionError without `purge`; RevisionNotFoundError for the head of no revisions; as `resolveTarget`
 */
export async function stamp(
  options: ProjectOptions & { readonly revision: string; readonly purge?: boolean },
): Promise<StampResult> {
  return withProject(openProject(options), async (project) => {
    const purge = options.purge === true;
    const history = await project.history();
    if (/^heads?$/.test(options.revision)) assertAny(history, options.revision);
    const session = await project.connect();
    const decide = (current: readonly string[]): readonly string[] =>
      headsAfterStamp(history, current, resolveTarget(history, current, options.revision), { purge });
    const result = await stampHeads(session, await runOptions(project), decide, purge);
    return { database: session.server.description, ...result };
  });
}
