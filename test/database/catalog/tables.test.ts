import { catalogAfter, tableNamed } from '../../support/catalog';

it('names the kinds of tables, and leaves to a partition what it has from its parent', async () => {
  const { schema, unmodelled } = await catalogAfter(
    `CREATE UNLOGGED TABLE quick (a text) WITH (fillfactor = 50, toast.autovacuum_enabled = off);
     CREATE TABLE parted (id int, at date NOT NULL, CONSTRAINT pk PRIMARY KEY (id, at), CONSTRAINT c CHECK (id > 0)) PARTITION BY RANGE (at);
     CREATE INDEX on_parent ON parted (at);
     CREATE TABLE part PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
     CREATE INDEX own ON part (id);
     CREATE TABLE base (a int CHECK (a > 0)); CREATE TABLE other (b int); CREATE TABLE child (c int) INHERITS (base, other);
     CREATE TABLE guarded (a int); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
     CREATE TABLE forced (a int); ALTER TABLE forced ENABLE ROW LEVEL SECURITY; ALTER TABLE forced FORCE ROW LEVEL SECURITY;
     COMMENT ON TABLE quick IS 'fast'; CREATE TEMP TABLE gone (a int)`,
  );
  const facts = schema.tables.map((table) => [table.name, table.kind, table.partitionKey, table.rowSecurity]);
  expect(facts).toEqual([
    ['base', 'table', null, 'off'],
    ['child', 'table', null, 'off'],
    ['forced', 'table', null, 'forced'],
    ['guarded', 'table', null, 'enabled'],
    ['other', 'table', null, 'off'],
    ['part', 'partition', null, 'off'],
    ['parted', 'partitioned', 'RANGE (at)', 'off'],
    ['quick', 'table', null, 'off'],
  ]);
  expect(tableNamed(schema, 'quick')).toMatchObject({
    unlogged: true,
    comment: 'fast',
    storageParameters: { fillfactor: '50', 'toast.autovacuum_enabled': 'off' },
  });
  expect(tableNamed(schema, 'parted')).toMatchObject({
    primaryKey: { name: 'pk' },
    checks: [{ name: 'c' }],
    indexes: [{ name: 'on_parent' }],
  });
  expect(tableNamed(schema, 'part')).toMatchObject({
    primaryKey: null,
    checks: [],
    indexes: [{ name: 'own' }],
    inherits: [{ schema: 'public', name: 'parted' }],
  });
  expect(tableNamed(schema, 'child')).toMatchObject({
    checks: [],
    inherits: [
      { schema: 'public', name: 'base' },
      { schema: 'public', name: 'other' },
    ],
  });
  expect(tableNamed(schema, 'child').columns.map((column) => column.name)).toEqual(['a', 'b', 'c']);
  expect(tableNamed(schema, 'part')).toMatchObject({ bound: `FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')` });
  expect(tableNamed(schema, 'part').columns).toMatchObject([{ inherited: true }, { inherited: true }]);
  expect(tableNamed(schema, 'child').columns.map(({ inherited }) => inherited)).toEqual([true, true, undefined]);
  expect(unmodelled).toEqual([]);
});

it('estimates how many rows a table has', async () => {
  const { sizes } = await catalogAfter(
    `CREATE TABLE counted AS SELECT generate_series(1, 500) AS n; ANALYZE counted; CREATE TABLE never (a int)`,
  );
  expect(sizes.get('public\u0000counted')).toEqual({ rows: 500, pages: expect.any(Number) });
  expect(sizes.get('public\u0000never')).toEqual({ rows: null, pages: 0 });
});

it('names what a table and its columns have beyond what can be compared', async () => {
  const { schema, unmodelled } = await catalogAfter(
    `CREATE TYPE pair AS (a int, b text); CREATE TABLE typed OF pair;
     CREATE TABLE t (a text, b text COMPRESSION pglz); ALTER TABLE t REPLICA IDENTITY FULL, FORCE ROW LEVEL SECURITY;
     ALTER TABLE t ALTER a SET STORAGE external, ALTER a SET STATISTICS 50, ALTER a SET (n_distinct = 9)`,
  );
  expect(unmodelled.map(({ on, fact }) => [on.kind, on.table, on.name, fact])).toEqual([
    ['column', 't', 'a', 'OPTIONS (n_distinct=9)'],
    ['table', null, 'typed', 'OF public.pair'],
  ]);
  expect(tableNamed(schema, 't')).toMatchObject({
    replicaIdentity: 'full',
    rowSecurity: 'forcedOff',
    columns: [{ storage: 'external', statistics: 50 }, { compression: 'pglz' }],
  });
});
