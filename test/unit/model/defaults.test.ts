import { arrayLiteral, isFrozen, readDefault } from '../../../src/model/defaults';
import { parseTypeName } from '../../../src/schema/type-name';

function sql(value: unknown, type = 'text', isArray = false): string | null {
  return readDefault({ default: value, isArray }, parseTypeName(type, 'public'));
}

test.each([
  ['a string', 'active', 'text', `'active'`],
  ['an apostrophe', "it's", 'text', `'it''s'`],
  ['a backslash', 'a\\b', 'text', `E'a\\\\b'`],
  ['a cast inside a string', 'a::b', 'text', `'a::b'`],
  ['the empty string', '', 'text', `''`],
  ['a whole number', 5, 'integer', '5'],
  ['a negative number', -5, 'integer', '-5'],
  ['a fraction', 0.5, 'numeric(10,2)', '0.5'],
  ['a number of a type that keeps 5 and ’5’ apart', 5, 'bigint', `'5'`],
  ['a fraction of a float', 0.5, 'double precision', `'0.5'`],
  ['a whole numeric', 7, 'numeric', `'7'`],
  ['a number no decimal', NaN, 'numeric', `'NaN'`],
  ['a great number', 1e21, 'numeric', `'1e+21'`],
  ['a boolean', true, 'boolean', 'true'],
  ['no boolean', false, 'boolean', 'false'],
  ['a bigint', 12345678901234567890n, 'numeric', '12345678901234567890'],
  ['an object', { a: "it's" }, 'jsonb', `'{"a":"it''s"}'`],
  ['a date', new Date(0), 'timestamptz', `'1970-01-01T00:00:00.000Z'`],
  ['a list in a column that is no array', ['a'], 'jsonb', `'["a"]'`],
  ['null', null, 'text', null],
  ['nothing', undefined, 'text', null],
  ['a function', (): string => ' now() ', 'timestamptz', 'now()'],
  ['a function of the clock', (): string => 'CURRENT_TIMESTAMP', 'timestamptz', 'now()'],
  ['the same in an expression', (): string => `CURRENT_TIMESTAMP + '1d'`, 'timestamptz', `CURRENT_TIMESTAMP + '1d'`],
  ['a function that says null', (): string => 'NULL', 'text', null],
  ['a function that casts null', (): string => 'null::character varying(3)', 'text', null],
])('%s', (_what, value, type, expected) => {
  expect(sql(value, type)).toBe(expected);
});

test.each([
  ['plain', ['a', 'b'], `'{a,b}'`],
  ['empty', [], `'{}'`],
  ['a blank', ['a b'], `'{"a b"}'`],
  ['commas and braces', ['a,b', '{c}'], `'{"a,b","{c}"}'`],
  ['quotes', ['say "hi"', "it's"], `'{"say \\\\"hi\\\\"",it''s}'`.replace(/^/, 'E')],
  ['the empty string', [''], `'{""}'`],
  ['nulls', [null, 'NULL'], `'{NULL,"NULL"}'`],
  ['numbers and booleans', [1, -2.5, true], `'{1,-2.5,true}'`],
  [
    'nested',
    [
      [1, 2],
      [3, 4],
    ],
    `'{{1,2},{3,4}}'`,
  ],
])('an array: %s', (_what, value, expected) => {
  expect(sql(value, 'text[]', true)).toBe(expected);
});

test('an array column may have its literal as a string', () => {
  expect(sql('{1,2}', 'integer[]', true)).toBe(`'{1,2}'`);
});

test('objects in arrays are JSON', () => {
  expect(arrayLiteral([{ a: 1 }])).toBe('{"{\\"a\\":1}"}');
});

test.each([
  [`'now()'`, 'timestamptz', true],
  [`'now'`, 'date', true],
  [`'today'::date`, 'date', true],
  [`'Tomorrow 10:00'`, 'timestamp', true],
  [`('now'::text)::date`, 'date', false],
  [`'now'::text`, 'text', false],
  ['now()', 'timestamptz', false],
  [`'now'`, 'text', false],
  [`'2020-01-01'`, 'date', false],
  [`'infinity'`, 'timestamptz', false],
])('%s in a %s is frozen: %s', (text, type, frozen) => {
  expect(isFrozen(text, parseTypeName(type, 'public'))).toBe(frozen);
});
