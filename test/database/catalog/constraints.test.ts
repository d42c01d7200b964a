import { serverMajor } from '../../support/database';
import { catalogAfter, tableNamed } from '../../support/catalog';

const named = (name: string): object => ({ name, derivedName: false, comment: null });
const immediate = { deferrable: false, initiallyDeferred: false };

it('reads keys with INCLUDE, timing and NULLS NOT DISTINCT', async () => {
  const nullsNotDistinct = serverMajor() >= 15;
  const { schema } = await catalogAfter(
    `CREATE TABLE t (a int, b int, c int, d text,
       CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (d) DEFERRABLE,
       CONSTRAINT z UNIQUE (c), CONSTRAINT y UNIQUE ${nullsNotDistinct ? 'NULLS NOT DISTINCT' : ''} (d, c) DEFERRABLE INITIALLY DEFERRED);
     COMMENT ON CONSTRAINT pk ON t IS 'the key'`,
  );
  const table = tableNamed(schema, 't');
  expect(table.primaryKey).toEqual({
    kind: 'primaryKey',
    ...named('pk'),
    comment: 'the key',
    columns: ['b', 'a'],
    include: ['d'],
    timing: { deferrable: true, initiallyDeferred: false },
  });
  expect(table.uniques).toEqual([
    {
      kind: 'unique',
      ...named('y'),
      columns: ['d', 'c'],
      include: [],
      nullsNotDistinct,
      timing: { deferrable: true, initiallyDeferred: true },
    },
    { kind: 'unique', ...named('z'), columns: ['c'], include: [], nullsNotDistinct: false, timing: immediate },
  ]);
  expect(table.indexes).toEqual([]);
});

it('reads checks as pg_get_expr prints them, and no NOT NULL constraint', async () => {
  const { schema } = await catalogAfter(
    `CREATE TABLE t (a int NOT NULL, b text, CONSTRAINT positive CHECK (a > 0), CONSTRAINT words CHECK (b IN ('x', 'y')) NO INHERIT);
     ALTER TABLE t ADD CONSTRAINT late CHECK (a < 9) NOT VALID`,
  );
  expect(tableNamed(schema, 't').checks).toEqual([
    { kind: 'check', ...named('late'), expression: '(a < 9)', noInherit: false, validated: false },
    { kind: 'check', ...named('positive'), expression: '(a > 0)', noInherit: false, validated: true },
    {
      kind: 'check',
      ...named('words'),
      expression: `(b = ANY (ARRAY['x'::text, 'y'::text]))`,
      noInherit: true,
      validated: true,
    },
  ]);
});

it('reads foreign keys, also between schemas', async () => {
  const columns = serverMajor() >= 15;
  const { schema } = await catalogAfter(
    `CREATE SCHEMA other; CREATE TABLE other.p (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE q (id int UNIQUE);
     CREATE TABLE t (a int, b int, c int REFERENCES q (id) ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED,
       CONSTRAINT f FOREIGN KEY (b, a) REFERENCES other.p (y, x) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL ${columns ? '(a)' : ''});
     ALTER TABLE t ADD CONSTRAINT v FOREIGN KEY (a) REFERENCES q (id) ON DELETE SET DEFAULT NOT VALID`,
  );
  expect(tableNamed(schema, 't').foreignKeys).toEqual([
    {
      kind: 'foreignKey',
      ...named('f'),
      columns: ['b', 'a'],
      references: { table: { schema: 'other', name: 'p' }, columns: ['y', 'x'] },
      onDelete: 'SET NULL',
      onUpdate: 'CASCADE',
      onDeleteColumns: columns ? ['a'] : null,
      match: 'FULL',
      timing: immediate,
      validated: true,
    },
    {
      kind: 'foreignKey',
      ...named('t_c_fkey'),
      columns: ['c'],
      references: { table: { schema: 'public', name: 'q' }, columns: ['id'] },
      onDelete: 'NO ACTION',
      onUpdate: 'RESTRICT',
      onDeleteColumns: null,
      match: 'SIMPLE',
      timing: { deferrable: true, initiallyDeferred: true },
      validated: true,
    },
    {
      kind: 'foreignKey',
      ...named('v'),
      columns: ['a'],
      references: { table: { schema: 'public', name: 'q' }, columns: ['id'] },
      onDelete: 'SET DEFAULT',
      onUpdate: 'NO ACTION',
      onDeleteColumns: null,
      match: 'SIMPLE',
      timing: immediate,
      validated: false,
    },
  ]);
});

it('knows the columns of a referenced table that is not looked at', async () => {
  const { schema } = await catalogAfter(
    `CREATE SCHEMA other; CREATE TABLE other.p (x int PRIMARY KEY); CREATE TABLE t (a int REFERENCES other.p)`,
    { excludeSchemas: ['other'] },
  );
  expect(schema.tables.map((table) => table.name)).toEqual(['t']);
  expect(schema.namespaces.map((namespace) => namespace.name)).toEqual(['public']);
  expect(tableNamed(schema, 't').foreignKeys[0]?.references).toEqual({
    table: { schema: 'other', name: 'p' },
    columns: ['x'],
  });
});

it('reads exclusion constraints without their timing', async () => {
  const { schema } = await catalogAfter(
    `CREATE TABLE t (a int4range, b int,
       CONSTRAINT one EXCLUDE USING gist (a WITH &&) WHERE (b > 0) DEFERRABLE INITIALLY DEFERRED,
       CONSTRAINT two EXCLUDE USING gist (a WITH &&))`,
  );
  expect(tableNamed(schema, 't').exclusions).toEqual([
    {
      kind: 'exclusion',
      ...named('one'),
      definition: 'USING gist (a WITH &&) WHERE ((b > 0))',
      timing: { deferrable: true, initiallyDeferred: true },
    },
    { kind: 'exclusion', ...named('two'), definition: 'USING gist (a WITH &&)', timing: immediate },
  ]);
});

it('names what a constraint has beyond what can be compared', async () => {
  const temporal = serverMajor() >= 18;
  const { unmodelled } = await catalogAfter(
    `CREATE TABLE t (a int, b daterange, CONSTRAINT pk PRIMARY KEY (a) WITH (fillfactor = 70))` +
      (temporal
        ? `; CREATE TABLE u (a int4range, b daterange, CONSTRAINT upk PRIMARY KEY (a, b WITHOUT OVERLAPS), CONSTRAINT c CHECK (NOT isempty(a)) NOT ENFORCED)`
        : ''),
  );
  const on = (kind: string, table: string, name: string): object => ({ kind, schema: 'public', table, name });
  expect(unmodelled).toEqual([
    ...(temporal ? [{ on: on('check', 'u', 'c'), fact: 'NOT ENFORCED' }] : []),
    { on: on('primaryKey', 't', 'pk'), fact: 'WITH (fillfactor=70)' },
    ...(temporal ? [{ on: on('primaryKey', 'u', 'upk'), fact: 'WITHOUT OVERLAPS' }] : []),
  ]);
});
