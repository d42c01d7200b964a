/**
 * Reads the folders of revisions to a history. Nothing is run: a file that throws, or is broken below its head, is read like
 * any other. The files are read synchronously: over ten thousand small files that takes a third of the time of promises.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { textOf } from '../errors';
import { RevisionFileInvalidError } from '../errors/revisions';
import { byCodeUnit } from '../schema/names';
import { buildHistory } from './graph';
import { readHead } from './head';
import { problemOfIdentifier } from './identifier';
import type { History, Revision } from './revision';

/** The first is preferred where a revision stands in several languages. */
const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/**
 * The history that these folders hold together, sub-folders not included. A folder that does not exist holds nothing. Every
 * TypeScript and JavaScript file is a revision, but for declarations, names that begin with a dot or an underscore, and TypeORM's own
 * migrations, which TypeORM runs.
 * @throws RevisionFileInvalidError, DuplicateRevisionError, RevisionMissingError, RevisionCycleError
 */
export function readHistory(directories: readonly string[]): Promise<History> {
  return Promise.resolve(directories).then(historyOf);
}

function historyOf(directories: readonly string[]): History {
  const files = [...new Set(directories.map((directory) => path.resolve(directory)))].flatMap(revisionFilesIn);
  return buildHistory(withoutTwins(files.flatMap(readRevision)));
}

/**
 * A revision from the text of its file; `file` is kept as it is given.
 * @throws RevisionFileInvalidError
 */
export function parseRevision(file: string, text: string): Revision {
  const head = readHead(text);
  if ('reason' in head) throw new RevisionFileInvalidError(file, head.line, head.reason, { hint: HINT });
  for (const id of [head.revision, ...head.branchLabels]) {
    const problem = problemOfIdentifier(id);
    if (problem !== null) throw new RevisionFileInvalidError(file, null, `'${id}' cannot be an id: ${problem}`);
  }
  return {
    id: head.revision,
    downRevisions: head.downRevisions,
    branchLabels: head.branchLabels,
    dependsOn: head.dependsOn,
    message: head.message ?? messageFromName(file, head.revision),
    created: head.created,
    source: 'stillhead',
    file,
    twins: [],
    text,
  };
}

const HINT =
  'correct it, or move it elsewhere: every .ts and .js file here is a revision (names that begin with _ are left alone)';

/** A class that `implements MigrationInterface`, or what a compiler makes of it. */
const TYPEORM_MIGRATION = /\bMigrationInterface\b|\basync\s+up\s*\(\s*queryRunner\b/;

function readRevision(file: string): readonly Revision[] {
  const text = reading(file, () => readFileSync(file, 'utf8'));
  if (TYPEORM_MIGRATION.test(text) && 'reason' in readHead(text)) return [];
  return [parseRevision(file, text)];
}

function revisionFilesIn(directory: string): readonly string[] {
  return namesIn(directory)
    .filter((name) => EXTENSIONS.includes(path.extname(name)) && !/^[._#~]|\.d\.[mc]?ts$/.test(name))
    .sort(byCodeUnit)
    .map((name) => path.join(directory, name));
}

function namesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const entries = reading(directory, () => readdirSync(directory, { withFileTypes: true }));
  return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
}

/** No rights, a link that leads nowhere, a file where the folder should be. */
function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new RevisionFileInvalidError(file, null, `it cannot be read: ${textOf(cause)}`, { hint: HINT, cause });
  }
}

/** One revision in two languages under one name, beside each other or in `src` and `dist`, is one. */
function withoutTwins(revisions: readonly Revision[]): readonly Revision[] {
  const groups = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const key = `${stemOf(revision.file)}\0${revision.id}`;
    groups.set(key, [...(groups.get(key) ?? []), revision]);
  }
  return [...groups.values()].flatMap((group) => {
    const ranked = [...group].sort((one, other) => rank(one.file) - rank(other.file));
    const extensions = new Set(ranked.map((revision) => path.extname(revision.file)));
    const [first, ...twins] = ranked;
    // Two files of one language are no translation of each other: the graph names both.
    if (first === undefined || extensions.size < ranked.length) return ranked;
    return [{ ...first, twins: twins.map((twin) => twin.file) }];
  });
}

function rank(file: string): number {
  return EXTENSIONS.indexOf(path.extname(file));
}

function stemOf(file: string): string {
  return path.basename(file, path.extname(file));
}

function messageFromName(file: string, id: string): string {
  const parts = stemOf(file).split('_');
  const words = parts.filter((part, index) => part !== id && !(index === 0 && /^\d{8}$/.test(part)));
  return words.join(' ') || id;
}
