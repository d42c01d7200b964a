/**
 * Every error that Stillhead throws on purpose: a class, a code in words, the facts as fields, a hint that is the next command
 * to type, and the exit code. Nothing secret may ever enter a message: addresses lose their passwords before they come here.
 */

/** What the process ends with: 0 done, 1 failed, 2 wrong usage, 3 differences, 4 a person must answer, 5 pending only. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** Facts of an error, printed as aligned lines under it and as fields of its JSON. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The base of all: never thrown itself. */
export abstract class StillheadError extends Error {
  /** In words: `MULTIPLE_HEADS`. Stable; scripts may depend on it. */
  abstract readonly code: string;
  readonly exitCode: ExitCode = 1;
  readonly facts: Facts;
  readonly hint: string | null;

  constructor(message: string, options: { facts?: Facts; hint?: string | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.facts = options.facts ?? {};
    this.hint = options.hint ?? null;
  }
}

/** The code of something thrown: of Node's (`ENOENT`), an SQLSTATE, one of ours. By shape: it may come from another realm. */
export function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/** The text of something thrown. */
export function textOf(thrown: unknown): string {
  const has =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string';
  return has ? String(thrown.message) : String(thrown);
}

/** A command line that does not fit its command. */
export class UsageError extends StillheadError {
  readonly code = 'USAGE';
  override readonly exitCode = 2;
}

/** A template that neither the user's folder nor the package has. */
export class TemplateMissingError extends StillheadError {
  readonly code = 'TEMPLATE_MISSING';
  constructor(name: string, directory: string | null) {
    super(`no template ${name}`, {
      facts: { 'looked in': directory ?? 'the templates of the package' },
      hint: 'stillhead init --templates copies them to where you can change them',
    });
  }
}

/** A template that does not parse, or that printed nothing where something was meant. */
export class TemplateInvalidError extends StillheadError {
  readonly code = 'TEMPLATE_INVALID';
  constructor(name: string, reason: string) {
    super(`template ${name} cannot be filled`, {
      facts: { reason },
      hint: 'compare it with the template of the same name in the package',
    });
  }
}

/** Prettier cannot lay out what is to be written: its configuration, or one of its plugins, is at fault. */
export class PrettierFailedError extends StillheadError {
  readonly code = 'PRETTIER_FAILED';
  constructor(file: string, cause: unknown) {
    super(`Prettier cannot format ${file}`, {
      facts: { file, reason: textOf(cause) },
      hint: "correct Prettier's configuration, npm install its plugins, or set prettier: false in stillhead's",
      cause,
    });
  }
}

/** A file that is there already: Stillhead never writes over one. */
export class FileExistsError extends StillheadError {
  readonly code = 'FILE_EXISTS';
  constructor(file: string) {
    super(`${file} is there already`, { facts: { file }, hint: 'move it away, or give another name' });
  }
}

/** A file that cannot be written; nothing of it is left behind. */
export class FileUnwritableError extends StillheadError {
  readonly code = 'FILE_UNWRITABLE';
  constructor(file: string, cause: unknown) {
    super(`cannot write ${file}`, {
      facts: { file, reason: cause instanceof Error ? cause.message : String(cause) },
      hint: 'check the rights on the folder',
      cause,
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

/** A question as data; the answers are flags as they are typed. */
export interface AskedQuestion {
  readonly kind: string;
  readonly text: string;
  readonly answers: readonly string[];
}

/** Something only a person can decide; without a terminal the questions stand in the facts. */
export class AnswerNeededError extends StillheadError {
  readonly code = 'ANSWER_NEEDED';
  override readonly exitCode = 4;
  constructor(
    /** As data, for `--format json`. */
    readonly questions: readonly AskedQuestion[],
  ) {
    super(
      `${questions.length} question${questions.length === 1 ? '' : 's'} to answer before a revision can be written`,
      {
        facts: Object.fromEntries(questions.map((question, index) => [String(index + 1), question.text])),
        hint: `answer with ${[...new Set(questions.flatMap((question) => question.answers))].join(', or ')}`,
      },
    );
  }
}

/** Drops of tables, views or columns for which source files still declare entities that the data source does not know. */
export class StillDeclaredError extends StillheadError {
  readonly code = 'STILL_DECLARED';
  constructor(declared: readonly { readonly table: string; readonly entity: string; readonly file: string }[]) {
    const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
    const tables = unique(declared.map(({ table }) => table));
    const entities = unique(declared.map(({ entity }) => entity));
    const files = unique(declared.map(({ file }) => file));
    super(
      `nothing is dropped: ${files.length === 1 ? 'a source file still declares' : 'source files still declare'} ${entities.join(', ')}`,
      {
        facts: { tables, entities, files },
        hint: `add ${entities.join(', ')} to the entities of the data source, or delete ${files.join(', ')}`,
      },
    );
  }
}

/** An answer that fits nothing: a name that is not there, a rename to what no entity declares, a drop of what one does. */
export class AnswerUnknownError extends StillheadError {
  readonly code = 'ANSWER_UNKNOWN';
  override readonly exitCode = 2;
  constructor(flag: string, value: string, candidates: readonly string[]) {
    super(`${flag} ${value} answers no question`, {
      facts: { candidates: candidates.length === 0 ? 'none' : candidates },
      hint: 'stillhead check shows what differs',
    });
  }
}

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

/** One head was asked for and there are several. `names` are `1a2b (add users)`. */
export class MultipleHeadsError extends StillheadError {
  readonly code = 'MULTIPLE_HEADS';
  constructor(names: readonly string[]) {
    super(`${names.length} heads: ${names.join(', ')}`, {
      facts: { heads: names },
      hint: 'name one as the target, or let one follow the other: set its downRevision',
    });
  }
}

/** A target that is no revision, or that leads nowhere from here. */
export class RevisionNotFoundError extends StillheadError {
  readonly code = 'REVISION_NOT_FOUND';
  constructor(target: string, reason: string, near: readonly string[] = []) {
    super(`${target}: ${reason}`, {
      facts: { target, ...(near.length > 0 && { near }) },
      hint: near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'stillhead history',
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

/** The database is at a revision that no file has: it is newer than the files, or of another project. Nothing was done to it. */
export class DatabaseAheadError extends StillheadError {
  readonly code = 'DATABASE_AHEAD';
  constructor(unknown: readonly string[], heads: readonly string[]) {
    super(`the database is at ${unknown.join(', ')}, which no revision file has`, {
      facts: { database: unknown, head: heads.length === 0 ? 'none' : heads, state: 'nothing was changed' },
      hint: 'fetch the newer revision files; if they are gone for good: stillhead stamp head',
    });
  }
}

/** A revision of which a part is applied, and a plan that does not begin with the rest of it. */
export class PartialRevisionError extends StillheadError {
  readonly code = 'PARTIAL_REVISION';
  constructor(revision: string, direction: 'upgrade' | 'downgrade', statements: number) {
    super(
      `the ${direction} of revision ${revision} was interrupted after ${statements} statement${statements === 1 ? '' : 's'}`,
      {
        facts: { revision, direction, statements },
        hint:
          direction === 'upgrade' ? 'finish it first: stillhead upgrade' : 'finish it first: stillhead downgrade -1',
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
  }) {
    super(`open step: ${step.text}`, {
      facts: {
        revision: `${step.revision} (${step.file}:${step.line})`,
        ...(step.rows !== null && { table: step.rows }),
        ...(step.suggestion !== null && { suggestion: step.suggestion }),
        state: 'nothing was changed by this revision',
      },
      hint: `write the step in place of op.todo, then run the command again`,
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

/** A call of `op` that was not awaited: its order and its errors would be lost. */
export class NotAwaitedError extends StillheadError {
  readonly code = 'NOT_AWAITED';
  constructor(revision: string, site: string, verb: string, state: string) {
    super(`op.${verb} is not awaited`, { facts: { revision, at: site, state }, hint: `write await op.${verb}(…)` });
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

/** An operation that PostgreSQL has no statement for, or not in the version at hand. */
export class NotCompilableError extends StillheadError {
  readonly code = 'NOT_COMPILABLE';

  constructor(what: string, facts: { readonly needs?: string; readonly server?: number }, hint: string) {
    super(what, {
      facts: {
        ...(facts.needs === undefined ? {} : { needs: facts.needs }),
        ...(facts.server === undefined ? {} : { server: `PostgreSQL ${String(facts.server)}` }),
      },
      hint,
    });
  }
}

/** A server that does not answer, or not in PostgreSQL's protocol. */
export class DatabaseUnreachableError extends StillheadError {
  readonly code = 'DATABASE_UNREACHABLE';
  constructor(address: string, reason: string, cause: unknown) {
    super(`cannot reach ${address}`, {
      facts: { reason },
      hint: 'start the server, or name another with --url postgres://user@host:port/database, or use --embedded',
      cause,
    });
  }
}

/** A connection that ended while it was in use. `known`: what is certain of the database all the same. */
export class ConnectionLostError extends StillheadError {
  readonly code = 'CONNECTION_LOST';
  constructor(address: string, reason: string, cause: unknown, known: Facts = {}) {
    super(`the connection to ${address} ended`, {
      facts: { reason, ...known },
      hint: 'stillhead current tells what was finished',
      cause,
    });
  }
}

/** The server does not let this user in: a wrong password, an unknown role, or no line in pg_hba.conf. */
export class AuthenticationFailedError extends StillheadError {
  readonly code = 'AUTHENTICATION_FAILED';
  constructor(address: string, user: string, reason: string, cause: unknown) {
    super(`${address} does not let ${user} in`, {
      facts: { user, reason },
      hint: 'check user and password of the data source, or name others with --url',
      cause,
    });
  }
}

/** A server without the database that is asked for. `address` is `host:port`. */
export class DatabaseMissingError extends StillheadError {
  readonly code = 'DATABASE_MISSING';
  constructor(database: string, address: string, user: string, cause: unknown) {
    const colon = address.lastIndexOf(':');
    const server = colon < 0 ? ['-h', address] : ['-h', address.slice(0, colon), '-p', address.slice(colon + 1)];
    super(`there is no database ${database}`, {
      facts: { server: address },
      hint: ['createdb', ...server, '-U', user, database].map(shellWord).join(' '),
      cause,
    });
  }
}

/** A word as a shell takes it, in quotes only where it needs them. */
function shellWord(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A role without a right that is needed. */
export class NoRightsError extends StillheadError {
  readonly code = 'NO_RIGHTS';
  constructor(user: string, what: string, grant: string, cause: unknown) {
    super(`${user} may not ${what}`, { facts: { user }, hint: `as the owner: ${grant}`, cause });
  }
}

/** A server whose connections are all taken. */
export class TooManyConnectionsError extends StillheadError {
  readonly code = 'TOO_MANY_CONNECTIONS';
  constructor(address: string, reason: string, cause: unknown) {
    super(`${address} takes no further connection`, {
      facts: { reason },
      hint: 'close others, or raise max_connections',
      cause,
    });
  }
}

/** A server of a major that its makers no longer support, and we do not know. */
export class ServerTooOldError extends StillheadError {
  readonly code = 'SERVER_TOO_OLD';
  constructor(address: string, version: string, oldest: number) {
    super(`${address} is PostgreSQL ${version}; the oldest supported is ${oldest}`, { facts: { version, oldest } });
  }
}

/** An address of a database that is none. Its text is not printed: it may hold a password. */
export class UrlInvalidError extends StillheadError {
  readonly code = 'URL_INVALID';
  override readonly exitCode = 2;
  constructor(reason: string) {
    super('the address of the database cannot be read', {
      facts: { reason },
      hint: 'write it as postgres://user:password@host:5432/database',
    });
  }
}

/** A configuration that says something that is not known, or not possible. */
export class ConfigInvalidError extends StillheadError {
  readonly code = 'CONFIG_INVALID';
  override readonly exitCode = 2;
  constructor(
    file: string,
    /** One for each fault: `scratch.url: must be a string`. */
    readonly problems: readonly string[],
    cause?: unknown,
  ) {
    super(problems.length === 1 ? `${file}: ${problems[0] ?? ''}` : `${file} has ${problems.length} faults`, {
      facts: { file, problems },
      hint: `correct ${file}`,
      cause,
    });
  }
}

/** No DataSource was named, and none was found. */
export class DataSourceMissingError extends StillheadError {
  readonly code = 'DATA_SOURCE_MISSING';
  constructor(message: string, tried: readonly string[]) {
    super(message, { facts: { tried }, hint: 'stillhead init, or name the file with -d PATH' });
  }
}

/** A file of the data source that exports no DataSource, or more than one. */
export class DataSourceExportsError extends StillheadError {
  readonly code = 'DATA_SOURCE_EXPORTS';
  constructor(file: string, found: readonly string[], exported: readonly string[]) {
    super(
      found.length === 0
        ? `${file} exports no DataSource`
        : `${file} exports ${found.length} DataSources: ${found.join(', ')}`,
      {
        facts: { file, exports: exported.length === 0 ? 'none' : exported },
        hint:
          found.length === 0
            ? 'export one: export default new DataSource({ … })'
            : 'export one of them, or put the other in a file of its own',
      },
    );
  }
}

/** A file of the user's that throws while it is loaded. */
export class DataSourceThrowsError extends StillheadError {
  readonly code = 'DATA_SOURCE_THROWS';
  constructor(file: string, reason: string, where: string | null, hint: string | null, cause: unknown) {
    super(`${file} cannot be loaded: ${reason}`, {
      facts: where === null ? { file } : { file, at: where },
      hint: hint ?? `correct ${where ?? file}`,
      cause,
    });
  }
}

/** A DataSource of another kind of database. */
export class NotPostgresError extends StillheadError {
  readonly code = 'NOT_POSTGRES';
  constructor(type: string) {
    super(`the data source is of type '${type}'; Stillhead knows 'postgres'`, { facts: { type } });
  }
}

/** A project without TypeORM. */
export class TypeormMissingError extends StillheadError {
  readonly code = 'TYPEORM_MISSING';
  constructor(from: string) {
    super('typeorm is not installed', {
      facts: { 'looked from': from },
      hint: 'npm install typeorm pg reflect-metadata',
    });
  }
}

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

/** What the entities declare cannot become a schema: TypeORM or PostgreSQL refuses it. Says which entity, which property and why. */
export class ModelUnreadableError extends StillheadError {
  readonly code = 'MODEL_UNREADABLE';
  constructor(
    place: { entity: string | null; property: string | null },
    reason: string,
    hint: string,
    cause?: unknown,
  ) {
    const where = [place.entity, place.property].filter((part) => part !== null).join('.');
    super(where === '' ? 'the entities cannot be read' : `${where} cannot be read`, {
      facts: {
        ...(place.entity === null ? {} : { entity: place.entity }),
        ...(place.property === null ? {} : { property: place.property }),
        reason,
      },
      hint,
      cause,
    });
  }
}

/** A data source that declares nothing: never taken for the wish to drop everything. */
export class NoEntitiesError extends StillheadError {
  readonly code = 'NO_ENTITIES';
  constructor(globs: readonly string[]) {
    super('the data source has no entities', {
      facts: globs.length === 0 ? { entities: 'none listed' } : { 'matched nothing': globs },
      hint:
        globs.length === 0
          ? 'list the entity classes in `entities` of the data source'
          : 'the globs are looked up from where the process runs: begin them with __dirname, or list the classes',
    });
  }
}

/** The function of a revision threw something of its own: which line, and where the database stands. */
export class RevisionFailedError extends StillheadError {
  readonly code = 'REVISION_FAILED';
  constructor(message: string, facts: Facts, cause: unknown) {
    super(message, { facts, hint: 'correct the file, then run the command again', cause });
  }
}

/** The server does not let its catalogs be read: a lock in the way, a timeout, no rights. Says what the server said. */
export class CatalogUnreadableError extends StillheadError {
  readonly code = 'CATALOG_UNREADABLE';
  constructor(database: string, cause: unknown) {
    const sqlstate = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
    super(`cannot read the schema of ${database}`, {
      facts: {
        database,
        reason: cause instanceof Error ? cause.message : String(cause),
        ...(sqlstate === null ? {} : { sqlstate }),
      },
      hint: CATALOG_HINTS[sqlstate ?? ''] ?? 'run the command again; DEBUG=stillhead:sql prints what is sent',
      cause,
    });
  }
}

/** By SQLSTATE (manual, appendix A). */
const CATALOG_HINTS: Readonly<Record<string, string>> = {
  '55P03':
    "somebody holds a lock on what is read, for more than three seconds: SELECT pid, query FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE mode = 'AccessExclusiveLock'; then run the command again",
  '42501': 'connect as a role that may read the catalogs: GRANT USAGE ON SCHEMA pg_catalog, or --url with another user',
  '57014': 'the time allowed for a statement is too short for this database: ALTER ROLE … SET statement_timeout',
  XX000: 'something was dropped while it was read: run the command again',
};

/** A table or view that is not in the database. */
export class TableMissingError extends StillheadError {
  readonly code = 'TABLE_MISSING';
  constructor(name: string, known: readonly string[]) {
    const near = known.filter(
      (each) => each.toLowerCase().includes(name.toLowerCase()) || name.toLowerCase().includes(each.toLowerCase()),
    );
    super(`there is no table or view ${name}`, {
      facts: near.length > 0 ? { 'like it': near.slice(0, 5) } : { tables: known.length },
      hint: 'stillhead inspect lists them',
    });
  }
}

/** Operations that wait for each other in a circle: a mistake in Stillhead, not in anybody's schema. The path starts and ends with the same one. */
export class OperationCycleError extends StillheadError {
  readonly code = 'OPERATION_CYCLE';
  constructor(readonly path: readonly string[]) {
    super(`operations wait for each other in a circle: ${path.join(' → ')}`, {
      facts: { path },
      hint: 'please report it; DEBUG=stillhead:order prints the graph',
    });
  }
}
