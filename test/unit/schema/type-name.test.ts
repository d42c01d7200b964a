import { parseTypeName, printTypeName, sameType, TypeNameError } from '../../../src/schema/type-name';

type Expected = readonly [schema: string, name: string, modifiers?: readonly string[], dimensions?: number];

const cases: readonly (readonly [text: string, expected: Expected])[] = [
  ['int', ['pg_catalog', 'integer']],
  ['INT4', ['pg_catalog', 'integer']],
  ['int8[]', ['pg_catalog', 'bigint', [], 1]],
  ['integer array', ['pg_catalog', 'integer', [], 1]],
  ['integer array[3]', ['pg_catalog', 'integer', [], 1]],
  ['text[][]', ['pg_catalog', 'text', [], 1]],
  ['varchar(320)', ['pg_catalog', 'character varying', ['320']]],
  ['character varying(3)[]', ['pg_catalog', 'character varying', ['3'], 1]],
  ['national character varying(3)', ['pg_catalog', 'character varying', ['3']]],
  ['char', ['pg_catalog', 'character', ['1']]],
  ['char(4)', ['pg_catalog', 'character', ['4']]],
  ['nchar', ['pg_catalog', 'character', ['1']]],
  ['bpchar', ['pg_catalog', 'bpchar']],
  ['bpchar(4)', ['pg_catalog', 'character', ['4']]],
  ['pg_catalog.bpchar', ['pg_catalog', 'bpchar']],
  ['"char"', ['pg_catalog', '"char"']],
  ['"char"[]', ['pg_catalog', '"char"', [], 1]],
  ['pg_catalog."char"', ['pg_catalog', '"char"']],
  ['bit', ['pg_catalog', 'bit', ['1']]],
  ['"bit"', ['pg_catalog', '"bit"']],
  ['pg_catalog.bit', ['pg_catalog', '"bit"']],
  ['varbit(7)', ['pg_catalog', 'bit varying', ['7']]],
  ['decimal', ['pg_catalog', 'numeric']],
  ['numeric(10)', ['pg_catalog', 'numeric', ['10', '0']]],
  ['numeric( 10 , 2 )', ['pg_catalog', 'numeric', ['10', '2']]],
  ['numeric(3,-2)', ['pg_catalog', 'numeric', ['3', '-2']]],
  ['float', ['pg_catalog', 'double precision']],
  ['float(24)', ['pg_catalog', 'real']],
  ['float(25)', ['pg_catalog', 'double precision']],
  ['double  precision', ['pg_catalog', 'double precision']],
  ['timestamp', ['pg_catalog', 'timestamp without time zone']],
  ['timestamptz(3)', ['pg_catalog', 'timestamp with time zone', ['3']]],
  ['timestamp (3) WITH TIME ZONE', ['pg_catalog', 'timestamp with time zone', ['3']]],
  ['timestamp(3) with time zone[]', ['pg_catalog', 'timestamp with time zone', ['3'], 1]],
  ['time without time zone', ['pg_catalog', 'time without time zone']],
  ['timetz', ['pg_catalog', 'time with time zone']],
  ['interval', ['pg_catalog', 'interval']],
  ['interval(3)', ['pg_catalog', 'interval', ['3']]],
  ['interval year', ['pg_catalog', 'interval', ['year']]],
  ['interval day to second(3)', ['pg_catalog', 'interval', ['day to second', '3']]],
  ['pg_catalog.int4', ['pg_catalog', 'integer']],
  ['status', ['app', 'status']],
  ['billing."Status"', ['billing', 'Status']],
  ['"Bil.ling"."St""atus[]"[]', ['Bil.ling', 'St"atus[]', [], 1]],
  ['public.geometry(Point,4326)', ['public', 'geometry', ['Point', '4326']]],
  ['public.vector(3)', ['public', 'vector', ['3']]],
];

test.each(cases)('reads %s', (text, [schema, name, modifiers = [], dimensions = 0]) => {
  expect(parseTypeName(text, 'app')).toEqual({ schema, name, modifiers, dimensions });
});

describe.each(['sql', 'file'] as const)('what is printed as %s reads back the same', (style) => {
  test.each(cases)('%s', (text) => {
    const type = parseTypeName(text, 'app');
    const printed = printTypeName(type, style, 'app');
    expect([printed, sameType(parseTypeName(printed, 'app'), type)]).toEqual([printed, true]);
  });

  test.each(['char', 'bit', 'int', 'integer', 'Mixed', 'with space', 'a"b', 'x[]', 'date array'])(
    'a type of the user named %s',
    (name) => {
      const type = { schema: 'app', name, modifiers: [], dimensions: 1 };
      const printed = printTypeName(type, style, 'app');
      expect([printed, sameType(parseTypeName(printed, 'app'), type)]).toEqual([printed, true]);
    },
  );
});

test.each(['', '()', 'a.b.c', 'x)'])('refuses %j', (text) => {
  expect(() => parseTypeName(text, 'app')).toThrow(TypeNameError);
});
