/** Where a database stands, in words: what a reader is not told there, nobody tells him. */
import type { Position } from '../../../src/index';
import { placeOf, positionLine } from '../../../src/report/position';

const BASE: Position = { database: 'shop on db', version: '18.0', user: 'app', at: [], heads: ['b'], pending: 2 };

test.each<[string, Partial<Position>]>([
  ['base, 2 revisions behind', {}],
  ['a, 1 revision behind', { at: ['a'], pending: 1 }],
  ['b, head', { at: ['b'], pending: 0 }],
  ['a', { at: ['a'], heads: ['b'], pending: 0 }],
  [
    'a, 1 revision behind · upgrade of b unfinished, 12 statements applied',
    { at: ['a'], pending: 1, unfinished: { revision: 'b', direction: 'upgrade', statements: 12 } },
  ],
  [
    'b, head · downgrade of b unfinished, 1 statement applied',
    { at: ['b'], pending: 0, unfinished: { revision: 'b', direction: 'downgrade', statements: 1 } },
  ],
])('%s', (words, facts) => {
  expect(placeOf({ ...BASE, ...facts })).toBe(words);
  expect(positionLine({ ...BASE, ...facts })).toBe(`shop on db (PostgreSQL 18.0) as app, at ${words}`);
});
