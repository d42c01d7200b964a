/**
 * Whether two expressions are the same: the same words, or printed alike by one PostgreSQL. What no answer is known for yet is asked.
 * It must never guess: an expression that nobody can print is neither equal nor dropped, and a warning says so.
 */
import type { PrintAnswers, PrintQuestion } from '../schema/expressions';
import { nameKey } from '../schema/names';
import type { Expression, ObjectName } from '../schema/types';
import type { Notes } from './notes';
import { printRequest } from './print-key';
import { printsTheSame, saysTheSame } from './spelling';

export type Agreement = 'equal' | 'different' | 'unsettled';

export interface Settling {
  readonly answers: PrintAnswers;
  readonly notes: Notes;
  /** `nameKey` of enums that the database does not have yet: no server can print what is over their columns. */
  readonly newTypes: ReadonlySet<string>;
}

/** The code of a warning that an expression of the model is refused, where that of the database is not. */
export const REFUSED = 'EXPRESSION_REFUSED';

/** Compares the database's text with the model's; `ask` makes the question about one of them. */
export function agree(
  current: Expression,
  model: Expression,
  ask: (sql: Expression) => PrintQuestion,
  object: ObjectName,
  { answers, notes, newTypes }: Settling,
): Agreement {
  if (current === model || saysTheSame(current, model)) return 'equal';
  const questions = [ask(current), ask(model)] as const;
  if (questions.some((question) => speaksOfNewType(question, newTypes))) return 'different';
  const requests = [printRequest(questions[0]), printRequest(questions[1])] as const;
  const [ours, theirs] = [answers.get(requests[0].key), answers.get(requests[1].key)];
  if (ours === undefined || theirs === undefined) {
    for (const request of requests) if (!answers.has(request.key)) notes.printRequests.set(request.key, request);
    return 'unsettled';
  }
  if (theirs.error !== null) {
    // Where neither can be printed, the server that was asked lacks something: nothing is known of their equality.
    const code = ours.error === null ? REFUSED : 'EXPRESSION_UNSETTLED';
    notes.warnings.push({ code, message: `${model}: ${theirs.error}`, object });
    return ours.error === null ? 'different' : 'unsettled';
  }
  return ours.text !== null && printsTheSame(ours.text, theirs.text) ? 'equal' : 'different';
}

/** As `agree`, where either side may have no expression. */
export function agreeOrNone(
  current: Expression | null,
  model: Expression | null,
  ask: (sql: Expression) => PrintQuestion,
  object: ObjectName,
  settling: Settling,
): Agreement {
  if (current === null || model === null) return current === model ? 'equal' : 'different';
  return agree(current, model, ask, object, settling);
}

function speaksOfNewType(question: PrintQuestion, newTypes: ReadonlySet<string>): boolean {
  return 'shape' in question && question.shape.columns.some((column) => newTypes.has(nameKey(column.type)));
}
