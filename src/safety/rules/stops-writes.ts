/** Finds tables that can be read but not written while they are scanned. */
import type { Rule } from '../finding';
import { stops } from '../stops';

export const rule: Rule = {
  id: 'stops-writes',
  effect: 'stopsWrites',
  about: 'A lock that stops writes (SHARE and stronger) is held on an existing table while it is read from end to end.',
  check: (planned, facts) => stops(planned, facts, 'writes'),
};
