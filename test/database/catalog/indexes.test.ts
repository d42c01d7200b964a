import { serverMajor } from '../../support/database';
import { catalogAfter, tableNamed } from '../../support/catalog';
import type { Index, IndexKey } from '../../../src/schema/types';

const key = (column: string, more: Partial<IndexKey> = {}): IndexKey => ({
  column,
  expression: null,
  opclass: null,
  collation: null,
  direction: 'asc',
  nulls: 'last',
  ...more,
});
const expression = (text: string, more: Partial<IndexKey> = {}): IndexKey => ({
  ...key(''),
  column: null,
  expression: text,
  ...more,
});
const index = (name: string, keys: readonly IndexKey[], more: Partial<Index> = {}): Index => ({
  name,
  derivedName: false,
  unique: false,
  method: 'btree',
  keys,
  include: [],
  nullsNotDistinct: false,
  predicate: null,
  storageParameters: {},
  valid: true,
  comment: null,
  ...more,
});

async function indexesAfter(sql: string): Promise<readonly Index[]> {
  const { schema } = await catalogAfter(sql);
  return tableNamed(schema, 't').indexes;
}

it('reads direction, nulls, INCLUDE, predicate, parameters and comment; constraints keep their own', async () => {
  const since15 = serverMajor() >= 15;
  const indexes = await indexesAfter(
    `CREATE TABLE t (a int PRIMARY KEY, b text UNIQUE, c int);
     CREATE INDEX one ON t (c DESC, a ASC NULLS FIRST, b DESC NULLS LAST) INCLUDE (b, c) WITH (fillfactor = 70, deduplicate_items = off) WHERE c > 0;
     COMMENT ON INDEX one IS 'first';
     CREATE UNIQUE INDEX two ON t (c) ${since15 ? 'NULLS NOT DISTINCT' : ''};
     CREATE INDEX three ON t USING hash (b); CREATE INDEX "fo""ur" ON t USING brin (c) WITH (pages_per_range = 9)`,
  );
  expect(indexes).toEqual([
    index('fo"ur', [key('c')], { method: 'brin', storageParameters: { pages_per_range: '9' } }),
    index(
      'one',
      [key('c', { direction: 'desc', nulls: 'first' }), key('a', { nulls: 'first' }), key('b', { direction: 'desc' })],
      {
        include: ['b', 'c'],
        predicate: '(c > 0)',
        storageParameters: { deduplicate_items: 'off', fillfactor: '70' },
        comment: 'first',
      },
    ),
    index('three', [key('b')], { method: 'hash' }),
    index('two', [key('c')], { unique: true, nullsNotDistinct: since15 }),
  ]);
});

it('reads expressions without the parentheses of CREATE INDEX', async () => {
  const indexes = await indexesAfter(
    `CREATE TABLE t (a int, b text, c jsonb);
     CREATE INDEX i ON t (lower(b), a, (a + 1) DESC, (b || 'x'), coalesce(a, 0), (c ->> 'k'), (b::varchar), (a IS NULL))`,
  );
  expect(indexes[0]?.keys).toEqual([
    expression('lower(b)'),
    key('a'),
    expression('(a + 1)', { direction: 'desc', nulls: 'first' }),
    expression(`(b || 'x'::text)`),
    expression('COALESCE(a, 0)'),
    expression(`(c ->> 'k'::text)`),
    expression('(b)::character varying'),
    expression('(a IS NULL)'),
  ]);
});

it('names operator classes and collations only where they are not the default', async () => {
  const indexes = await indexesAfter(
    `CREATE TYPE mood AS ENUM ('x'); CREATE DOMAIN word AS text;
     CREATE TABLE t (a text, b varchar(9), c jsonb, d int[], e mood, f text COLLATE "C", g inet, h word, i name, j tsvector, k bpchar);
     CREATE INDEX a1 ON t (a text_pattern_ops, b varchar_pattern_ops, lower(a) text_pattern_ops);
     CREATE INDEX a2 ON t (a, b, e, f, g, h, i, k, lower(a), d);
     CREATE INDEX a3 ON t USING gin (c jsonb_path_ops, d, j, (c -> 'x'));
     CREATE INDEX a4 ON t (a COLLATE "C", f, f COLLATE "POSIX", lower(a) COLLATE "C");
     CREATE INDEX a5 ON t USING gist (g inet_ops, j)`,
  );
  const opclass = (name: string): Partial<IndexKey> => ({ opclass: { schema: 'pg_catalog', name } });
  const collation = (name: string): Partial<IndexKey> => ({ collation: { schema: 'pg_catalog', name } });
  expect(indexes.map((each) => [each.name, each.keys])).toEqual([
    [
      'a1',
      [
        key('a', opclass('text_pattern_ops')),
        key('b', opclass('varchar_pattern_ops')),
        expression('lower(a)', opclass('text_pattern_ops')),
      ],
    ],
    [
      'a2',
      [...['a', 'b', 'e', 'f', 'g', 'h', 'i', 'k'].map((column) => key(column)), expression('lower(a)'), key('d')],
    ],
    ['a3', [key('c', opclass('jsonb_path_ops')), key('d'), key('j'), expression(`(c -> 'x'::text)`)]],
    ['a4', [key('a', collation('C')), key('f'), key('f', collation('POSIX')), expression('lower(a)', collation('C'))]],
    ['a5', [key('g', opclass('inet_ops')), key('j')]],
  ]);
});

it('says of an index that a failed build left behind that it is not valid', async () => {
  const { schema } = await catalogAfter(
    `CREATE TABLE t (a int); CREATE INDEX broken ON t (a);
     UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass`,
  );
  expect(tableNamed(schema, 't').indexes[0]?.valid).toBe(false);
});
