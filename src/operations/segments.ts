/**
 * Cuts statements into segments: each one transaction, or one statement outside of any. After a segment there is a commit, whatever
 * comes next. Pure; who runs them stands in `runner/` and `proof/`.
 */
import type { Statement } from './statement';

export interface Segment {
  /** `outside`: exactly one statement, which PostgreSQL refuses inside a transaction block. */
  readonly mode: 'transaction' | 'outside';
  readonly statements: readonly Statement[];
}

/** The segments of a list of statements, in order; together they hold every statement once. */
export function toSegments(statements: readonly Statement[]): readonly Segment[] {
  const segments: { mode: Segment['mode']; statements: Statement[] }[] = [];
  let last: Statement['transaction'] | null = null;
  for (const statement of statements) {
    const open = segments.at(-1);
    // What commits by itself may stand with its like: several new labels of an enum, none of which is used yet.
    if (open && statement.transaction === last && last !== 'outside') open.statements.push(statement);
    else
      segments.push({ mode: statement.transaction === 'outside' ? 'outside' : 'transaction', statements: [statement] });
    last = statement.transaction;
  }
  return segments;
}
