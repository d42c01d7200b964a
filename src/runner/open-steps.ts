/** What must be known of a plan before its first statement: open steps that a person must write, and revisions without a way back. */
import { IrreversibleError, TodoOpenError } from '../errors/running';
import type { Plan, PlanStep } from '../revisions/plan';
import type { Direction, OpenStep, Revision } from '../revisions/revision';
import { readOpenSteps } from '../revisions/steps';
import { openRows, refuseOpen, refuseWayBack } from '../operations/manual';
import { hasColumn } from '../operations/probes';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { stateAfter } from './failure';
import type { Progress } from './version-table';

/** A step that would stop a plan. */
export interface StoppingStep {
  readonly revision: Revision;
  readonly step: OpenStep;
  readonly table: QualifiedName | null;
}

/** Whether a table has rows that an open step is about. */
type RowsIn = (table: QualifiedName, column: string | null) => Promise<boolean>;

/**
 * An open step stops a plan while its table has rows, and always where it names none. A table that is not there yet has no rows.
 * @param progress what is applied of the first revision of the plan
 * @throws TodoOpenError, IrreversibleError, RevisionFileInvalidError
 */
export async function assertNoOpenSteps(
  session: Session,
  plan: Plan,
  progress: Progress | null,
  defaultSchema: string,
): Promise<void> {
  const rows: RowsIn = (table, column) => hasRows(session, table, column);
  for await (const { revision, step, table } of stoppingSteps(plan, defaultSchema, rows)) {
    if (step.kind === 'irreversible') throw irreversible(revision, step);
    const planned = plan.steps.find((each) => each.revision === revision);
    const state =
      planned !== undefined && progress?.revision === revision.id
        ? stateAfter(planned, progress.statements)
        : 'nothing was changed by this revision';
    throw todo(revision, step, { table, defaultSchema, state });
  }
}

/** The steps that would stop a plan, in its order. @throws RevisionFileInvalidError */
export async function* stoppingSteps(plan: Plan, defaultSchema: string, rows: RowsIn): AsyncGenerator<StoppingStep> {
  for (const { revision } of plan.steps) {
    for (const step of stepsInTheWay(revision, plan.direction)) {
      const table = step.kind === 'irreversible' ? null : tableOf(step, defaultSchema);
      if (table === null || (await rows(table, step.column))) yield { revision, step, table };
    }
  }
}

/** The same for a script, which asks nobody: statements that refuse to go on. @throws RevisionFileInvalidError */
export function refuseOpenSteps(
  steps: readonly Pick<PlanStep, 'revision'>[],
  direction: Direction,
  defaultSchema: string,
): readonly string[] {
  return steps.flatMap(({ revision }) =>
    stepsInTheWay(revision, direction).flatMap((step) => {
      if (step.kind === 'irreversible') return [refuseWayBack(step.text ?? UNSAID)];
      const { suggestion, column } = step;
      return refuseOpen(
        { text: step.text ?? UNWRITTEN, suggestion, table: tableOf(step, defaultSchema), column },
        defaultSchema,
      );
    }),
  );
}

function stepsInTheWay(revision: Revision, direction: Direction): readonly OpenStep[] {
  return readOpenSteps(revision).filter((step) => {
    if (step.direction === direction) return true;
    // In a function that both share it is only the way back that `irreversible` can stop.
    return step.direction === 'both' && (step.kind === 'todo' || direction === 'downgrade');
  });
}

const UNWRITTEN = 'to be written';
const UNSAID = 'it says so itself';

/**
 * Whether a table has rows; one that does not exist has none. With a column, whether it is empty in one of them, as it is in all of them
 * while it is not there.
 */
export async function hasRows(
  session: Pick<Session, 'query'>,
  table: QualifiedName,
  column: string | null = null,
): Promise<boolean> {
  const [there] = await session.query<{ present: boolean }>(
    `SELECT to_regclass(${quoteLiteral(quoteName(table))}) IS NOT NULL AS present`,
  );
  if (there?.present !== true) return false;
  const open =
    column !== null && (await isThere(session, table, column)) ? ` WHERE ${quoteIdentifier(column)} IS NULL` : '';
  const [row] = await session.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM ${quoteName(table)}${open}) AS found`,
  );
  return row?.found === true;
}

async function isThere(session: Pick<Session, 'query'>, table: QualifiedName, column: string): Promise<boolean> {
  const [row] = await session.query<{ exists: boolean }>(hasColumn(table, column));
  return row?.exists === true;
}

function tableOf({ table }: OpenStep, defaultSchema: string): QualifiedName | null {
  return typeof table === 'string' ? { schema: defaultSchema, name: table } : table;
}

interface Found {
  readonly table: QualifiedName | null;
  readonly defaultSchema: string;
  readonly state: string;
}

function todo(revision: Revision, step: OpenStep, { table, defaultSchema, state }: Found): TodoOpenError {
  return new TodoOpenError({
    revision: revision.id,
    file: revision.file,
    line: step.line,
    text: step.text ?? UNWRITTEN,
    suggestion: step.suggestion,
    rows: table === null ? null : openRows(table, step.column ?? undefined, defaultSchema),
    state,
  });
}

function irreversible(revision: Revision, step: OpenStep): IrreversibleError {
  return new IrreversibleError(revision.id, revision.file, step.line, step.text ?? UNSAID);
}
