/** The history as the files tell it: no file is run, and a database is asked only where somebody wants to know where it stands. */
import path from 'node:path';
import { revisionEntry } from '../revisions/entry';
import type { RevisionEntry } from '../revisions/entry';
import type { History, Revision } from '../revisions/revision';
import { effectiveHeads } from '../revisions/graph';
import { onlyHead } from '../revisions/heads';
import { findRevision } from '../revisions/targets';
import { readHeads } from '../runner/version-table';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';

/** Every revision, newest first. */
export async function history(
  options: ProjectOptions & { readonly indicateCurrent?: boolean } = {},
): Promise<readonly RevisionEntry[]> {
  return withProject(openProject(options), async (project) => {
    const files = await project.history();
    const current = options.indicateCurrent ? new Set(await currentHeads(project)) : null;
    return [...files.revisions.values()].reverse().map((revision) => entryOf(project, revision, files, current));
  });
}

/** The revisions that nothing follows. */
export async function heads(options: ProjectOptions = {}): Promise<readonly RevisionEntry[]> {
  return withProject(openProject(options), async (project) => {
    const files = await project.history();
    return files.heads.map((id) => entryOf(project, findRevision(files, id), files, null));
  });
}

/** One revision by its id, a unique prefix of it, or `head`. @throws RevisionNotFoundError, TargetAmbiguousError, MultipleHeadsError */
export async function show(
  options: ProjectOptions & { readonly revision: string },
): Promise<RevisionEntry & { readonly text: string }> {
  return withProject(openProject(options), async (project) => {
    const files = await project.history();
    const only = options.revision === 'head' ? onlyHead(files, null, 'a target may be named') : null;
    const found = findRevision(files, only ?? options.revision);
    return { ...entryOf(project, found, files, null), text: found.text };
  });
}

/** A revision as it is shown: its path from the project's root. */
export function entryOf(
  project: Project,
  revision: Revision,
  files: History,
  current: ReadonlySet<string> | null,
): RevisionEntry {
  const entry = revisionEntry(revision, files, current);
  return { ...entry, path: path.relative(project.config.cwd, entry.path) };
}

/** The revisions that the database is at; empty: base. */
async function currentHeads(project: Project): Promise<readonly string[]> {
  return effectiveHeads(
    await project.history(),
    await readHeads(await project.connect(), await project.versionTable()),
  );
}
