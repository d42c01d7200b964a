/** What the runner is told of a project. */
import { loadModule } from '../load/module';
import type { RunEvents, RunOptions } from '../runner/options';
import type { Project } from './project';

/**
 * The options of a run on the project's own database. Behind the data source's schema names are looked for where the user's own
 * connection looks, and TypeORM with it: extensions may lie in a schema of their own.
 */
export async function runOptions(project: Project, events: RunEvents = {}): Promise<RunOptions> {
  return {
    versionTable: await project.versionTable(),
    defaultSchema: await project.defaultSchema(),
    searchPath: [...(await ownPath(project)), 'public'],
    loadRevision: loadModule,
    events,
    lockTimeout: project.config.lockTimeoutMs,
    attempts: project.config.retries + 1,
  };
}

async function ownPath(project: Project): Promise<readonly string[]> {
  const session = await project.connect();
  const [row] = await session.query<{ path: string[] }>('SELECT pg_catalog.current_schemas(false)::text[] AS path');
  return row?.path ?? [];
}
