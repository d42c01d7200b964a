/** Pairs of our own, of what the others' leave out: by `diff` there and back, told by plain SQL; or what it names of them. */
import type { SchemaPair } from '../../support/pairs/read';
import { tryPair, type PairOutcome } from '../../support/pairs/trial';

const run = (name: string, a: string, b: string): Promise<PairOutcome> => {
  const pair: SchemaPair = { name, core: true, identical: false, setup: '', a, b, seed: '', minVersion: 14 };
  return tryPair(pair);
};

const EVENTS = `CREATE TABLE events (id int NOT NULL, region text NOT NULL, at date, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
  CREATE INDEX ON events (at);`;
const EU = `CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu');`;
const COMMENTED = `CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0)); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;
  CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE SEQUENCE s; CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE SCHEMA x;
  CREATE STATISTICS st ON id, a FROM t;`;
const COMMENTS = [
  'TABLE t',
  'COLUMN t.a',
  'CONSTRAINT t_pkey ON t',
  'CONSTRAINT t_a_check ON t',
  'INDEX i',
  'VIEW v',
  'COLUMN v.a',
]
  .concat(['MATERIALIZED VIEW m', 'COLUMN m.a', 'SEQUENCE s', 'TYPE e', 'DOMAIN d', 'SCHEMA x', 'STATISTICS st'])
  .map((target) => `COMMENT ON ${target} IS 'what ''it'' is';`)
  .join(' ');

test.each([
  [
    'views and policies over a child whose parent’s columns change',
    `CREATE TABLE z (c int, d text); CREATE TABLE a () INHERITS (z); CREATE VIEW v AS SELECT c FROM a;
      CREATE POLICY p ON a USING (c > 0); CREATE TABLE y (c int, k int) PARTITION BY LIST (k);
      CREATE TABLE b PARTITION OF y FOR VALUES IN (1); CREATE VIEW w AS SELECT c FROM b`,
    `CREATE TABLE z (c bigint, d text); CREATE TABLE a () INHERITS (z); CREATE VIEW v AS SELECT c FROM a;
      CREATE POLICY p ON a USING (c > 0); CREATE TABLE y (c bigint, k int) PARTITION BY LIST (k);
      CREATE TABLE b PARTITION OF y FOR VALUES IN (1); CREATE VIEW w AS SELECT c FROM b`,
  ],
  [
    'a check that is only validated, over a column that is computed anew',
    `CREATE TABLE t (b smallint, g int GENERATED ALWAYS AS (b * 2) STORED); ALTER TABLE t ADD CONSTRAINT c CHECK (g > 0) NOT VALID`,
    `CREATE TABLE t (b int, g int GENERATED ALWAYS AS (b * 3) STORED, CONSTRAINT c CHECK (g > 0))`,
  ],
  [
    'a child with a default and statistics of its own, whose name comes before its parent’s',
    `CREATE TABLE z (c int DEFAULT 1, d text); CREATE TABLE a () INHERITS (z); ALTER TABLE a ALTER c SET DEFAULT 2`,
    `CREATE TABLE z (c int DEFAULT 3, d text); ALTER TABLE z ALTER d SET STATISTICS 7; CREATE TABLE a () INHERITS (z);
      ALTER TABLE a ALTER c SET DEFAULT 4; ALTER TABLE a ALTER d SET STATISTICS 9`,
  ],
  [
    'a partition with a default of its own, whose name comes before its parent’s',
    `CREATE TABLE z (c int DEFAULT 1, d int) PARTITION BY LIST (d); CREATE TABLE a PARTITION OF z FOR VALUES IN (1); ALTER TABLE a ALTER c SET DEFAULT 2`,
    `CREATE TABLE z (c int DEFAULT 3, d int) PARTITION BY LIST (d); CREATE TABLE a PARTITION OF z FOR VALUES IN (1); ALTER TABLE a ALTER c SET DEFAULT 2`,
  ],
  [
    'a partition is detached with its keys',
    EVENTS + EU,
    `${EVENTS} CREATE TABLE events_eu (id int NOT NULL, region text NOT NULL, at date, CONSTRAINT events_eu_pkey PRIMARY KEY (id, region));
      CREATE INDEX events_eu_at_idx ON events_eu (at)`,
  ],
  [
    'partitions beneath a foreign key',
    `${EVENTS}${EU} CREATE TABLE r (id int, region text, FOREIGN KEY (id, region) REFERENCES events)`,
    `${EVENTS}${EU} CREATE TABLE events_us PARTITION OF events FOR VALUES IN ('us'); CREATE TABLE r (id int, region text)`,
  ],
  [
    'a default partition and partitions of a partition',
    `${EVENTS} CREATE TABLE rest PARTITION OF events DEFAULT`,
    `${EVENTS} CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu') PARTITION BY RANGE (id);
      CREATE TABLE events_eu_1 PARTITION OF events_eu FOR VALUES FROM (1) TO (10); CREATE TABLE rest PARTITION OF events DEFAULT`,
  ],
  [
    'what a partition has of its own',
    EVENTS + EU,
    `${EVENTS} CREATE TABLE events_eu PARTITION OF events (CONSTRAINT own CHECK (id > 0)) FOR VALUES IN ('eu') WITH (fillfactor = 70);
      CREATE INDEX own_index ON events_eu (region, at); COMMENT ON TABLE events_eu IS 'x'; COMMENT ON COLUMN events_eu.id IS 'y';
      ALTER TABLE events_eu ALTER at SET DEFAULT '2020-01-01'`,
  ],
  [
    'the parent of partitions changes',
    EVENTS + EU,
    `CREATE TABLE events (id bigint NOT NULL, region text NOT NULL, note text DEFAULT 'a' NOT NULL, PRIMARY KEY (id, region))
      PARTITION BY LIST (region); ${EU}`,
  ],
  [
    'a parent and its child',
    'CREATE TABLE p (id int PRIMARY KEY, x text); CREATE TABLE c (y int) INHERITS (p)',
    `CREATE TABLE p (id int PRIMARY KEY, x text NOT NULL, z int); CREATE TABLE c (y int, CONSTRAINT cc CHECK (y > 0)) INHERITS (p);
      COMMENT ON COLUMN c.x IS 'inherited'`,
  ],
  [
    'a table becomes a child',
    'CREATE TABLE p (id int); CREATE TABLE c (id int, y int)',
    'CREATE TABLE p (id int); CREATE TABLE c (id int, y int); ALTER TABLE c INHERIT p',
  ],
  [
    'types over types',
    '',
    `CREATE TYPE e AS ENUM ('a', 'b'); CREATE DOMAIN d AS e CHECK (VALUE <> 'a'); CREATE DOMAIN dd AS d DEFAULT 'b';
      CREATE TYPE c AS (x dd, y int); CREATE TABLE t (a dd, k c); CREATE COLLATION col (locale = 'C'); CREATE TABLE u (x text COLLATE col);
      CREATE TYPE r AS RANGE (subtype = int); CREATE TABLE v (a r)`,
  ],
  [
    'a domain in use',
    'CREATE DOMAIN d AS int; CREATE TABLE t (a d)',
    'CREATE DOMAIN d AS int DEFAULT 3 NOT NULL CHECK (VALUE > 0) CONSTRAINT small CHECK (VALUE < 9); CREATE TABLE t (a d)',
  ],
  [
    'other schemas',
    'CREATE SCHEMA s1; CREATE TABLE s1.a (id int PRIMARY KEY)',
    `CREATE SCHEMA s2; CREATE TYPE s2.e AS ENUM ('x'); CREATE SEQUENCE s2.q OWNED BY NONE;
      CREATE TABLE s2.b (id int DEFAULT nextval('s2.q') PRIMARY KEY, e s2.e)`,
  ],
  ['comments on everything', COMMENTED, COMMENTED + COMMENTS],
  [
    'storage parameters',
    `CREATE TABLE t (a text) WITH (fillfactor = 50); CREATE INDEX i ON t (a) WITH (fillfactor = 60); CREATE VIEW v AS SELECT a FROM t;
      CREATE MATERIALIZED VIEW m WITH (fillfactor = 40) AS SELECT 1 x`,
    `CREATE TABLE t (a text) WITH (autovacuum_enabled = off, toast.autovacuum_enabled = false); CREATE INDEX i ON t (a) WITH (fillfactor = 70);
      CREATE VIEW v WITH (security_barrier = true) AS SELECT a FROM t; CREATE MATERIALIZED VIEW m WITH (fillfactor = 45) AS SELECT 1 x`,
  ],
  [
    'row-level security, forced',
    'CREATE TABLE t (a int); CREATE TABLE u (a int)',
    `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE TABLE u (a int);
      ALTER TABLE u FORCE ROW LEVEL SECURITY`,
  ],
  [
    'a replica identity by another index',
    'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i',
    `CREATE TABLE t (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX j ON t (a); CREATE UNIQUE INDEX k ON t (b);
      ALTER TABLE t REPLICA IDENTITY USING INDEX k`,
  ],
  [
    'a replica identity by an index under another name',
    'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i',
    'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX j ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX j',
  ],
  [
    'a sequence goes whose column is made anew, as does another',
    `CREATE TABLE t (a int, g int, z int); CREATE SEQUENCE s OWNED BY t.g`,
    'CREATE TABLE t (z int, g int GENERATED ALWAYS AS (z + 1) STORED)',
  ],
  [
    'a sequence goes whose column is made anew over one that comes',
    'CREATE TABLE t (id int, y text); CREATE SEQUENCE s OWNED BY t.id',
    'CREATE TABLE t (y text, x serial, id int GENERATED ALWAYS AS (abs(x)) STORED)',
  ],
  [
    'a sequence changes its type, and is owned by a column of a new table that draws from it',
    "CREATE SEQUENCE s; CREATE TABLE u (b int DEFAULT nextval('s'))",
    `CREATE SEQUENCE s AS int INCREMENT 2; CREATE TABLE u (b int DEFAULT nextval('s')); CREATE TABLE t (a int DEFAULT nextval('s'));
      ALTER SEQUENCE s OWNED BY t.a`,
  ],
  [
    'rights on a column that is computed anew',
    `CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED, h int); GRANT SELECT (g), INSERT (h) ON t TO PUBLIC`,
    `CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 2) STORED, h int GENERATED ALWAYS AS (a + 3) STORED);
      GRANT SELECT (g), INSERT (h) ON t TO PUBLIC`,
  ],
  [
    'rights on a key that becomes another kind of key',
    `CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t int REFERENCES t); GRANT SELECT (id) ON t TO PUBLIC; GRANT SELECT (t) ON u TO PUBLIC`,
    `CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid()); CREATE TABLE u (t uuid REFERENCES t); GRANT SELECT (id) ON t TO PUBLIC;
      GRANT SELECT (t) ON u TO PUBLIC`,
  ],
  [
    'a key of another kind in the predicate of an exclusion',
    `CREATE TABLE t (id date PRIMARY KEY DEFAULT now(), a int, EXCLUDE USING btree (a WITH =) WHERE (id > '2020-01-01'))`,
    `CREATE TABLE t (id int PRIMARY KEY DEFAULT 3, a int, EXCLUDE USING btree (a WITH =) WHERE (id > 5))`,
  ],
  [
    'a key of another kind, and a deferred link of the same table',
    `CREATE TABLE t (id date PRIMARY KEY DEFAULT now(), up date NOT NULL REFERENCES t DEFERRABLE INITIALLY DEFERRED)`,
    `CREATE TABLE t (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, up int NOT NULL REFERENCES t DEFERRABLE INITIALLY DEFERRED)`,
  ],
  [
    'a link that fills itself goes with its key',
    'CREATE TABLE t (id date PRIMARY KEY DEFAULT now()); CREATE TABLE u (t date REFERENCES t)',
    `CREATE TABLE t (id int PRIMARY KEY DEFAULT 3); CREATE TABLE u (t smallint GENERATED ALWAYS AS IDENTITY REFERENCES t)`,
  ],
  [
    'columns trade an enum and a domain that both change',
    `CREATE TYPE e AS ENUM ('1', '2', 'x'); CREATE DOMAIN d AS int DEFAULT -1 CONSTRAINT small CHECK (VALUE < 5);
      CREATE TABLE t (a e NOT NULL DEFAULT 'x', b d, c int)`,
    `CREATE TYPE e AS ENUM ('2', '1'); CREATE DOMAIN d AS int CONSTRAINT positive CHECK (VALUE > 0);
      CREATE TABLE t (a d, b e NOT NULL DEFAULT '2', c int)`,
  ],
  [
    'columns trade two domains that both change',
    `CREATE DOMAIN d AS int CONSTRAINT small CHECK (VALUE < 5); CREATE DOMAIN f AS text CONSTRAINT short CHECK (length(VALUE) < 5);
      CREATE TABLE t (a d, b f)`,
    `CREATE DOMAIN d AS int CONSTRAINT positive CHECK (VALUE > 0); CREATE DOMAIN f AS text CONSTRAINT long CHECK (length(VALUE) > 0);
      CREATE TABLE t (a f, b d)`,
  ],
  [
    'a sequence stays with a column that is made anew',
    `CREATE TABLE t (a int, g int); CREATE SEQUENCE s OWNED BY t.g`,
    `CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED); CREATE SEQUENCE s OWNED BY t.g`,
  ],
  [
    'a sequence goes over to a column that is made anew, and one from there',
    `CREATE TABLE t (a int, g int, h int); CREATE SEQUENCE s OWNED BY t.g; CREATE SEQUENCE r OWNED BY t.h`,
    `CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED, h int); CREATE SEQUENCE s OWNED BY t.h;
      CREATE SEQUENCE r OWNED BY t.g`,
  ],
  ['an identity and a serial', 'CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)', 'CREATE TABLE t (a serial)'],
])('%s', async (name, a, b) => {
  expect(await run(name, a, b)).toMatchObject({ failure: null, notModelled: [] });
});

test.each([
  [
    'another type beneath a domain in use',
    'CREATE DOMAIN d AS int; CREATE TABLE t (a d)',
    'CREATE DOMAIN d AS bigint; CREATE TABLE t (a d)',
    'domain d: differs',
  ],
  [
    'a rule for a domain in an array',
    'CREATE DOMAIN d AS int; CREATE TABLE t (a d[])',
    'CREATE DOMAIN d AS int NOT NULL; CREATE TABLE t (a d[])',
    "column t.a: stands on what changes (NULL → NOT NULL on domain 'd')",
  ],
  [
    'a default of a view',
    'CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t',
    'CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v ALTER a SET DEFAULT 5',
    'column v.a DEFAULT 5: only on the to side',
  ],
  [
    'a table in the order of an index',
    'CREATE TABLE t (a int); CREATE INDEX i ON t (a)',
    'CREATE TABLE t (a int); CREATE INDEX i ON t (a); CLUSTER t USING i',
    'index t.i CLUSTER: only on the to side',
  ],
  [
    'a publication',
    'CREATE TABLE t (a int)',
    'CREATE TABLE t (a int); CREATE PUBLICATION p FOR TABLE t',
    'publication p: only on the to side',
  ],
])('%s is named', async (name, a, b, line) => {
  const { failure, notModelled } = await run(name, a, b);
  expect(failure).not.toBeNull();
  expect(notModelled).toContain(line);
});
