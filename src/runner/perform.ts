/**
 * Runs the function of one revision with an `op` whose calls are executed as they are awaited, one after the other.
 *
 * The first thing that goes wrong ends the revision, whatever its own code does with it: a call that failed never settles, so that no
 * `catch` of a revision can hide it and no rejection is left without a handler.
 */
import { StillheadError } from '../errors';
import { IrreversibleError, NotAwaitedError, RevisionFailedError, TodoOpenError } from '../errors/running';
import { makeOperations } from '../operations/door';
import { openRows } from '../operations/manual';
import { metadataStatements } from '../operations/metadata-sql';
import type { Operation } from '../operations/operation';
import { toStatements } from '../operations/specs';
import type { Direction } from '../revisions/revision';
import { callSite, siteInStack, type CallSite } from './call-site';
import { stateAfter } from './failure';
import type { LoadedStep } from './module';
import { hasRows } from './open-steps';
import type { RunnerContext } from './options';
import { assertPreconditions } from './preconditions';
import { assertLabelsFree, assertNoLabelHeld } from './removed-labels';
import {
  abandon,
  applyStatement,
  finishSegments,
  isSkipping,
  openSegment,
  queryInSegment,
  startSegments,
  type SegmentRun,
} from './segments';
import { messageOf, stackOf } from './server-error';
import { Overtaken } from './transaction';
import { metadataPlace } from './typeorm-metadata';
import type { VersionState } from './version-table';
import { withoutVersionSchema } from './version-schema';
import { whenAwaited } from './when-awaited';

/** A call that was made and is not over: it may not have begun. */
interface Flight {
  readonly verb: string;
  readonly site: CallSite;
  /** Whose call it is. */
  readonly revision: string;
  done: Promise<void>;
}

/** The first call of a run that came when its revision had returned already: it was not executed. */
export interface LateCalls {
  first: Flight | null;
}

/** What the calls of one revision share. */
interface Performance {
  readonly run: SegmentRun;
  readonly late: LateCalls;
  readonly fail: (error: unknown) => void;
  failed: boolean;
  /** Its function is over: what it still calls belongs to no transaction. */
  returned: boolean;
  flight: Flight | null;
}

/**
 * Runs one revision from its start or from where an interrupted run left it; gives the state of the database afterwards.
 * @param late is told of calls that come too late; those that come before the commit fail the revision here
 * @throws Overtaken when the database is no longer in the state `stored`; else a StillheadError
 */
export async function performRevision(
  context: RunnerContext,
  { step, run: revise }: LoadedStep,
  direction: Direction,
  stored: VersionState,
  late: LateCalls,
): Promise<VersionState> {
  const run = startSegments(context, step, direction, stored);
  let performance: Performance | undefined;
  try {
    await openSegment(run);
    await assertNoLabelHeld(run);
    context.events.onStart?.(step);
    await new Promise<void>((resolve, reject) => {
      const calls: Performance = { run, late, fail: reject, failed: false, returned: false, flight: null };
      performance = calls;
      const op = makeOperations(
        (operation) => take(calls, operation),
        context.defaultSchema,
        (error) => failWith(calls, error),
      );
      revise(op).then(() => {
        calls.returned = true;
        if (calls.flight !== null) failWith(calls, notAwaited(run, calls.flight));
        resolve();
      }, reject);
    });
    return await finishSegments(run, () => {
      if (late.first !== null) throw notAwaited(run, late.first);
    });
  } catch (error) {
    if (performance !== undefined) {
      performance.failed = true;
      await performance.flight?.done;
    }
    await abandon(run);
    throw explainThrown(run, error);
  }
}

/** Takes a call of `op`. Never rejects: a failure goes to the revision as a whole. */
function take(calls: Performance, operation: Operation): Promise<void> {
  const site = callSite(calls.run.step.revision);
  if (calls.failed) return never();
  if (calls.returned) {
    calls.late.first ??= { verb: operation.kind, site, revision: calls.run.step.revision.id, done: Promise.resolve() };
    return never();
  }
  if (calls.flight !== null) {
    failWith(calls, notAwaited(calls.run, calls.flight));
    return never();
  }
  const flight: Flight = { verb: operation.kind, site, revision: calls.run.step.revision.id, done: Promise.resolve() };
  calls.flight = flight;
  return whenAwaited(() => begin(calls, flight, operation));
}

/** Executes a call. Settles where it succeeded, and else never. */
function begin(calls: Performance, flight: Flight, operation: Operation): Promise<void> {
  if (calls.failed) return never();
  const work = perform(calls, operation, flight.site).then(
    () => {
      calls.flight = null;
      return true;
    },
    (error: unknown) => {
      calls.flight = null;
      failWith(calls, error);
      return false;
    },
  );
  flight.done = work.then(() => undefined);
  return work.then((succeeded) => (succeeded && !calls.failed ? undefined : never()));
}

function failWith(calls: Performance, error: unknown): void {
  calls.failed = true;
  calls.fail(error);
}

function never(): Promise<void> {
  return new Promise<void>(() => undefined);
}

async function perform(calls: Performance, called: Operation, site: CallSite): Promise<void> {
  const { run } = calls;
  const { context } = run;
  const operation = context.makeExtensions ? making(called) : called;
  if (operation.kind === 'irreversible') {
    throw new IrreversibleError(run.step.revision.id, site.file, site.line ?? 0, operation.reason);
  }
  if (operation.kind === 'todo') return assertDone(run, operation, site);
  if (!isSkipping(run)) {
    await assertPreconditions(run, operation, site);
    if (operation.kind === 'replaceEnum') await assertLabelsFree(run, operation, site);
  }
  const { defaultSchema } = context;
  const place = metadataPlace(context.typeormMetadata, run.step, run.direction);
  const statements = toStatements(operation, { major: context.session.server.major, defaultSchema });
  const rows = place === null ? null : metadataStatements(operation, place);
  const needed = withoutVersionSchema(operation, statements, context.versionTable);
  for (const [index, statement] of needed.entries()) {
    if (calls.failed) return;
    await applyStatement(run, statement, site, {
      before: index === 0 ? (rows?.before ?? null) : null,
      after: index === needed.length - 1 ? (rows?.after ?? null) : null,
    });
  }
}

/** A required extension as one that is made where it is missing. */
function making(operation: Operation): Operation {
  if (operation.kind !== 'requireExtension') return operation;
  return { kind: 'createExtension', extension: { name: operation.name, schema: null } };
}

/** An open step that the check before the plan could not see: its table was made or filled by the plan itself. */
async function assertDone(
  run: SegmentRun,
  operation: Extract<Operation, { kind: 'todo' }>,
  site: CallSite,
): Promise<void> {
  const { text, suggestion, table, emptyColumn: column } = operation;
  if (isSkipping(run)) return;
  const query = { query: <Row extends object>(sql: string) => queryInSegment<Row>(run, sql, site) };
  if (table !== null && !(await hasRows(query, table, column ?? null))) return;
  const { defaultSchema } = run.context;
  throw new TodoOpenError({
    revision: run.step.revision.id,
    file: site.file,
    line: site.line ?? 0,
    text,
    suggestion,
    rows: table === null ? null : openRows(table, column, defaultSchema),
    state: stateAfter(run.step, run.committed),
  });
}

function notAwaited(run: SegmentRun, flight: Flight): NotAwaitedError {
  return notAwaitedAt(flight, stateAfter(run.step, run.committed));
}

function notAwaitedAt({ site: { file, line }, revision, verb }: Flight, state: string): NotAwaitedError {
  return new NotAwaitedError(revision, line === null ? file : `${file}:${line}`, verb, state);
}

/** A call that came when its revision was committed. @throws NotAwaitedError */
export function assertNoneLate({ first }: LateCalls, { heads }: VersionState): void {
  if (first === null) return;
  const at = heads.length === 0 ? 'base' : heads.join(', ');
  throw notAwaitedAt(first, `the revision was committed without this call; the database is at ${at}`);
}

/** What the revision's own code threw gets its line and the state of the database. */
function explainThrown(run: SegmentRun, error: unknown): unknown {
  if (error instanceof StillheadError || error instanceof Overtaken) return error;
  const { id, file } = run.step.revision;
  const line = siteInStack(run.step.revision, stackOf(error)).line;
  const facts = {
    revision: `${id} (${file}${line === null ? '' : `:${line}`})`,
    state: stateAfter(run.step, run.committed),
  };
  return new RevisionFailedError(messageOf(error), facts, error);
}
