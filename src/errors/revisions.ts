/**
 * Errors of the history as files say it, and of a database that stands elsewhere in it. Never of a revision that runs: those are in `running.ts`.
 */
import { StillheadError } from '../errors';

/** A file of the revisions' folder that is no revision: which line, and why. */
export class RevisionFileInvalidError extends StillheadError {
  readonly code = 'REVISION_FILE_INVALID';
  constructor(file: string, line: number | null, reason: string, options: { hint?: string; cause?: unknown } = {}) {
    super(`${file}${line === null ? '' : `:${line}`}: ${reason}`, {
      facts: { file, line, reason },
      hint: options.hint ?? 'correct the file; stillhead history reads it without running it',
      cause: options.cause,
    });
  }
}

/** Two files that say they are the same revision. */
export class DuplicateRevisionError extends StillheadError {
  readonly code = 'DUPLICATE_REVISION';
  constructor(revision: string, files: readonly string[]) {
    super(`two files are revision ${revision}`, {
      facts: { revision, files },
      hint: 'give one of them another revision id, or delete it',
    });
  }
}

/** An id for a new revision that no revision can have: a word or a sign of targets, nothing, or one that is taken. */
export class RevisionIdInvalidError extends StillheadError {
  readonly code = 'REVISION_ID_INVALID';
  override readonly exitCode = 2;
  constructor(id: string, reason: string) {
    super(`no revision can have the id ${JSON.stringify(id)}: ${reason}`, {
      facts: { id, reason },
      hint: 'give another id, of letters and digits, or none: then it is twelve random hexadecimal digits',
    });
  }
}

/** A file that names a revision which no file has. */
export class RevisionMissingError extends StillheadError {
  readonly code = 'REVISION_MISSING';
  constructor(revision: string, missing: string, file: string, near: readonly string[]) {
    super(`revision ${revision} follows ${missing}, which no file has`, {
      facts: { revision, missing, file, ...(near.length > 0 && { near }) },
      hint:
        near.length > 0
          ? `set downRevision to ${near.join(' or ')}`
          : `bring the file of ${missing} back, or change downRevision`,
    });
  }
}

/** Revisions that follow each other in a circle; the path starts and ends with the same one. */
export class RevisionCycleError extends StillheadError {
  readonly code = 'REVISION_CYCLE';
  constructor(path: readonly string[], files: readonly string[]) {
    super(`revisions follow each other in a circle: ${path.join(' -> ')}`, {
      facts: { path, files },
      hint: `change the downRevision of one of them`,
    });
  }
}

/** The line that puts two heads in a line: `file` is `migrations/b.ts:12`. */
export interface HeadJoin {
  readonly file: string;
  readonly follows: string;
}

/** One head was asked for and there are several. `at`: where the database stands, `null` where none was asked. */
export class MultipleHeadsError extends StillheadError {
  readonly code = 'MULTIPLE_HEADS';
  constructor(
    heads: readonly { readonly id: string; readonly message: string; readonly file: string }[],
    options: { readonly join: HeadJoin | null; readonly at: readonly string[] | null; readonly mayName: boolean },
  ) {
    const { join, at, mayName } = options;
    const line =
      join === null
        ? 'let one follow the other, and what is applied stay beneath what is not: set its downRevision'
        : `let one follow the other: downRevision = '${join.follows}' in ${join.file}`;
    super(`${heads.length} heads: ${heads.map(({ id, message }) => `${id} (${message})`).join(', ')}`, {
      facts: {
        heads: heads.map(({ id, file }) => `${id} (${file})`),
        ...(at !== null && { database: at.length === 0 ? 'base' : at }),
      },
      hint: mayName ? `${line}; or name one as the target` : line,
    });
  }
}

/** A target that is no revision, or that leads nowhere from here. */
export class RevisionNotFoundError extends StillheadError {
  readonly code = 'REVISION_NOT_FOUND';
  constructor(target: string, reason: string, near: readonly string[] = [], next = 'stillhead history') {
    super(target === '' ? reason : `${target}: ${reason}`, {
      facts: { target, ...(near.length > 0 && { near }) },
      hint: near.length > 0 ? `did you mean ${near.join(' or ')}?` : next,
    });
  }
}

/** A target that several revisions fit. */
export class TargetAmbiguousError extends StillheadError {
  readonly code = 'TARGET_AMBIGUOUS';
  constructor(target: string, candidates: readonly string[], reason = `fits ${candidates.length} revisions`) {
    super(`${target} ${reason}`, {
      facts: { target, candidates },
      hint: `name one: ${candidates.slice(0, 4).join(', ')}`,
    });
  }
}

/** Differences are to be written, but the database is not where the files say. */
export class NotAtHeadError extends StillheadError {
  readonly code = 'NOT_AT_HEAD';
  constructor(database: string, at: readonly string[], heads: readonly string[]) {
    super(`${database} is not at head`, {
      facts: { database: at.length === 0 ? 'base' : at, head: heads.length === 0 ? 'base' : heads },
      hint: 'stillhead upgrade',
    });
  }
}

/** The database is at a revision that no file has: it is newer than the files, or of another project. Nothing was done to it. */
export class DatabaseAheadError extends StillheadError {
  readonly code = 'DATABASE_AHEAD';
  /** @param directory of an embedded database, which nobody else has data in; `null`: it is a server's */
  constructor(unknown: readonly string[], heads: readonly string[], directory: string | null = null) {
    // Which of the files it has run the database cannot say: head would mark as run what is pending.
    const stamp =
      heads.length === 0
        ? 'stillhead stamp base'
        : 'stillhead stamp ID, with the last revision of stillhead history that this database has run';
    const anew =
      directory === null ? '' : `; deleting ${directory} starts anew, without the data of this embedded database`;
    super(`the database is at ${unknown.join(', ')}, which no revision file has`, {
      facts: { database: unknown, head: heads.length === 0 ? 'none' : heads, state: 'nothing was changed' },
      hint: `fetch the newer revision files; if they are gone for good: ${stamp}${anew}`,
    });
  }
}
