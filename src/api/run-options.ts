/** What the runner is told of a project. */
import { loadModule } from '../load/module';
import type { RunEvents, RunOptions } from '../runner/options';
import type { Project } from './project';

/** The options of a run on the project's own database. */
export async function runOptions(project: Project, events: RunEvents = {}): Promise<RunOptions> {
  return {
    versionTable: await project.versionTable(),
    defaultSchema: await project.defaultSchema(),
    loadRevision: loadModule,
    events,
    lockTimeout: project.config.lockTimeoutMs,
    attempts: project.config.retries + 1,
  };
}
