/** Finds tables that nobody can read or write while they are scanned or rewritten. */
import type { Rule } from '../finding';
import { stops } from '../stops';

export const rule: Rule = {
  id: 'stops-reads',
  effect: 'stopsReads',
  about: 'ACCESS EXCLUSIVE is held on an existing table while it is read from end to end or written anew.',
  check: (planned, facts) => stops(planned, facts, 'reads'),
};
