/**
 * Writes a plan as one SQL script that `psql` runs as it stands: the same calls of `op`, collected instead of executed.
 *
 * Nothing is connected to here; the text of a revision is put together in `script-text.ts`.
 */
import { StillheadError } from '../errors';
import { NotAwaitedError, RevisionFailedError, TransactionEndedError } from '../errors/running';
import { makeOperations } from '../operations/door';
import { refuseHeldLabels } from '../operations/removed-labels';
import { metadataStatements, restoreMetadata } from '../operations/metadata-sql';
import type { Operation } from '../operations/operation';
import { toStatements } from '../operations/specs';
import type { Plan, PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import { quoteBody, quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { callSite, siteInStack } from './call-site';
import { storeIfNone } from './environment';
import { place as placeOf } from './failure';
import { loadSteps, type LoadedStep } from './module';
import { refuseOpenSteps } from './open-steps';
import type { LoadRevision } from './options';
import { messageOf, stackOf } from './server-error';
import { revisionText, type Line } from './script-text';
import { endsTransaction } from './transaction-control';
import { metadataPlace } from './typeorm-metadata';
import { createVersionSchema, createVersionTable } from './version-table';
import { withoutVersionSchema } from './version-schema';
import { whenAwaited } from './when-awaited';

export interface ScriptOptions {
  readonly versionTable: QualifiedName;
  readonly defaultSchema: string;
  readonly loadRevision: LoadRevision;
  /** The environment that the script is for: it refuses a database of another name. */
  readonly environment?: string | null;
  /** TypeORM's own table of views and generated columns, to be kept in step where it is there. Default: none. */
  readonly typeormMetadata?: QualifiedName | null;
  /** PostgreSQL's major version that the script is for. */
  readonly major: number;
  readonly searchPath?: readonly string[];
  /** In milliseconds. Default 3000. */
  readonly lockTimeout?: number;
}

/**
 * The script for a plan, ended by a line break; for an empty plan a remark alone.
 * @throws RevisionFileInvalidError, NotAwaitedError, RevisionFailedError
 */
export async function toScript(plan: Plan, options: ScriptOptions): Promise<string> {
  const loaded = await loadSteps(plan.steps, plan.direction, options.loadRevision);
  if (loaded.length === 0) return '-- nothing to run\n';
  const parts = [];
  for (const [index, step] of loaded.entries()) {
    // Before anything of the plan, as online; and of a later revision once more, whose table an earlier one may have made.
    const open = refuseOpenSteps(index === 0 ? plan.steps : [step.step], plan.direction, options.defaultSchema);
    const lines = [...open.map((beside): Line => ({ beside })), ...(await collect(step, options, plan.direction))];
    parts.push(revisionText(step.step, plan.direction, lines, options));
  }
  const stop = parts.some(({ leavesTransaction }) => leavesTransaction) ? [STOP_ON_ERROR] : [];
  return `${[...stop, prologue(options, plan.direction), ...parts.map(({ text }) => text)].join('\n\n')}\n`;
}

/** Outside a transaction nothing but psql itself can keep what follows a failure from being run. */
const STOP_ON_ERROR = '\\set ON_ERROR_STOP on';

/**
 * Makes the version table where it is missing: PostgreSQL asks for the right to create before it looks whether there is one. An upgrade
 * names the environment of a database that has no name yet.
 */
function prologue({ versionTable, environment = null }: ScriptOptions, direction: Direction): string {
  const missing = (found: string, name: string): string => `${found}(${quoteLiteral(name)}) IS NULL`;
  const named =
    environment === null || direction === 'downgrade' ? '' : `\n  ${storeIfNone(versionTable, environment)}`;
  return `DO ${quoteBody(`
BEGIN
  IF ${missing('to_regnamespace', quoteIdentifier(versionTable.schema))} THEN
    ${createVersionSchema(versionTable)};
  END IF;
  IF ${missing('to_regclass', quoteName(versionTable))} THEN
    ${createVersionTable(versionTable)};
  END IF;${named}
END
`)};`;
}

async function collect(
  { step, run }: LoadedStep,
  options: ScriptOptions,
  direction: Direction,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const place = metadataPlace(options.typeormMetadata ?? null, step, direction);
  let metadata = false;
  let byHand = false;
  let returned = false;
  let waiting: { verb: string; line: number | null } | null = null;
  const problem: { error: StillheadError | null } = { error: null };
  const op = makeOperations((operation: Operation) => {
    if (waiting !== null) problem.error ??= notAwaited(step, waiting);
    if (returned) problem.error ??= notAwaited(step, { verb: operation.kind, line: callSite(step.revision).line });
    waiting = { verb: operation.kind, line: callSite(step.revision).line };
    // A call is over some time after it began, as online: only what is awaited lets the next one begin.
    problem.error ??= endedBy(operation, step);
    return whenAwaited(async () => {
      const rows = place === null ? null : metadataStatements(operation, place);
      metadata ||= rows !== null;
      byHand ||= operation.kind === 'execute' || operation.kind === 'custom';
      // Before anything is changed; but behind SQL by hand, which may have moved those rows.
      const held = operation.kind === 'replaceEnum' ? refuseHeldLabels(operation, options.defaultSchema) : [];
      lines.splice(byHand ? lines.length : 0, 0, ...held.map((beside): Line => ({ beside })));
      lines.push(...besideLines(rows?.before), ...linesOf(operation, options), ...besideLines(rows?.after));
      await new Promise((resolve) => setImmediate(resolve));
      waiting = null;
    });
  }, options.defaultSchema);
  try {
    await run(op);
  } catch (error) {
    if (error instanceof StillheadError) throw error;
    const { line } = siteInStack(step.revision, stackOf(error));
    const { id, file } = step.revision;
    const facts = { revision: `${id} (${file}${line === null ? '' : `:${line}`})` };
    throw new RevisionFailedError(messageOf(error), facts, error);
  }
  if (waiting !== null) problem.error ??= notAwaited(step, waiting);
  returned = true;
  // What a function started and did not wait for shows when everybody had a turn.
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (problem.error !== null) throw problem.error;
  return metadata && place?.direction === 'downgrade' ? [...lines, { beside: restoreMetadata(place) }] : lines;
}

/** As a run refuses it: what stands behind it in the script would be kept, or lost, whatever the version table says. */
function endedBy(operation: Operation, step: PlanStep): TransactionEndedError | null {
  if (operation.kind !== 'execute' || operation.transaction === 'outside' || !endsTransaction(operation.sql)) {
    return null;
  }
  const at = placeOf({ step, site: callSite(step.revision) });
  return new TransactionEndedError({ ...at, statement: operation.sql, state: 'no script was written' });
}

function besideLines(sql: string | null | undefined): readonly Line[] {
  return sql === null || sql === undefined ? [] : [{ beside: sql }];
}

function notAwaited(step: PlanStep, call: { verb: string; line: number | null }): NotAwaitedError {
  const { id, file } = step.revision;
  return new NotAwaitedError(
    id,
    call.line === null ? file : `${file}:${call.line}`,
    call.verb,
    'no script was written',
  );
}

function linesOf(operation: Operation, options: ScriptOptions): readonly Line[] {
  const { major, defaultSchema, versionTable } = options;
  const statements = withoutVersionSchema(operation, toStatements(operation, { major, defaultSchema }), versionTable);
  if (operation.kind !== 'todo') return statements;
  // The statements of an open step only refuse to go on while there is something to do.
  const suggestion = operation.suggestion === null ? '' : `\n${operation.suggestion}`;
  return [
    { remark: `OPEN STEP: ${operation.text}${suggestion}` },
    ...statements.map(({ sql }): Line => ({ beside: sql })),
  ];
}
