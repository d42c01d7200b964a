/** Statements are cut where a commit must stand. */
import { toSegments } from '../../../src/operations/segments';
import { statement } from '../../../src/operations/statements';
import type { Statement } from '../../../src/operations/statement';

const of = (transaction: Statement['transaction']) => (sql: string) => statement(sql, { transaction });
const [inside, own, outside] = [of('inside'), of('own'), of('outside')];

function cut(...statements: readonly Statement[]): readonly string[] {
  return toSegments(statements).map(({ mode, statements: own }) => `${mode}: ${own.map(({ sql }) => sql).join(' ')}`);
}

test('nothing has no segments', () => expect(cut()).toEqual([]));

test('ordinary statements share a transaction', () =>
  expect(cut(inside('a'), inside('b'))).toEqual(['transaction: a b']));

test('new labels share one, and are committed before what follows', () => {
  expect(cut(inside('a'), own('b'), own('c'), inside('d'))).toEqual([
    'transaction: a',
    'transaction: b c',
    'transaction: d',
  ]);
});

test('each statement outside a transaction stands alone', () => {
  expect(cut(inside('a'), outside('b'), outside('c'), inside('d'))).toEqual([
    'transaction: a',
    'outside: b',
    'outside: c',
    'transaction: d',
  ]);
});
