/**
 * Errors of operations as data: what has no statement, what has no order. Never of a statement that the server refused.
 */
import { StillheadError } from '../errors';

/** An operation that PostgreSQL has no statement for, or not in the version at hand. */
export class NotCompilableError extends StillheadError {
  readonly code = 'NOT_COMPILABLE';

  constructor(what: string, facts: { readonly needs?: string; readonly server?: number }, hint: string) {
    super(what, {
      facts: {
        ...(facts.needs === undefined ? {} : { needs: facts.needs }),
        ...(facts.server === undefined ? {} : { server: `PostgreSQL ${String(facts.server)}` }),
      },
      hint,
    });
  }
}

/** Operations that wait for each other in a circle: a mistake in Stillhead, not in anybody's schema. The path starts and ends with the same one. */
export class OperationCycleError extends StillheadError {
  readonly code = 'OPERATION_CYCLE';
  constructor(readonly path: readonly string[]) {
    super(`operations wait for each other in a circle: ${path.join(' → ')}`, {
      facts: { path },
      hint: 'please report it; DEBUG=stillhead:order prints the graph',
    });
  }
}
