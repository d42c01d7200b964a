/** What `check` found, as text and as JSON. */
import type { CheckResult } from '../api/check';
import type { OperationSummary } from '../operations/summary';
import { headingLines, operationLines } from './operations';
import { positionLine } from './position';
import { counted } from './style';
import type { Paint } from './style';

export interface CheckJson {
  readonly inSync: boolean;
  readonly operations: readonly OperationSummary[];
  readonly statements: readonly string[];
  readonly unmanaged: readonly string[];
}

/** The stable shape that scripts read. */
export function checkJson(result: CheckResult): CheckJson {
  return {
    inSync: result.state === 'agrees',
    operations: result.difference.summaries,
    statements: result.difference.upgrade.map((statement) => statement.sql),
    unmanaged: result.difference.unmanaged,
  };
}

/** For people: how many differences, which, and the next command. */
export function checkLines(result: CheckResult, paint: Paint): readonly string[] {
  const { difference, position } = result;
  return [
    firstLine(result),
    ...(difference.summaries.length === 0
      ? []
      : ['', ...operationLines(difference.summaries, paint), ...spaced(headingLines(difference.head, paint))]),
    ...difference.warnings.map((warning) => paint('note', `warning[${warning.code}]: ${warning.message}`)),
    ...spaced(unmanagedLines(difference.unmanaged)),
    ...spaced(
      difference.questions.map((question) => `${question.text}  ${paint('dim', question.answers.join(' · '))}`),
    ),
    ...lastLine(result, position.pending),
  ];
}

function firstLine({ state, difference, position, compared }: CheckResult): string {
  const sides = `${compared} and ${position.database}`;
  if (difference.summaries.length === 0) return `No differences: ${sides} agree. ${positionLine(position)}`;
  const lead = counted(difference.summaries.length, 'difference');
  return state === 'behind' ? `${position.database} is behind` : `${lead} between ${sides}, ${positionLine(position)}`;
}

function lastLine({ state }: CheckResult, pending: number): readonly string[] {
  if (state === 'differs') return ['', 'exit 3 · stillhead revision --autogenerate -m "…" writes the difference'];
  return state === 'behind' ? ['', `exit 5 · ${counted(pending, 'revision')} pending: stillhead upgrade`] : [];
}

/** A count and the names, so that nothing is ignored in silence. */
export function unmanagedLines(unmanaged: readonly string[]): readonly string[] {
  if (unmanaged.length === 0) return [];
  const shown = unmanaged.slice(0, 5).join(', ');
  const rest = unmanaged.length > 5 ? `, … (stillhead inspect --unmanaged)` : '';
  return [`unmanaged, kept as they are: ${unmanaged.length} (${shown}${rest})`];
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
