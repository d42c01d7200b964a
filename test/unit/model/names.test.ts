import { identifier } from '../../../src/model/names';

test.each([
  ['63 bytes stay', 'a'.repeat(63), 'a'.repeat(63)],
  ['64 bytes are cut', 'a'.repeat(64), 'a'.repeat(63)],
  ['never inside a character', 'ä'.repeat(40), 'ä'.repeat(31)],
  ['four bytes', `${'a'.repeat(60)}😀b`, 'a'.repeat(60)],
  ['three bytes that just fit', `${'a'.repeat(60)}字b`, `${'a'.repeat(60)}字`],
])('%s', (_what, name, expected) => {
  expect(identifier(name)).toBe(expected);
});
