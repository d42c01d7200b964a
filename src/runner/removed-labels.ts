/**
 * Looks for rows that hold a label which a revision takes from its enum: before the first segment of the revision, from its syntax, as
 * an earlier segment could not be taken back; and once more when the call comes, which may be written in a way that no syntax shows.
 */
import { LabelInUseError } from '../errors/running';
import { CallError } from '../operations/call';
import type { OperationOf } from '../operations/operation';
import { labelQuestions, mappingExample } from '../operations/removed-labels';
import { fromCall } from '../operations/specs';
import { readCalls, type FoundCall } from '../revisions/calls';
import { literalValue } from '../revisions/literal-value';
import { displayName } from '../schema/names';
import type { CallSite } from './call-site';
import { place, stateAfter } from './failure';
import { queryInSegment, type SegmentRun } from './segments';

/**
 * Before anything of a revision is changed. What stands behind SQL by hand is left to its turn: that SQL may have moved those rows.
 * @throws LabelInUseError
 */
export async function assertNoLabelHeld(run: SegmentRun): Promise<void> {
  if (run.skip.statements > 0) return;
  const { revision } = run.step;
  for (const call of readCalls(revision, ['replaceEnum', 'execute', 'custom'])) {
    if (call.direction !== run.direction) continue;
    if (call.verb !== 'replaceEnum') return;
    const operation = operationOf(call, run.context.defaultSchema);
    if (operation !== null) await assertLabelsFree(run, operation, { file: revision.file, line: call.line });
  }
}

/** @throws LabelInUseError naming the columns, the labels and how many rows */
export async function assertLabelsFree(
  run: SegmentRun,
  operation: OperationOf<'replaceEnum'>,
  site: CallSite,
): Promise<void> {
  const { defaultSchema } = run.context;
  const held: string[] = [];
  const gone = new Set<string>();
  for (const { column, there, held: sql } of labelQuestions(operation, defaultSchema)) {
    const [present] = await queryInSegment<{ exists: boolean }>(run, there, site);
    if (present?.exists !== true) continue;
    for (const { label, rows } of await queryInSegment<{ label: string; rows: string }>(run, sql, site)) {
      held.push(`${column} = '${label}' in ${rows} row${rows === '1' ? '' : 's'}`);
      gone.add(label);
    }
  }
  if (held.length === 0) return;
  throw new LabelInUseError({
    ...place({ step: run.step, site }),
    type: displayName(operation.enum, defaultSchema),
    held,
    mapping: mappingExample([...gone], operation.labels),
    state: stateAfter(run.step, run.committed),
  });
}

/** The operation that a call stands for, where its arguments are literals. */
function operationOf(call: FoundCall, defaultSchema: string): OperationOf<'replaceEnum'> | null {
  const args = call.args.filter((tokens) => tokens.length > 0).map(literalValue);
  if (args.includes(undefined)) return null;
  try {
    const operation = fromCall('replaceEnum', args, call.schema ?? defaultSchema);
    return operation.kind === 'replaceEnum' ? operation : null;
  } catch (error) {
    // It is said when its turn comes, with its line.
    if (error instanceof CallError) return null;
    throw error;
  }
}
