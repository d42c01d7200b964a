/**
 * SQL by hand that ends the transaction it runs in. The runner's lock and its record of what is applied hang on that transaction, so
 * that a ROLLBACK would lose what counts as applied, and a COMMIT keep what counts as not. Pure.
 */
import { TransactionEndedError } from '../errors/running';
import type { PlanStep } from '../revisions/plan';
import type { CallSite } from './call-site';
import { place, stateAfter } from './failure';

/** What is no word of SQL: comments, and texts and names between quotes of every kind. */
const QUOTED =
  /--[^\n\r]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|\b[eE]'(?:\\[\s\S]|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"/g;

/** Surely: the first word of a statement says it. `ROLLBACK TO SAVEPOINT` ends none (manual, SAVEPOINT). */
const ENDS = /^\s*(?:commit|end|abort|prepare\s+transaction|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b/i;

/** A body in SQL's own words has statements, and an END, that are no statements of the whole (manual, CREATE FUNCTION). */
const ATOMIC = /\bbegin\s+atomic\b/i;

/** Perhaps: the word occurs, be it in a body between quotes. The server is asked then. */
const MAY_END = /\b(?:commit|end|abort|prepare|rollback)\b/i;

/** A query for one row with `open`: whether the transaction is still the one that the runner began. */
export const TRANSACTION_MARK = 'stillhead.transaction';
export const selectMark = `SELECT coalesce(current_setting('${TRANSACTION_MARK}', true), '') = 'open' AS open`;

interface Place {
  readonly step: PlanStep;
  readonly committed: number;
}

/** Whether one of several statements surely ends the transaction. */
export function endsTransaction(sql: string): boolean {
  const plain = sql.replace(QUOTED, ' ');
  return (ATOMIC.test(plain) ? [plain] : plain.split(';')).some((statement) => ENDS.test(statement));
}

/** Refuses a statement that surely ends the transaction, before it is sent. @throws TransactionEndedError */
export function refuseEnd(sql: string, site: CallSite | null, { step, committed }: Place): void {
  if (site === null || !endsTransaction(sql)) return;
  const state = stateAfter(step, committed);
  throw new TransactionEndedError({ ...place({ step, site }), statement: sql, state });
}

/** Whether the server must be asked if the transaction still stands. */
export function mayEndTransaction(sql: string, site: CallSite | null): boolean {
  return site !== null && MAY_END.test(sql);
}

/** The error for a transaction that turned out to be ended. */
export function transactionEnded(sql: string, site: CallSite | null, { step }: Place): TransactionEndedError {
  const at = step.before.length === 0 ? 'base' : step.before.join(', ');
  const state = `what came before it in this transaction is kept or lost, as it says; the version table still says ${at}`;
  return new TransactionEndedError({ ...place({ step, site }), statement: sql, state });
}
