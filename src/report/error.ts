/** An error as text for people and as one JSON object for machines. A stack trace is only shown for what is a bug of ours. */
import { StillheadError } from '../errors';
import { AnswerNeededError } from '../errors/answers';
import type { Facts } from '../errors';
import type { AskedQuestion } from '../errors/answers';
import { carryWhereabouts } from './next-commands';
import type { Whereabouts } from './next-commands';
import { aligned } from './style';
import type { Paint } from './style';

export interface ErrorReport {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly facts: Facts;
    readonly hint: string | null;
    /** Only of `ANSWER_NEEDED`: what is asked, each with the flags that answer it. */
    readonly questions?: readonly AskedQuestion[];
  };
}

/** `error[CODE]: message`, its facts line by line, and the hint; what that tells to type is about the same database. */
export function errorText(error: unknown, paint: Paint, said: Whereabouts = {}): string {
  if (!(error instanceof StillheadError)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${paint('bad', 'error[UNEXPECTED]')}: ${detail}\nhint: this is a bug in stillhead; please report it with the text above`;
  }
  const facts = Object.entries(error.facts).flatMap(([name, value]) => factRows(name, value));
  return [
    `${paint('bad', `error[${error.code}]`)}: ${error.message}`,
    ...aligned(facts).map((line) => `  ${line}`),
    ...(error.hint === null ? [] : [`${paint('strong', 'hint')}: ${carryWhereabouts(error.hint, said)}`]),
  ].join('\n');
}

/** The same as data; what `--format json` prints on stderr. */
export function errorJson(error: unknown, said: Whereabouts = {}): ErrorReport {
  if (error instanceof StillheadError) {
    const { code, message, facts } = error;
    const hint = error.hint === null ? null : carryWhereabouts(error.hint, said);
    const questions = error instanceof AnswerNeededError ? { questions: error.questions } : {};
    return { error: { code, message, facts, hint, ...questions } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { error: { code: 'UNEXPECTED', message, facts: {}, hint: null } };
}

function factRows(name: string, value: Facts[string]): readonly (readonly [string, string])[] {
  // Nothing is known of it: said to machines alone.
  if (value === null) return [];
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.split('\n').map((line, index) => [index === 0 ? name : '', line] as const);
}
