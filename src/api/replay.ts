/**
 * The history as a witness: its revisions run on a throw-away PostgreSQL, and the catalog that comes of it. Kept by the digest of
 * the files, so that an unchanged history costs nothing.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { readCatalog } from '../catalog/read';
import { StillheadError, textOf } from '../errors';
import { RevisionFileInvalidError } from '../errors/revisions';
import { NotAwaitedError, RevisionFailedError, StatementFailedError, TransactionEndedError } from '../errors/running';
import { onceKept } from '../files';
import { trace } from '../log';
import { installSql, missingExtension } from '../operations/extensions';
import { planUpgrade } from '../revisions/plan';
import type { Plan } from '../revisions/plan';
import { digestOf } from '../revisions/digest';
import type { RunOptions } from '../runner/options';
import { runPlan } from '../runner/run';
import { engineVersion } from '../scratch/engine';
import { openScratch } from '../scratch/scratch';
import type { ScratchOptions } from '../scratch/scratch';
import { EMPTY_SCHEMA } from '../schema/empty';
import { nameKey, objectKey } from '../schema/names';
import { objectsOf } from '../schema/objects';
import type { ModelSchema } from '../schema/model';
import { quoteIdentifier } from '../schema/quote';
import type { DatabaseSchema, ObjectName, QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { extensionNames, prepareReplay } from '../settle/prepare';
import { cacheFile } from './project';
import type { Project } from './project';
import { runOptions } from './run-options';

/** Raised when the shape of what is kept changes. */
const CACHE_FORMAT = 3;

export interface Replayed {
  readonly schema: DatabaseSchema;
  /**
   * Why the history could not be replayed, a clause with its revision and file; then `schema` is empty, and nothing is owned. The throw-away
   * database lacks something that the revision finds elsewhere: an object, a role, an extension.
   */
  readonly failure: string | null;
  /** The same as it was thrown; only where there is one. */
  readonly error?: unknown;
}

/** What is said of a failure that a replay found. */
export const ELSEWHERE = { state: 'found on a throw-away database; yours was not touched' };

/**
 * The catalog that the revisions up to these heads make from nothing. Never touches the user's database.
 * @throws RevisionFileInvalidError, RevisionFailedError, NotAwaitedError, TransactionEndedError where a file itself is at fault: it
 * would run nowhere
 */
export async function replay(project: Project, heads: readonly string[], current: DatabaseSchema): Promise<Replayed> {
  const history = await project.history();
  const plan = planUpgrade(history, [], heads);
  if (plan.steps.length === 0) return { schema: EMPTY_SCHEMA, failure: null };
  const options = await runOptions(project);
  const { defaultSchema, searchPath = [] } = options;
  const digest = digestOf(plan.steps.map((step) => step.revision));
  const facts = [CACHE_FORMAT, engineVersion(), defaultSchema, searchPath, current.extensions, digest];
  const key = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  const file = cacheFile(project, `replay-${key}.json`);
  try {
    return { schema: await onceKept(file, () => replayed(plan, options, current)), failure: null };
  } catch (error) {
    if (isFaultOfFile(error)) throw error.restate(ELSEWHERE);
    const database = (await project.connect()).server.description;
    const reason = failureWords(error, database, current).replaceAll(`${project.config.root}${path.sep}`, '');
    trace('replay', () => `the history cannot be replayed: ${reason}`);
    return { schema: EMPTY_SCHEMA, failure: reason, error };
  }
}

/** Once more with all extensions, where a revision creates one that no file names: it may put its name together. */
async function replayed(plan: Plan, options: RunOptions, current: DatabaseSchema): Promise<DatabaseSchema> {
  const mentions = [...plan.steps.map(({ revision }) => revision.text), ...extensionNames(current)];
  try {
    return await replayedWith({ mentions }, plan, options, current);
  } catch (error) {
    if (!lacksExtension(error)) throw error;
    return replayedWith({}, plan, options, current);
  }
}

async function replayedWith(
  scratchOptions: ScratchOptions,
  plan: Plan,
  options: RunOptions,
  current: DatabaseSchema,
): Promise<DatabaseSchema> {
  const scratch = await openScratch(scratchOptions);
  try {
    const session = await scratch.session();
    await replayOn(session, plan, options, current);
    return withoutTable((await readCatalog(session, { onlySchema: true })).schema, options.versionTable);
  } finally {
    await scratch.close();
  }
}

/** feature_not_supported: what `CREATE EXTENSION` says of one that is not there. */
function lacksExtension(error: unknown): boolean {
  return error instanceof StatementFailedError && error.facts['sqlstate'] === '0A000';
}

/** A word that PostgreSQL does not know, as much as what is no JavaScript: no database runs it. */
const SYNTAX_ERROR = '42601';

function isFaultOfFile(error: unknown): error is StillheadError {
  if (error instanceof StatementFailedError) return error.facts['sqlstate'] === SYNTAX_ERROR;
  return [RevisionFileInvalidError, RevisionFailedError, NotAwaitedError, TransactionEndedError].some(
    (fault) => error instanceof fault,
  );
}

/**
 * `on a throw-away database 1a2b3c4d (migrations/20261120_1a2b3c4d_users.ts:12): 42704 role "reporter" does not exist`. Extensions that a
 * history finds in place are those of the user's database, so that one that is missing is missing there.
 */
function failureWords(error: unknown, database: string, current: DatabaseSchema): string {
  const revision = error instanceof StillheadError ? error.facts['revision'] : undefined;
  const name = error instanceof StatementFailedError ? missingExtension(error.message) : null;
  if (name === null) {
    const where = typeof revision === 'string' ? `${revision}: ` : '';
    return `on a throw-away database ${where}${textOf(error)}`;
  }
  const required = `the extension ${quoteIdentifier(name)} that revision ${String(revision)} requires is missing in`;
  return extensionNames(current).includes(name)
    ? `${required} the embedded PostgreSQL, which does not offer it`
    : `${required} ${database}; there, as a role that may: ${installSql(name)}`;
}

/** Runs a history on a throw-away database, in which there is nothing yet. @throws what `runPlan` throws */
export async function replayOn(
  session: Session,
  plan: Plan,
  options: RunOptions,
  current: DatabaseSchema,
): Promise<void> {
  await prepareReplay(session, current, options.defaultSchema);
  // The throw-away database is no environment.
  await runPlan(session, plan, { ...options, environment: null });
}

/** A replayed history in the place of the entities: what a database at that revision should be. */
export function historyAsModel(schema: DatabaseSchema): ModelSchema {
  return { schema, ignored: [], origins: new Map(), warnings: [], entityCount: 0 };
}

/** Whether an object is among those that a replayed history has made. */
export function madeBy({ schema }: Replayed): (object: ObjectName) => boolean {
  const keys = new Set(objectsOf(schema).map(objectKey));
  return (object) => keys.has(objectKey(object));
}

function withoutTable(schema: DatabaseSchema, table: QualifiedName): DatabaseSchema {
  return { ...schema, tables: schema.tables.filter((each) => nameKey(each) !== nameKey(table)) };
}
