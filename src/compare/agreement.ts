/**
 * Whether two expressions are the same: the same words, or printed alike by one PostgreSQL. What no answer is known for yet is asked.
 * It must never guess: an expression that nobody can print is neither equal nor dropped, and a warning says so.
 */
import type { PrintAnswers, PrintQuestion } from '../schema/expressions';
import type { Expression, ObjectName } from '../schema/types';
import type { Notes } from './notes';
import { printRequest } from './print-key';
import { saysTheSame } from './spelling';

export type Agreement = 'equal' | 'different' | 'unsettled';

export interface Settling {
  readonly answers: PrintAnswers;
  readonly notes: Notes;
}

/** Compares the database's text with the model's; `ask` makes the question about one of them. */
export function agree(
  current: Expression,
  model: Expression,
  ask: (sql: Expression) => PrintQuestion,
  object: ObjectName,
  { answers, notes }: Settling,
): Agreement {
  if (current === model || saysTheSame(current, model)) return 'equal';
  const requests = [printRequest(ask(current)), printRequest(ask(model))] as const;
  const [ours, theirs] = [answers.get(requests[0].key), answers.get(requests[1].key)];
  if (ours === undefined || theirs === undefined) {
    for (const request of requests) if (!answers.has(request.key)) notes.printRequests.set(request.key, request);
    return 'unsettled';
  }
  if (theirs.error !== null) {
    notes.warnings.push({ code: 'EXPRESSION_REFUSED', message: `${model}: ${theirs.error}`, object });
    // Where neither can be printed, the server that was asked lacks something: nothing is known of their equality.
    return ours.error === null ? 'different' : 'unsettled';
  }
  return ours.text === theirs.text ? 'equal' : 'different';
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
