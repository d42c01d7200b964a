import { siteInStack } from '../../../src/runner/call-site';
import { withCaret } from '../../../src/runner/failure';
import { isConnectionLost, isRetryable } from '../../../src/runner/server-error';
import { lockKey, stateOf } from '../../../src/runner/version-table';

test.each([
  ['SELECT x', 8, 'SELECT x\n       ^'],
  ['SELECT\n\tx\nFROM a', 9, 'SELECT\n\tx\n\t^\nFROM a'],
  ["SELECT '😀', x", 13, "SELECT '😀', x\n            ^"],
  ['SELECT', 7, 'SELECT\n      ^'],
  ['SELECT', null, 'SELECT'],
  ['SELECT', 99, 'SELECT'],
])('a caret in %j at %p', (sql, position, expected) => {
  expect(withCaret(sql, position)).toBe(expected);
});

test.each([
  [
    'a function',
    'Error\n    at exports.upgrade (/m/a b/1 (2).ts:7:3)\n    at node:internal/x:1:1',
    '/m/a b/1 (2).ts',
    7,
  ],
  ['asynchronous', 'Error\n    at async Module.upgrade (file:///m/a%20b/1.ts?x=1:12:5)', '/m/a b/1.ts', 12],
  ['without a name', 'Error\n    at /m/1.js:3:1', '/m/1.js', 3],
  ['innermost first', 'Error\n    at fill (/m/1.js:9:1)\n    at exports.upgrade (/m/1.js:3:1)', '/m/1.js', 9],
  ['elsewhere', 'Error\n    at f (/m/2.js:3:1)', '/m/1.js', null],
])('the line of a call: %s', (_name, stack, file, line) => {
  expect(siteInStack({ file, twins: [] }, stack)).toEqual({ file, line });
});

test('which errors may be tried again, and which end the connection', () => {
  const server = (code: string) => Object.assign(new Error('x'), { code, severity: 'ERROR' });
  expect([server('55P03'), server('40P01'), server('23505'), new Error('x')].map(isRetryable)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(
    [server('57P01'), server('08006'), server('23505'), Object.assign(new Error('read'), { code: 'ECONNRESET' })].map(
      isConnectionLost,
    ),
  ).toEqual([true, true, false, true]);
});

test('the rows of the version table', () => {
  const none = { running: null, statements_done: null, statements_digest: null };
  const up = { version_num: 'b', running: 'upgrade', statements_done: 3, statements_digest: 'x' };
  expect(stateOf([{ version_num: 'a', ...none }, up])).toEqual({
    heads: ['a'],
    progress: { revision: 'b', direction: 'upgrade', statements: 3, digest: 'x' },
  });
  expect(stateOf([{ ...up, running: 'downgrade' }])).toMatchObject({
    heads: ['b'],
    progress: { direction: 'downgrade' },
  });
});

test('the lock is of one version table', () => {
  const key = lockKey({ schema: 'a', name: 'bc' });
  expect(key).toMatch(/^-?\d+$/);
  expect(key).not.toBe(lockKey({ schema: 'ab', name: 'c' }));
});
