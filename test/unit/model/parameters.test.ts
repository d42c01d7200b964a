import { inlineParameters, NoLiteralError } from '../../../src/model/parameters';

test.each([
  ['a string', `a = $1`, ["it's"], `a = 'it''s'`],
  ['a number', 'a > $1', [5], 'a > 5'],
  ['more than nine', 'a IN ($1, $10)', [1, 2, 3, 4, 5, 6, 7, 8, 9, 'x'], `a IN (1, 'x')`],
  ['one twice', '$1 = $1', [true], 'true = true'],
  ['null', '$1', [null], 'NULL'],
  ['a date', '$1', [new Date(0)], `'1970-01-01T00:00:00.000Z'`],
  ['an array', 'a = ANY ($1)', [['x', 'y z']], `a = ANY ('{x,"y z"}')`],
  ['an object', '$1', [{ a: 1 }], `'{"a":1}'`],
  ['bytes', '$1', [Buffer.from('ab')], `E'\\\\x6162'`],
  ['not in a string', `a = '$1' AND b = $1`, [1], `a = '$1' AND b = 1`],
  ['not in an escape string', `a = E'\\'$1' AND b = $1`, [1], `a = E'\\'$1' AND b = 1`],
  ['not in a quoted name', `"$1" = $1`, [1], `"$1" = 1`],
  ['not in a dollar-quoted string', '$tag$ $1 $tag$ || $1', ['x'], `$tag$ $1 $tag$ || 'x'`],
  ['not in a comment', '/* $1 */ $1 -- $1', [1], '/* $1 */ 1 -- $1'],
  ['a value with a dollar sign', '$1', ['$&$1'], `'$&$1'`],
])('%s', (_what, sql, parameters, expected) => {
  expect(inlineParameters(sql, parameters)).toBe(expected);
});

test.each([[undefined], [Symbol('x')], [(): void => undefined]])('%p has no literal', (value) => {
  expect(() => inlineParameters('$1', [value])).toThrow(NoLiteralError);
});
