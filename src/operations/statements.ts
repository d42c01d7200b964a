/** Makes a `Statement` from its text and what is not ordinary about it. No SQL of its own. */
import type { Statement } from './statement';

/** An ordinary statement runs inside the transaction of its segment, touches nothing that existed, and needs no probe. */
export function statement(sql: string, facts: Partial<Omit<Statement, 'sql'>> = {}): Statement {
  return { sql, transaction: 'inside', locks: [], rewrites: [], scans: [], done: null, cleanup: null, ...facts };
}
