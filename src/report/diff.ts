/** What `diff` found, as text and as JSON. */
import type { DiffResult } from '../api/diff';
import type { OpenQuestion } from '../api/results';
import type { Statement } from '../operations/statement';
import type { OperationSummary } from '../operations/summary';
import { headingLines, operationLines } from './operations';
import { counted } from './style';
import type { Paint } from './style';

export interface DiffJson {
  readonly inSync: boolean;
  readonly operations: readonly OperationSummary[];
  readonly statements: readonly Pick<Statement, 'sql' | 'transaction'>[];
  readonly notModelled: readonly string[];
  /** Only where there are any. */
  readonly questions?: readonly OpenQuestion[];
}

/** The stable shape that scripts read. */
export function diffJson(result: DiffResult): DiffJson {
  return {
    inSync: result.inSync,
    operations: result.summaries,
    statements: result.statements.map(({ sql, transaction }) => ({ sql, transaction })),
    notModelled: result.notModelled,
    ...(result.questions.length === 0 ? {} : { questions: result.questions }),
  };
}

/** For people: how many differences, which, and what is not modelled. */
export function diffLines(result: DiffResult, paint: Paint): readonly string[] {
  const { from, to, summaries, questions, notModelled } = result;
  const count = summaries.filter(({ kind }) => kind !== 'todo').length + questions.length;
  const first = result.inSync
    ? `No differences: ${from} and ${to} agree`
    : `${counted(count, 'operation')} from ${from} to ${to}`;
  return [
    first,
    ...spaced(operationLines(summaries, [], paint)),
    ...spaced(
      questions.flatMap((question) => [`  ${question.text}`, `    ${paint('dim', question.answers.join(' · '))}`]),
    ),
    ...spaced(headingLines(result.head, paint)),
    ...spaced(notModelled.map((line) => paint('note', `  not modelled: ${line}`))),
    ...(result.inSync ? [] : ['', 'exit 3 · --format sql writes the script']),
  ];
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
