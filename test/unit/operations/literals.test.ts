/** Simple literals of a column's type, and what is none. */
import { defaultText, expressionOf, literalOf } from '../../../src/operations/literals';
import { isVolatile } from '../../../src/operations/rewrites';
import { type } from '../../support/schema-builders';

const LITERALS: readonly (readonly [
  expression: string,
  of: string,
  literal: string | number | boolean,
  sql: string,
])[] = [
  [`'active'::character varying`, 'varchar(20)', 'active', `'active'`],
  [`'it''s'::text`, 'text', `it's`, `'it''s'`],
  [`'a\\b'::text`, 'text', 'a\\b', `E'a\\\\b'`],
  [`''::text`, 'text', '', `''`],
  [`'x'::bpchar`, 'char(5)', 'x', `'x'`],
  [`'101'::"bit"`, 'bit(3)', '101', `'101'`],
  ['5', 'integer', 5, '5'],
  ['1.5', 'numeric', 1.5, '1.5'],
  [`'-1'::integer`, 'integer', -1, '-1'],
  [`'-1'::integer`, 'bigint', -1, '-1'],
  [`'-1.5'::numeric`, 'numeric(5,2)', -1.5, '-1.5'],
  [`'-1'::bigint`, 'bigint', '-1', `'-1'`],
  [`'5'::bigint`, 'bigint', '5', `'5'`],
  ['true', 'boolean', true, 'true'],
  [`'{}'::jsonb`, 'jsonb', '{}', `'{}'`],
  [`'{a,b}'::text[]`, 'text[]', '{a,b}', `'{a,b}'`],
  [`'ok'::"app"."mood"`, 'mood', 'ok', `'ok'`],
  [
    `'2020-01-01 00:00:00'::timestamp without time zone`,
    'timestamp(3)',
    '2020-01-01 00:00:00',
    `'2020-01-01 00:00:00'`,
  ],
];

test.each(LITERALS)('%s of %s', (expression, of, literal, sql) => {
  expect(literalOf(expression, type(of))).toBe(literal);
  expect(expressionOf(literal, type(of))).toBe(expression);
  expect(defaultText(expression, type(of))).toBe(sql);
});

test.each([
  ['now()', 'timestamptz'],
  [`'x'::text`, 'varchar'],
  [`'a'::text || 'b'::text`, 'text'],
  [`ARRAY['a'::text]`, 'text[]'],
  ['0.00', 'numeric'],
  ['007', 'integer'],
  ['12345678901234567890', 'numeric'],
  [`E'a\\nb'::text`, 'text'],
  [`NULL::character varying`, 'varchar'],
  [`'1'::money`, 'numeric'],
])('%s of %s is SQL', (expression, of) => {
  expect(literalOf(expression, type(of))).toBeNull();
  expect(defaultText(expression, type(of))).toBe(expression);
});

test('an escape string with doubled backslashes alone is a literal, too', () => {
  expect(literalOf(`E'a\\\\b'::text`, type('text'))).toBe('a\\b');
});

test('without a type only what is not cast is a literal', () => {
  expect(literalOf('5', null)).toBe(5);
  expect(literalOf(`'x'`, null)).toBe('x');
  expect(literalOf(`'x'::text`, null)).toBeNull();
});

test.each([
  'now()',
  'CURRENT_TIMESTAMP(3)',
  `'random()'::text`,
  `lower('A'::text)`,
  '5',
  `'a'::character varying(20)`,
  `(now() AT TIME ZONE 'utc'::text)`,
  `ARRAY[]::text[]`,
])('%s is computed once', (expression) => {
  expect(isVolatile(expression)).toBe(false);
});

test.each([
  'gen_random_uuid()',
  'clock_timestamp()',
  `nextval('s'::regclass)`,
  'random()',
  'public.uuid_generate_v4()',
  'my_function(1)',
  '"My fn"()',
])('%s is computed for each row', (expression) => {
  expect(isVolatile(expression)).toBe(true);
});
