/** Where a database stands. */
import type { RevisionEntry } from '../revisions/entry';
import { entryOf } from './history';
import { openProject, withProject } from './project';
import type { ProjectOptions } from './project';
import { positionOf } from './position';
import type { Position } from './results';

export interface CurrentResult {
  readonly position: Position;
  readonly revisions: readonly RevisionEntry[];
}

/** The revisions that the database is at; none: base. Reads only; a missing version table is base. */
export async function current(options: ProjectOptions = {}): Promise<CurrentResult> {
  return withProject(openProject(options), async (project) => {
    const files = await project.history();
    const position = await positionOf(project);
    const known = new Set(position.at);
    const revisions = [...files.revisions.values()].filter((revision) => known.has(revision.id));
    return { position, revisions: revisions.map((revision) => entryOf(project, revision, files, known)) };
  });
}
