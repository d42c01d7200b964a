/** Says where a database is without running anything. */
import { headsAfterStamp } from '../revisions/plan';
import { resolveTarget } from '../revisions/targets';
import { stampHeads } from '../runner/stamp';
import { openProject, withProject } from './project';
import type { ProjectOptions } from './project';
import { runOptions } from './run-options';

export interface StampResult {
  readonly database: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Records that the database is at a revision. The schema is neither changed nor checked. */
export async function stamp(options: ProjectOptions & { readonly revision: string }): Promise<StampResult> {
  return withProject(openProject(options), async (project) => {
    const session = await project.connect();
    const history = await project.history();
    const decide = (current: readonly string[]): readonly string[] =>
      headsAfterStamp(history, current, resolveTarget(history, current, options.revision));
    const result = await stampHeads(session, await runOptions(project), decide);
    return { database: session.server.description, ...result };
  });
}
