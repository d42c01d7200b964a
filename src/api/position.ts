/** Asks a database where it stands in the history of the files. */
import { effectiveHeads } from '../revisions/graph';
import { planUpgrade } from '../revisions/plan';
import { assertKnown } from '../revisions/targets';
import { readEnvironment } from '../runner/environment';
import { readState } from '../runner/version-table';
import type { Progress } from '../runner/version-table';
import type { Project } from './project';
import type { Position } from './results';

/** Reads the version table; writes nothing. @throws DatabaseAheadError when the database is at a revision that no file has. */
export async function positionOf(project: Project): Promise<Position> {
  return (await storedPositionOf(project)).position;
}

/** As `positionOf`, with the heads as they stand in the version table: what a plan begins with. */
export async function storedPositionOf(
  project: Project,
): Promise<{ readonly position: Position; readonly stored: readonly string[] }> {
  const session = await project.connect();
  const table = await project.versionTable();
  const files = await project.history();
  const { heads: stored, progress } = await readState(session, table);
  const { environment: given } = project.config;
  const at = effectiveHeads(files, stored);
  assertKnown(files, at, project.config.embedded.always ? project.config.embedded.directory : null);
  const position: Position = {
    database: session.server.description,
    version: session.server.version,
    user: session.server.user,
    at,
    heads: files.heads,
    pending: planUpgrade(files, at, files.heads).steps.length,
    ...(progress === null ? {} : { unfinished: unfinishedOf(progress) }),
    ...(given === null ? {} : { environment: { given, stored: await readEnvironment(session, table) } }),
  };
  return { position, stored };
}

/** Without the digest, which is the runner's own. */
function unfinishedOf({ revision, direction, statements }: Progress): NonNullable<Position['unfinished']> {
  return { revision, direction, statements };
}
