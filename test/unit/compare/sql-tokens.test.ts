import * as fc from 'fast-check';
import { mentions, renameIdentifier, tokens } from '../../../src/compare/sql-tokens';

test('space and comments are no tokens', () => {
  expect(tokens("a -- 'x\n/* b /* c */ */ >= 1.5e3").map((token) => token.text)).toEqual(['a', '>=', '1.5e3']);
});

test.each(["'it''s'", String.raw`E'a\'b'`, '$$a $1 b$$', '$x$ $$ $x$', `"we""ird"`, "B'01'"])(
  '%s is one token',
  (text) => {
    expect(tokens(`(${text})`).map((token) => token.text)).toEqual(['(', text, ')']);
  },
);

test('nothing of the text is lost', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const inOrder = tokens(text);
      for (const { text: token, start } of inOrder) expect(text.slice(start, start + token.length)).toBe(token);
    }),
  );
});

test.each([
  ['a > 0', 'a', true],
  ['A > 0', 'a', true],
  ['"A" > 0', 'a', false],
  ['"A" > 0', 'A', true],
  ["b = 'a'", 'a', false],
  ['ab > 0', 'a', false],
])('%s mentions %s: %s', (sql, column, expected) => {
  expect(mentions(sql, column)).toBe(expected);
});

test('a name is renamed where it stands for a column', () => {
  expect(renameIdentifier("lower(lower) <> 'lower' AND t.lower::lower", 'lower', '"New"')).toBe(
    `lower("New") <> 'lower' AND t."New"::lower`,
  );
  expect(renameIdentifier("mood <> 'sad'::app.mood AND mood <> 'new'::mood", 'mood', 'st')).toBe(
    "st <> 'sad'::app.mood AND st <> 'new'::mood",
  );
});
