/**
 * Runs a plan: checks what can be known before, loads every revision, then runs one after the other. Another run of the same plan on
 * the same database is met at every transaction: who comes second waits, finds its place in the plan again, and goes on from there.
 * Prints nothing.
 */
import { DatabaseMovedError, PartialRevisionError } from '../errors/running';
import type { Plan } from '../revisions/plan';
import type { Session } from '../session';
import { quoteBody } from '../schema/quote';
import {
  assertEnvironment,
  environmentIn,
  nameByHand,
  selectEnvironment,
  storeIfNone,
  wrongEnvironment,
} from './environment';
import { loadSteps, type LoadedStep } from './module';
import { assertNoOpenSteps } from './open-steps';
import { makeContext, type RunnerContext, type RunOptions } from './options';
import { assertNoneLate, performRevision, type LateCalls } from './perform';
import { lockAndRead, Overtaken, rollback } from './transaction';
import {
  createVersionSchema,
  createVersionTable,
  explainRights,
  grantSchema,
  grantWrite,
  readState,
  sameHeads,
  selectSchema,
  type VersionState,
} from './version-table';

export interface AppliedRevision {
  readonly id: string;
  readonly milliseconds: number;
}

export interface RunResult {
  /** What this run did; not what another one did meanwhile. */
  readonly applied: readonly AppliedRevision[];
  /** The heads of the database afterwards. */
  readonly heads: readonly string[];
}

/**
 * Upgrades or downgrades a database along a plan. An empty plan writes nothing, not even the version table; only the name of an
 * environment, where a database with a version table has none yet.
 * @throws TodoOpenError, IrreversibleError, RevisionFileInvalidError before anything is changed; StatementFailedError,
 * LockNotAvailableError, ConnectionLostError, NotAwaitedError, PreconditionFailedError, RevisionFailedError with the state of the
 * database; WrongEnvironmentError, PartialRevisionError, ProgressMismatchError, DatabaseMovedError, UpgradeRunningError, NoRightsError, StandbyError, PooledConnectionError
 */
export async function runPlan(session: Session, plan: Plan, options: RunOptions): Promise<RunResult> {
  const environment = options.environment ?? null;
  const stored = await readState(session, options.versionTable);
  const nameless = (await assertEnvironment(session, options.versionTable, environment)) === null;
  assertResumable(plan, stored, 0);
  const names = environment !== null && nameless && plan.direction === 'upgrade';
  if (plan.steps.length === 0) {
    if (names && stored.exists) await storeEnvironment(await makeContext(session, options), environment);
    return { applied: [], heads: stored.heads };
  }
  await assertNoOpenSteps(session, plan, stored.progress, options.defaultSchema);
  const loaded = await loadSteps(plan.steps, plan.direction, options.loadRevision);
  const context = await makeContext(session, options);
  if (!stored.exists) await ensureVersionTable(context);
  if (names) await storeEnvironment(context, environment);
  return runSteps(context, plan, loaded, stored);
}

/** Two that name one database differently at the same time: under the lock the second finds the name of the first. */
async function storeEnvironment(context: RunnerContext, name: string): Promise<void> {
  const { session, versionTable } = context;
  try {
    const found = environmentIn(await lockAndRead(context, selectEnvironment(versionTable)));
    if (found !== null && found !== name) {
      throw wrongEnvironment(session.server.description, versionTable, found, name);
    }
    await session.script(`DO ${quoteBody(` BEGIN ${storeIfNone(versionTable, name)} END `)}`);
    await session.script('COMMIT');
  } catch (error) {
    await rollback(context);
    throw explainRights(error, session, 'name the environment of this database', nameByHand(versionTable, name));
  }
}

async function runSteps(
  context: RunnerContext,
  plan: Plan,
  loaded: readonly LoadedStep[],
  stored: VersionState,
): Promise<RunResult> {
  const applied: AppliedRevision[] = [];
  const late: LateCalls = { first: null };
  let state = stored;
  let at = placeIn(plan, state);
  for (let next = loaded[at]; next !== undefined; next = loaded[at]) {
    const start = performance.now();
    try {
      state = await performRevision(context, next, plan.direction, state, late);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      state = error.found;
      at = placeIn(plan, state);
      continue;
    }
    const milliseconds = performance.now() - start;
    applied.push({ id: next.step.revision.id, milliseconds });
    context.events.onEnd?.(next.step, milliseconds);
    at++;
    assertNoneLate(late, state);
  }
  return { applied, heads: state.heads };
}

/** Which step of a plan is next in a database that is in this state. */
function placeIn(plan: Plan, state: VersionState): number {
  const found = plan.steps.findIndex((step) => sameHeads(step.before, state.heads));
  const at = found < 0 && sameHeads(plan.to, state.heads) ? plan.steps.length : found;
  if (at < 0) throw new DatabaseMovedError(plan.from, state.heads);
  assertResumable(plan, state, at);
  return at;
}

/** A revision that is half applied must be finished before anything else, in its own direction. */
function assertResumable(plan: Plan, { progress }: VersionState, at: number): void {
  if (progress === null) return;
  if (progress.direction === plan.direction && plan.steps[at]?.revision.id === progress.revision) return;
  throw new PartialRevisionError(progress.revision, progress.direction, progress.statements);
}

/**
 * Makes the version table, and its schema where that is missing, under the lock.
 * @throws NoRightsError with the GRANT that is missing
 */
export async function ensureVersionTable(context: RunnerContext): Promise<void> {
  const { session, versionTable } = context;
  let present = true;
  try {
    const [row] = await lockAndRead(context, selectSchema(versionTable));
    present = row !== undefined && 'present' in row && row.present === true;
    if (!present) await session.script(createVersionSchema(versionTable));
    await session.script(createVersionTable(versionTable));
    await session.script('COMMIT');
  } catch (error) {
    await rollback(context);
    const grant = present ? grantWrite(session, versionTable, false) : grantSchema(session, versionTable);
    throw explainRights(error, session, 'make the version table', grant);
  }
}
