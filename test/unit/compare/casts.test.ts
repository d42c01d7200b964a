import { comparable, conversion } from '../../../src/compare/casts';
import { type } from '../../support/schema-builders';

test.each([
  ['integer', 'bigint', null],
  ['varchar(50)', 'varchar(20)', null],
  ['text', 'varchar(20)', null],
  ['integer', 'varchar', null],
  ['uuid', 'text', null],
  ['numeric(10,2)', 'integer', null],
  ['json', 'jsonb', null],
  ['mood', 'text', null],
  ['date', 'timestamp', null],
  ['varchar', 'integer', '"c"::integer'],
  ['varchar', 'numeric(10,2)', '"c"::numeric'],
  ['text', 'uuid', '"c"::uuid'],
  ['text', 'bit(3)', '"c"::bit varying'],
  ['integer', 'boolean', '"c"::boolean'],
  ['smallint', 'boolean', '"c"::integer::boolean'],
  ['boolean', 'bigint', '"c"::integer::bigint'],
  ['timestamp', 'timestamptz', `"c" AT TIME ZONE 'UTC'`],
  ['timestamptz', 'timestamp', `"c" AT TIME ZONE 'UTC'`],
  ['timestamptz', 'date', `("c" AT TIME ZONE 'UTC')::date`],
  ['varchar', 'mood', '"c"::text::"app"."mood"'],
  ['mood', 'state', '"c"::text::"app"."state"'],
  ['varchar[]', 'mood[]', '"c"::text[]::"app"."mood"[]'],
  ['text', 'text[]', 'CASE WHEN "c" IS NULL THEN NULL ELSE ARRAY["c"] END'],
  ['varchar', 'integer[]', 'CASE WHEN "c" IS NULL THEN NULL ELSE ARRAY["c"::integer]::integer[] END'],
  ['text[]', 'text', '"c"[1]'],
  ['text[]', 'integer', '"c"[1]::integer'],
])('%s → %s: %s', (from, to, using) => {
  expect(conversion('c', type(from), type(to))).toEqual({ using, castable: true });
});

test('where there is no cast the text is tried, and a person asked', () => {
  expect(conversion('c', type('integer'), type('uuid'))).toEqual({ using: '"c"::text::uuid', castable: false });
});

test.each([
  [['integer', 'bigint'], true],
  [['varchar(10)', 'text'], true],
  [['uuid', 'uuid'], true],
  [['integer', 'uuid'], false],
  [['integer', 'text'], false],
])('a foreign key over %j: %s', (types, expected) => {
  expect(comparable(types.map(type))).toBe(expected);
});
