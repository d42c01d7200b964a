import { asPrinted } from '../../../src/operations/printed-sql';

test.each([
  ['no array at all', `(a > 0)`, `(a > 0)`],
  [
    'literals of one type, cast as a whole',
    `((status)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying])::text[]))`,
    `((status)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying]::character varying[])::text[]))`,
  ],
  ['whole numbers', `(a = ANY ((ARRAY[1, 2])::bigint[]))`, `(a = ANY ((ARRAY[1, 2]::integer[])::bigint[]))`],
  [
    'a type of its own',
    `((ARRAY['a'::app.mood, 'b'::app.mood])::text[])`,
    `((ARRAY['a'::app.mood, 'b'::app.mood]::app.mood[])::text[])`,
  ],
  [
    'a cast of each element is one of each element',
    `(ARRAY[('new'::character varying)::text, ('old'::character varying)::text])`,
    `(ARRAY[('new'::character varying)::text, ('old'::character varying)::text])`,
  ],
  ['elements of several types', `((ARRAY['a'::text, b])::text[])`, `((ARRAY['a'::text, b])::text[])`],
  [
    'behind a name with a quote in it',
    `("it's" = ANY ((ARRAY['a'::character varying])::text[]))`,
    `("it's" = ANY ((ARRAY['a'::character varying]::character varying[])::text[]))`,
  ],
  ['what stands in a name', `"(ARRAY[1])::"`, `"(ARRAY[1])::"`],
  ['what stands in a literal', `(a <> '(ARRAY[1])::bigint[]')`, `(a <> '(ARRAY[1])::bigint[]')`],
])('%s', (_name, printed, written) => {
  expect(asPrinted(printed)).toBe(written);
});
