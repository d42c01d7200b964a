/** Asks a database where it stands in the history of the files. */
import { planUpgrade } from '../revisions/plan';
import { readEnvironment } from '../runner/environment';
import { readState } from '../runner/version-table';
import type { Progress } from '../runner/version-table';
import type { Project } from './project';
import type { Position } from './results';

/** Reads the version table; writes nothing. @throws DatabaseAheadError when the database is at a revision that no file has. */
export async function positionOf(project: Project): Promise<Position> {
  const session = await project.connect();
  const table = await project.versionTable();
  const files = await project.history();
  const { heads: at, progress } = await readState(session, table);
  const { environment: given } = project.config;
  return {
    database: session.server.description,
    version: session.server.version,
    user: session.server.user,
    at,
    heads: files.heads,
    pending: planUpgrade(files, at, files.heads).steps.length,
    ...(progress === null ? {} : { unfinished: unfinishedOf(progress) }),
    ...(given === null ? {} : { environment: { given, stored: await readEnvironment(session, table) } }),
  };
}

/** Without the digest, which is the runner's own. */
function unfinishedOf({ revision, direction, statements }: Progress): NonNullable<Position['unfinished']> {
  return { revision, direction, statements };
}
