/**
 * Errors of the directory of an embedded database. None of them asks to delete anything that holds data.
 */
import { StillheadError } from '../errors';

/** An embedded database that another process holds. */
export class EmbeddedBusyError extends StillheadError {
  readonly code = 'EMBEDDED_BUSY';
  constructor(
    directory: string,
    owner: { readonly pid: number; readonly host: string; readonly command: string },
    lockFile: string,
  ) {
    super(`another process holds the embedded database ${directory}`, {
      facts: { process: owner.pid, command: owner.command, machine: owner.host },
      hint:
        owner.pid === 0
          ? `${lockFile} names no process; if nobody uses the database, remove it`
          : `wait for process ${owner.pid}, or, if there is no such process any more, remove ${lockFile}`,
    });
  }
}

/** A directory that another major of PostgreSQL made, or nobody. */
export class EmbeddedMajorError extends StillheadError {
  readonly code = 'EMBEDDED_MAJOR';
  constructor(directory: string, found: string, embedded: number) {
    super(`${directory} was made by PostgreSQL ${found}; the embedded one is ${embedded}`, {
      facts: { directory, found, embedded },
      hint: `move it away, then make it anew: mv ${directory} ${directory}-${found} && stillhead upgrade --embedded`,
    });
  }
}

/** A folder with something in it that no PostgreSQL made. */
export class EmbeddedForeignError extends StillheadError {
  readonly code = 'EMBEDDED_FOREIGN';
  constructor(directory: string) {
    super(`${directory} holds files, but no database`, {
      facts: { directory },
      hint: 'empty it, or name another folder in embedded.directory',
    });
  }
}
