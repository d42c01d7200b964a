/** What `check` found, as text and as JSON. */
import type { CheckResult } from '../api/check';
import type { Difference } from '../api/results';
import type { OperationSummary } from '../operations/summary';
import { differenceLines } from './differences';
import { headingLines } from './operations';
import { placeOf } from './position';
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
  const { questions } = difference;
  return [
    firstLine(result),
    ...spaced(differenceLines(result.differences, result, paint)),
    ...spaced(
      questions.flatMap((question) => [`  ${question.text}`, `    ${paint('dim', question.answers.join(' · '))}`]),
    ),
    ...answeredLines(difference.answered, paint),
    ...spaced(headingLines(difference.head, paint)),
    ...spaced(difference.warnings.map((warning) => paint('note', `warning[${warning.code}]: ${warning.message}`))),
    ...spaced(unmanagedLines(difference.unmanaged)),
    ...lastLine(result, position.pending),
  ];
}

function firstLine({ state, difference, differences, position, compared }: CheckResult): string {
  if (state === 'agrees') return `No differences: ${compared} and ${position.database} agree, at ${placeOf(position)}`;
  if (state === 'behind') return `${position.database} is what ${compared} makes, at ${placeOf(position)}`;
  const count = counted(differences.length + difference.questions.length, 'difference');
  return `${count} between ${compared} and ${position.database}, at ${placeOf(position)}`;
}

function lastLine({ state }: CheckResult, pending: number): readonly string[] {
  if (state === 'differs' && pending > 0) {
    return [
      '',
      'exit 3 · somebody changed this database beside its history; that is not what the pending revisions do',
    ];
  }
  if (state === 'differs') return ['', 'exit 3 · stillhead revision --autogenerate -m "…" writes the difference'];
  return state === 'behind' ? ['', `exit 5 · ${counted(pending, 'revision')} pending: stillhead upgrade`] : [];
}

/** What nobody was asked, because the code says it. */
export function answeredLines(answered: Difference['answered'], paint: Paint): readonly string[] {
  if (answered.length === 0) return [];
  return ['', ...answered.map(({ answer, by }) => `  renamed  ${answer}  ${paint('dim', by)}`)];
}

/** `unmanaged: 2 indexes, 1 table (stillhead inspect --unmanaged)`: nothing is ignored in silence. */
export function unmanagedLines(unmanaged: readonly string[]): readonly string[] {
  if (unmanaged.length === 0) return [];
  const counts = new Map<string, number>();
  for (const name of unmanaged) {
    const kind = name.slice(0, name.indexOf(' ')).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => counted(count, kind, plural(kind)));
  return [`unmanaged, kept as they are: ${kinds.join(', ')} (stillhead inspect --unmanaged)`];
}

function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('x') ? `${kind}es` : `${kind}s`;
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
