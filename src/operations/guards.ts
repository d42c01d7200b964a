/**
 * Statements that do nothing but refuse to go on: a DO block that raises an exception with a message and a hint. They keep a script
 * that is run without Stillhead as safe as a run with it.
 */
import { quoteBody, quoteLiteral } from '../schema/quote';
import type { Statement } from './statement';
import { statement } from './statements';

export interface Refusal {
  readonly message: string;
  /** What to do about it; `null`: nothing more is known. */
  readonly hint: string | null;
}

/**
 * Fails when the SQL condition holds; with `null` always. `USING` instead of a format, in which `%` would mean something.
 * @param onlyWhere asked first: where it does not hold, the condition is not even read, so that it may name what is not there
 */
export function refuseWhen(
  condition: string | null,
  refusal: Refusal,
  facts: Partial<Omit<Statement, 'sql'>> = {},
  onlyWhere: string | null = null,
): Statement {
  const using = [
    `MESSAGE = ${quoteLiteral(refusal.message)}`,
    ...(refusal.hint === null ? [] : [`HINT = ${quoteLiteral(refusal.hint)}`]),
  ];
  const raise = `RAISE EXCEPTION USING ${using.join(', ')};`;
  const refuse = condition === null ? `  ${raise}` : ifBlock(condition, `    ${raise}`);
  const body = onlyWhere === null ? refuse : ifBlock(onlyWhere, refuse);
  return statement(`DO ${quoteBody(`\nBEGIN\n${body}\nEND\n`)}`, facts);
}

function ifBlock(condition: string, then: string): string {
  return `  IF ${condition} THEN\n${then}\n  END IF;`;
}
