/** What `revision` saw and wrote, as text and as JSON. */
import type { RevisionResult } from '../api/revision';
import type { OperationSummary } from '../operations/summary';
import type { OpenStep } from '../revisions/revision';
import { answeredLines, unmanagedLines } from './check';
import { carryWhereabouts } from './next-commands';
import type { Whereabouts } from './next-commands';
import { headingLines, operationLines } from './operations';
import { positionLine } from './position';
import { counted } from './style';
import type { Paint } from './style';

export interface RevisionJson {
  /** `null` where there was nothing to write. */
  readonly revision: string | null;
  readonly path: string | null;
  readonly operations: readonly OperationSummary[];
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

/** The stable shape that scripts read. */
export function revisionJson({ revision, path, difference }: RevisionResult): RevisionJson {
  return {
    revision,
    path,
    operations: difference?.summaries ?? [],
    upgrade: difference?.upgrade.map((statement) => statement.sql) ?? [],
    downgrade: difference?.downgrade.map((statement) => statement.sql) ?? [],
  };
}

/** For people: what was seen, what it does, and where it was written. */
export function revisionLines(result: RevisionResult, paint: Paint, said: Whereabouts = {}): readonly string[] {
  const { difference, position } = result;
  const carried = (line: string): string => carryWhereabouts(line, said);
  if (difference === null || position === null) return [...dryRun(result), written(result)];
  const agree = `${counted(difference.entityCount, 'entity', 'entities')} and ${position.database} agree`;
  const warnings = difference.warnings.map((warning) => paint('note', `warning[${warning.code}]: ${warning.message}`));
  if (result.revision === null) {
    const place = position.at.length === 0 ? 'base' : position.at.join(', ');
    return [
      `No differences: ${agree} at ${place}. No file written.`,
      ...warnings,
      ...result.doubts,
      ...unmanagedLines(difference.unmanaged).map(carried),
    ];
  }
  return [
    `${positionLine(position)} · ${counted(difference.entityCount, 'entity', 'entities')}`,
    '',
    ...operationLines(difference.summaries, result.figures, paint),
    ...answeredLines(difference.answered, paint),
    ...(difference.head.length === 0 ? [] : ['', ...headingLines(difference.head, paint)]),
    '',
    ...warnings,
    ...unmanagedLines(difference.unmanaged).map(carried),
    ...dryRun(result),
    written(result),
    ...openSteps(result).map(carried),
  ];
}

function dryRun({ dryRun: dry, text }: RevisionResult): readonly string[] {
  return dry && text !== null ? [text.trimEnd(), ''] : [];
}

function written({ path, dryRun: dry }: RevisionResult): string {
  return dry ? `${path ?? ''} (not written: --dry-run)` : (path ?? '');
}

/** What the upgrade waits for; and what nobody needs before the way back. */
function openSteps({ openSteps: steps, dryRun: dry }: RevisionResult): readonly string[] {
  if (dry) return [];
  const back = steps.filter((step) => step.direction === 'downgrade');
  const forth = steps.filter((step) => step.direction !== 'downgrade');
  const them = (of: readonly OpenStep[]): string => (of.length === 1 ? 'it' : 'them');
  return [
    ...(forth.length === 0 ? [] : [`not ready: ${placed(forth)}. Write ${them(forth)}, then  stillhead upgrade`]),
    ...(back.length === 0 ? [] : [`the downgrade has ${placed(back)}: write ${them(back)} before it is needed`]),
  ];
}

function placed(steps: readonly OpenStep[]): string {
  return `${counted(steps.length, 'open step')} at line ${steps.map((step) => step.line).join(', ')}`;
}
