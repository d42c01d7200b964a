/** Makes typed errors of what goes wrong while a revision runs: all the server said, and where the database stands. Pure. */
import { StillheadError, type Facts } from '../errors';
import { ConnectionLostError, NoRightsError } from '../errors/connection';
import { LockNotAvailableError, StatementFailedError } from '../errors/running';
import type { PlanStep } from '../revisions/plan';
import type { CallSite } from './call-site';
import { failureHint, missingGrant } from './failure-hints';
import { isConnectionLost, isRetryable, readServerError } from './server-error';

/** What was being done when something went wrong. */
export interface Moment {
  readonly step: PlanStep;
  /** `null`: between statements, or while the version table was written. */
  readonly sql: string | null;
  readonly site: CallSite | null;
  /** So many statements of the revision are committed. */
  readonly committed: number;
  readonly attempts: number;
  /** For people: `clinic on localhost:5432`. */
  readonly address: string;
  /** The role that runs it. */
  readonly user: string;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** The typed error for a failure; one that is typed already stays as it is. */
export function explainFailure(error: unknown, moment: Moment): unknown {
  if (isConnectionLost(error)) {
    const told = error instanceof ConnectionLostError ? error.facts['reason'] : undefined;
    const reason = typeof told === 'string' ? told : readServerError(error).message;
    return new ConnectionLostError(moment.address, reason, error, { ...place(moment), state: lostState(moment) });
  }
  if (error instanceof StillheadError) return error;
  const said = readServerError(error);
  if (said.code === null) return error;
  const facts: Facts = {
    ...place(moment),
    ...(moment.sql !== null && { statement: withCaret(moment.sql, said.position) }),
    ...(said.detail !== null && { detail: said.detail }),
    state: stateAfter(moment.step, moment.committed),
  };
  if (isRetryable(error) && moment.attempts > 1)
    return new LockNotAvailableError({ ...facts, sqlstate: said.code }, moment.attempts, error);
  if (said.code === INSUFFICIENT_PRIVILEGE) {
    const what = `run this statement: ${said.message}`;
    const grant = missingGrant(said, moment.user);
    return new NoRightsError(moment.user, what, grant, error, { ...facts, sqlstate: said.code });
  }
  const hint = failureHint(said, moment.step.revision.id);
  return new StatementFailedError(said.code, said.message, facts, { hint, cause: error });
}

/** Where the database stands after a revision failed, in words. */
export function stateAfter(step: PlanStep, committed: number): string {
  const at = `the database is at ${step.before.length === 0 ? 'base' : step.before.join(', ')}`;
  if (committed === 0) return `nothing of this revision was kept; ${at}`;
  const kept = committed === 1 ? 'its first statement is kept' : `its first ${committed} statements are kept`;
  return `${kept}, the rest is not, and the next run goes on behind them; ${at}`;
}

function lostState(moment: Moment): string {
  if (moment.sql === 'COMMIT')
    return 'the connection broke while this was committed: it is either kept whole or not at all';
  return stateAfter(moment.step, moment.committed);
}

/** The revision with its file and line. */
export function place({ step, site }: Pick<Moment, 'step' | 'site'>): { readonly revision: string } {
  const { id, file } = step.revision;
  return { revision: `${id} (${file}${site === null || site.line === null ? '' : `:${site.line}`})` };
}

/** The statement with a caret under the character that the server complains of. */
export function withCaret(sql: string, position: number | null): string {
  if (position === null) return sql;
  const characters = [...sql];
  if (position < 1 || position > characters.length + 1) return sql;
  const before = characters.slice(0, position - 1).join('');
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = sql.indexOf('\n', before.length);
  const end = lineEnd < 0 ? sql.length : lineEnd;
  const indent = before.slice(lineStart).replace(/[^\t]/gu, ' ');
  return `${sql.slice(0, end)}\n${indent}^${sql.slice(end)}`;
}
