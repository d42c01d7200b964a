/** What the runner is told of a project. */
import path from 'node:path';
import { StillheadError } from '../errors';
import { RevisionFileInvalidError } from '../errors/revisions';
import { describeLoadFailure } from '../load/failures';
import { loadModule } from '../load/module';
import type { LoadedModule } from '../load/module';
import type { RunEvents, RunOptions } from '../runner/options';
import type { QualifiedName } from '../schema/types';
import type { Project } from './project';
import { metadataTable } from './visibility';

/**
 * The options of a run on the project's own database. Behind the data source's schema names are looked for where the user's own
 * connection looks, and TypeORM with it: extensions may lie in a schema of their own.
 */
export async function runOptions(project: Project, events: RunEvents = {}): Promise<RunOptions> {
  return {
    versionTable: await project.versionTable(),
    defaultSchema: await project.defaultSchema(),
    searchPath: [...(await ownPath(project)), 'public'],
    loadRevision,
    environment: project.config.environment,
    typeormMetadata: await typeormMetadata(project),
    makeExtensions: project.config.embedded.always,
    events,
    lockTimeout: project.config.lockTimeoutMs,
    attempts: project.config.retries + 1,
  };
}

async function typeormMetadata(project: Project): Promise<QualifiedName | null> {
  if (project.config.typeormMetadata === 'ignore') return null;
  const { options } = (await project.dataSource()).dataSource;
  return metadataTable(options, await project.defaultSchema());
}

/** @throws RevisionFileInvalidError with the line and the reason of whatever the file throws */
async function loadRevision(file: string): Promise<LoadedModule> {
  try {
    return await loadModule(file);
  } catch (error) {
    if (error instanceof StillheadError) throw error;
    const { reason, where, hint } = describeLoadFailure(error, file);
    const [, place = '', line] = /^(.*?)(?::(\d+))?(?::\d+)?$/.exec(where ?? '') ?? [];
    const own = path.resolve(place) === file;
    throw new RevisionFileInvalidError(
      file,
      own && line !== undefined ? Number(line) : null,
      own || where === null ? reason : `${reason} (${where})`,
      { ...(hint === null ? {} : { hint }), cause: error },
    );
  }
}

/** The schemas in which the user's own connection looks for names. */
export async function ownPath(project: Project): Promise<readonly string[]> {
  const session = await project.connect();
  const [row] = await session.query<{ path: string[] }>('SELECT pg_catalog.current_schemas(false)::text[] AS path');
  return row?.path ?? [];
}
