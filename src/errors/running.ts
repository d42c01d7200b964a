/**
 * Errors while revisions run: what failed, at which line, and where the database stands now. Never of a connection: those are in `connection.ts`.
 */
import { type Facts, StillheadError } from '../errors';

/** The function of a revision threw something of its own: which line, and where the database stands. */
export class RevisionFailedError extends StillheadError {
  readonly code = 'REVISION_FAILED';
  constructor(message: string, facts: Facts, cause: unknown) {
    super(message, { facts, hint: 'correct the file, then run the command again', cause });
  }
}

/** A statement that the server refused: all it said, and where the database stands now. */
export class StatementFailedError extends StillheadError {
  readonly code = 'STATEMENT_FAILED';
  constructor(
    sqlstate: string | null,
    message: string,
    facts: Facts,
    options: { hint: string | null; cause: unknown },
  ) {
    super(sqlstate === null ? message : `${sqlstate} ${message}`, { facts: { ...facts, sqlstate }, ...options });
  }
}

/** What a revision says an object is before it changes it, and what it is. */
export class PreconditionFailedError extends StillheadError {
  readonly code = 'PRECONDITION_FAILED';
  constructor(facts: { revision: string; object: string; expected: string; found: string; state: string }) {
    super(`${facts.object}: expected ${facts.expected}, found ${facts.found}`, {
      facts,
      hint: 'stillhead check shows what else differs; set `from` to what is there if that is right',
    });
  }
}

/** SQL of a revision that ends the transaction it runs in: what follows would be kept, or lost, behind the version table's back. */
export class TransactionEndedError extends StillheadError {
  readonly code = 'TRANSACTION_ENDED';
  constructor(facts: { revision: string; statement: string; state: string }) {
    super('the runner opens and ends the transactions of a revision, and this statement ends one', {
      facts,
      hint: 'leave COMMIT and ROLLBACK out; what PostgreSQL refuses in a transaction is op.execute(…, { transaction: false })',
    });
  }
}

/** Something of the version table's name that is no version table: another tool's, or somebody's own. */
export class VersionTableForeignError extends StillheadError {
  readonly code = 'VERSION_TABLE_FOREIGN';
  constructor(table: string, reason: string, cause: unknown) {
    super(`${table} is not Stillhead's version table`, {
      facts: { table, reason, state: 'nothing was changed' },
      hint: 'name another one in the configuration: versionTable: { name: "…" }',
      cause,
    });
  }
}

/** A database of another environment than the one that was named. Nothing was done to it. */
export class WrongEnvironmentError extends StillheadError {
  readonly code = 'WRONG_ENVIRONMENT';
  constructor(database: string, stored: string, given: string, rename: string) {
    super(`${database} is the environment ${stored}, not ${given}`, {
      facts: { database, stored, given, state: 'nothing was changed' },
      hint: `give the address of ${given}, or --environment ${stored}; to name this database anew: ${rename}`,
    });
  }
}

/** A call of `op` that was not awaited, or not before the next one: its order and its errors would be lost. */
export class NotAwaitedError extends StillheadError {
  readonly code = 'NOT_AWAITED';
  constructor(revision: string, site: string, verb: string, state: string) {
    super(`op.${verb} is not awaited`, {
      facts: { revision, at: site, state },
      hint: `write await op.${verb}(…), one call after the other`,
    });
  }
}

/** An open step that a person must write before the plan may start. */
export class TodoOpenError extends StillheadError {
  readonly code = 'TODO_OPEN';
  override readonly exitCode = 4;
  constructor(step: {
    revision: string;
    file: string;
    line: number;
    text: string;
    suggestion: string | null;
    /** `users has rows`, or `null`. */
    rows: string | null;
    state: string;
  }) {
    super(`open step: ${step.text}`, {
      facts: {
        revision: `${step.revision} (${step.file}:${step.line})`,
        ...(step.rows !== null && { table: step.rows }),
        ...(step.suggestion !== null && { suggestion: step.suggestion }),
        state: step.state,
      },
      hint: 'write the step in place of op.todo: await op.execute(op.sql`…`); then run the command again',
    });
  }
}

/** Rows that hold a label which a revision takes from its enum, without a word of what they become. Looked for before anything is changed. */
export class LabelInUseError extends StillheadError {
  readonly code = 'LABEL_IN_USE';
  override readonly exitCode = 4;
  constructor(found: { revision: string; type: string; held: readonly string[]; mapping: string; state: string }) {
    const { revision, type, held, mapping, state } = found;
    super(`rows hold labels that are taken from ${type}: ${held.join('; ')}`, {
      facts: { revision, type, rows: held, state },
      hint: `say what these rows become, in op.replaceEnum: ${mapping}`,
    });
  }
}

/** A revision that says itself that there is no way back. */
export class IrreversibleError extends StillheadError {
  readonly code = 'IRREVERSIBLE';
  constructor(revision: string, file: string, line: number, reason: string) {
    super(`revision ${revision} cannot be taken back: ${reason}`, {
      facts: { revision: `${revision} (${file}:${line})`, state: 'nothing was changed' },
      hint: 'restore a backup, or write the way back in place of op.irreversible',
    });
  }
}

/** A revision of which a part is applied, and a plan that does not begin with the rest of it. */
export class PartialRevisionError extends StillheadError {
  readonly code = 'PARTIAL_REVISION';
  /** @param otherwise what else is possible, after a semicolon of the hint */
  constructor(
    revision: string,
    direction: 'upgrade' | 'downgrade',
    statements: number,
    otherwise: string | null = null,
  ) {
    const finish = `finish it first: stillhead ${direction === 'upgrade' ? 'upgrade' : 'downgrade -1'}`;
    super(
      `the ${direction} of revision ${revision} was interrupted after ${statements} statement${statements === 1 ? '' : 's'}`,
      {
        facts: { revision, direction, statements },
        hint: otherwise === null ? finish : `${finish}; ${otherwise}`,
      },
    );
  }
}

/** The rest of an interrupted revision cannot be run: its first statements are others than those already applied. */
export class ProgressMismatchError extends StillheadError {
  readonly code = 'PROGRESS_MISMATCH';
  constructor(revision: string, file: string, statements: number) {
    super(`revision ${revision} was changed after its first ${statements} statements were applied`, {
      facts: { revision, file, statements, state: `the first ${statements} statements are kept` },
      hint: 'bring the file back as it was and run the command again',
    });
  }
}

/** A lock that other sessions would not give within all retries. */
export class LockNotAvailableError extends StillheadError {
  readonly code = 'LOCK_NOT_AVAILABLE';
  constructor(facts: Facts, attempts: number, cause: unknown) {
    super(`a lock was not to be had in ${attempts} attempts`, {
      facts,
      hint: 'run it again when the other sessions are done',
      cause,
    });
  }
}

/** Another upgrade holds the lock for longer than we may wait. */
export class UpgradeRunningError extends StillheadError {
  readonly code = 'UPGRADE_RUNNING';
  constructor(holder: string, seconds: number) {
    super(`another upgrade is running (${holder}); waited ${seconds} s`, {
      facts: { holder },
      hint: 'run the command again when it is done',
    });
  }
}

/** Somebody else moved the database to where this plan does not lead. */
export class DatabaseMovedError extends StillheadError {
  readonly code = 'DATABASE_MOVED';
  constructor(planned: readonly string[], found: readonly string[]) {
    super('the database was moved by somebody else while this plan waited', {
      facts: { planned: planned.length === 0 ? 'base' : planned, database: found.length === 0 ? 'base' : found },
      hint: 'stillhead current, then the same command again',
    });
  }
}

/** A pooler that gives each transaction another server connection, where one connection is needed. */
export class PooledConnectionError extends StillheadError {
  readonly code = 'POOLED_CONNECTION';
  constructor(revision: string, statement: string) {
    super(
      'a step outside a transaction needs a connection of its own, and this one goes through a transaction pooler',
      {
        facts: { revision, statement },
        hint: 'give the address of the server itself as directUrl',
      },
    );
  }
}
