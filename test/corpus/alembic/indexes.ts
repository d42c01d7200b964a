/** Indexes and unique constraints as Alembic's autogenerate meets them: what it detects, what it misses, what it makes anew on every run. */
import type { EntitySchemaColumnOptions, EntitySchemaIndexOptions, EntitySchemaOptions } from 'typeorm';
import { entity, t, type Entities, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
const COLUMNS: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  a: { type: 'int', nullable: true },
  b: { type: 'int', nullable: true },
  s: { type: 'varchar', nullable: true },
};

const indexed = (...indices: readonly EntitySchemaIndexOptions[]): Entities => t(COLUMNS, { indices: [...indices] });
const unique = (...uniques: NonNullable<EntitySchemaOptions<unknown>['uniques']>): Entities =>
  t(COLUMNS, { uniques: [...uniques] });
const TABLE = `CREATE TABLE t (id int CONSTRAINT "PK_t" PRIMARY KEY, a int, b int, s varchar);`;

const LONG = 'a_name_of_an_index_that_is_very_much_longer_than_the_sixty_three_bytes_of_an_identifier';

export const scenarios: Scenarios = {
  IX01: {
    title: 'a partial predicate comes',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    model: indexed({ name: 'ix', columns: ['a'], where: 'b > 0' }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("a") WHERE b > 0`],
  },
  IX02: {
    title: 'a partial predicate goes',
    synchronized: indexed({ name: 'ix', columns: ['a'], where: 'b > 0' }),
    model: indexed({ name: 'ix', columns: ['a'] }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("a")`],
  },
  IX03: {
    title: 'a literal in a predicate changes its case only',
    synchronized: indexed({ name: 'ix', columns: ['a'], where: "s = 'x'" }),
    model: indexed({ name: 'ix', columns: ['a'], where: "s = 'X'" }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("a") WHERE s = 'X'`],
  },
  IX04: {
    title: 'another access method',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    sql: 'DROP INDEX ix; CREATE INDEX ix ON t USING hash (a)',
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("a")`],
  },
  IX05: {
    title: 'the order of nulls, which no model can say',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    sql: 'DROP INDEX ix; CREATE INDEX ix ON t (a ASC NULLS FIRST)',
    warnings: [/^KEPT_AS_IS/],
  },
  IX06: {
    title: 'expressions that PostgreSQL respells, in predicates',
    synchronized: indexed(
      { name: 'ix_case', columns: ['a'], where: 'CASE WHEN a > 1 THEN true ELSE false END' },
      { name: 'ix_in', columns: ['a'], where: 'a IN (1, 2)' },
      { name: 'ix_like', columns: ['s'], where: "s LIKE 'A%' AND lower(s) <> 'b'" },
      { name: 'ix_cast', columns: ['s'], where: "CAST(s AS text) = 'x'::text" },
      {
        name: 'ix_long',
        columns: ['a'],
        where: `s IN (${Array.from({ length: 60 }, (_, n) => `'v${String(n)}'`).join(', ')})`,
      },
    ),
  },
  IX07: {
    title: 'indexes over expressions stay, whatever they say, and are named',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    sql: `CREATE INDEX ix_case ON t ((CASE WHEN a > 1 THEN 1 ELSE 2 END)); CREATE INDEX ix_in ON t ((a IN (1, 2)));
      CREATE INDEX ix_fts ON t USING gin (to_tsvector('english', s)); CREATE INDEX ix_ops ON t (lower(s) text_pattern_ops)`,
    unmanaged: ['index t.ix_case', 'index t.ix_fts', 'index t.ix_in', 'index t.ix_ops'],
  },
  IX08: {
    title: 'an index is added to a table, and to a new one',
    synchronized: indexed(),
    model: () => [
      ...indexed({ name: 'ix', columns: ['a'] })(),
      entity('u', COLUMNS, { indices: [{ name: 'ix_u', columns: ['b'] }] }),
    ],
    upgrade: [
      `CREATE TABLE "public"."u" (\n  "id" integer NOT NULL,\n  "a" integer,\n  "b" integer,\n  "s" character varying,\n  CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" PRIMARY KEY ("id")\n)`,
      'CREATE INDEX "ix_u" ON "public"."u" ("b")',
      `CREATE INDEX "ix" ON ${T} ("a")`,
    ],
  },
  IX09: {
    title: 'an index goes',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    model: indexed(),
    owns: ['t.ix'],
    upgrade: ['DROP INDEX "public"."ix"'],
  },
  IX10: {
    title: 'a table goes with its indexes and its unique constraint',
    synchronized: () => [
      entity('t', {}),
      entity('u', COLUMNS, {
        indices: [{ name: 'ix_u', columns: ['b'] }],
        uniques: [{ name: 'uq_u', columns: ['a', 'b'] }],
      }),
    ],
    model: t({}),
    owns: ['u'],
    answers: { drops: ['u'] },
    upgrade: ['DROP TABLE "public"."u"'],
  },
  IX11: {
    title: 'names that differ by their case only',
    synchronized: indexed({ name: 'SomeIndex', columns: ['a'] }),
    model: indexed({ name: 'someindex', columns: ['a'] }),
    upgrade: [`ALTER INDEX "public"."SomeIndex" RENAME TO "someindex"`],
  },
  IX12: {
    title: 'names that differ by their case only, over other columns',
    synchronized: indexed({ name: 'SomeIndex', columns: ['a'] }),
    model: indexed({ name: 'someindex', columns: ['a', 'b'] }),
    owns: ['t.*'],
    upgrade: ['DROP INDEX "public"."SomeIndex"', `CREATE INDEX "someindex" ON ${T} ("a", "b")`],
  },
  IX13: { title: 'a name in mixed case', synchronized: indexed({ name: 'MyIndex', columns: ['a'] }) },
  IX14: { title: 'a name that PostgreSQL cuts', synchronized: indexed({ name: LONG, columns: ['a'] }) },
  IX15: {
    title: 'an index that is called as its column',
    synchronized: indexed({ name: 'a', columns: ['a'] }),
  },
  IX16: {
    title: 'an index that is called as its column comes',
    synchronized: indexed(),
    model: indexed({ name: 'a', columns: ['a'] }),
    upgrade: [`CREATE INDEX "a" ON ${T} ("a")`],
  },
  IX17: {
    title: 'an index that is called as its column goes',
    synchronized: indexed({ name: 'a', columns: ['a'] }),
    model: indexed(),
    owns: ['t.a'],
    upgrade: ['DROP INDEX "public"."a"'],
  },
  IX18: {
    title: 'a covering index is kept as it is, and named',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    sql: 'DROP INDEX ix; CREATE INDEX ix ON t (a) INCLUDE (b) WITH (fillfactor = 70)',
    warnings: [/^KEPT_AS_IS/],
  },
  IX19: {
    title: 'a unique index goes',
    synchronized: indexed({ name: 'ix', columns: ['a'], unique: true }),
    model: indexed(),
    owns: ['t.ix'],
    upgrade: ['DROP INDEX "public"."ix"'],
  },
  IX20: {
    title: 'the columns of a unique index change',
    synchronized: indexed({ name: 'ix', columns: ['a'], unique: true }),
    model: indexed({ name: 'ix', columns: ['a', 'b'], unique: true }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE UNIQUE INDEX "ix" ON ${T} ("a", "b")`],
  },
  IX21: {
    title: "an index that is another schema's, of the same table name",
    first: 'CREATE SCHEMA other',
    synchronized: () => [
      entity('t', COLUMNS, { indices: [{ name: 'ix', columns: ['a'] }] }),
      entity('o', COLUMNS, { schema: 'other', tableName: 't', indices: [{ name: 'ix', columns: ['b'] }] }),
    ],
    model: () => [
      entity('t', COLUMNS, { indices: [{ name: 'ix', columns: ['a'] }] }),
      entity('o', COLUMNS, { schema: 'other', tableName: 't', indices: [{ name: 'ix', columns: ['a', 'b'] }] }),
    ],
    upgrade: ['DROP INDEX "other"."ix"', 'CREATE INDEX "ix" ON "other"."t" ("a", "b")'],
  },
  UQ01: {
    title: 'a named unique constraint comes',
    synchronized: unique(),
    model: unique({ name: 'uq', columns: ['a'] }),
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("a")`],
  },
  UQ02: {
    title: 'an unnamed unique constraint comes, and goes again by its derived name',
    synchronized: unique(),
    model: t({ ...COLUMNS, a: { type: 'int', nullable: true, unique: true } }),
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "UQ_970ba064ef54f72b56cbfb29e36" UNIQUE ("a")`],
  },
  UQ03: {
    title: 'a unique constraint goes',
    synchronized: unique({ name: 'uq', columns: ['a'] }),
    model: unique(),
    owns: ['t.uq'],
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "uq"`],
  },
  UQ04: {
    title: 'other columns under the name of a unique constraint',
    synchronized: unique({ name: 'uq', columns: ['a'] }),
    model: unique({ name: 'uq', columns: ['a', 'b'] }),
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "uq"`, `ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("a", "b")`],
  },
  UQ05: {
    title: 'other columns of an unnamed unique constraint',
    synchronized: t(COLUMNS, { uniques: [{ columns: ['a'] }] }),
    model: t(COLUMNS, { uniques: [{ columns: ['a', 'b'] }] }),
    owns: ['t.*'],
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "UQ_970ba064ef54f72b56cbfb29e36"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "UQ_cf3835db1f9330c2462d786311a" UNIQUE ("a", "b")`,
    ],
  },
  UQ06: {
    title: 'an index becomes a unique constraint',
    synchronized: indexed({ name: 'ix', columns: ['a'] }),
    model: unique({ name: 'uq', columns: ['a'] }),
    owns: ['t.*'],
    upgrade: ['DROP INDEX "public"."ix"', `ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("a")`],
  },
  UQ07: {
    title: 'constraints that PostgreSQL named',
    sql: `${TABLE} ALTER TABLE t ADD UNIQUE (a, b), ADD UNIQUE (s)`,
    model: t(
      { ...COLUMNS, s: { type: 'varchar', nullable: true, unique: true } },
      { uniques: [{ columns: ['a', 'b'] }] },
    ),
  },
  UQ08: {
    title: 'unique constraints whose names differ by their case only',
    synchronized: unique({ name: 'SomeConstraint', columns: ['a'] }),
    model: unique({ name: 'someconstraint', columns: ['a'] }),
    upgrade: [`ALTER TABLE ${T} RENAME CONSTRAINT "SomeConstraint" TO "someconstraint"`],
  },
  UQ09: {
    title: 'a unique constraint with a name in mixed case',
    synchronized: unique({ name: 'MyUnique', columns: ['a'] }),
  },
  UQ10: {
    title: 'a unique constraint with a name that PostgreSQL cuts',
    synchronized: unique({ name: LONG, columns: ['a', 'b'] }),
  },
  UQ11: {
    title: 'a new table with a unique constraint and an index, each once',
    synchronized: t({}),
    model: () => [
      entity('t', {}),
      entity('u', COLUMNS, {
        indices: [{ name: 'ix_u', columns: ['b'] }],
        uniques: [{ name: 'uq_u', columns: ['a', 'b'] }],
      }),
    ],
    upgrade: [
      `CREATE TABLE "public"."u" (\n  "id" integer NOT NULL,\n  "a" integer,\n  "b" integer,\n  "s" character varying,\n  CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" PRIMARY KEY ("id"),\n  CONSTRAINT "uq_u" UNIQUE ("a", "b")\n)`,
      'CREATE INDEX "ix_u" ON "public"."u" ("b")',
    ],
  },
  UQ12: {
    title: 'a unique constraint in another schema',
    first: 'CREATE SCHEMA other',
    synchronized: () => [entity('t', COLUMNS, { schema: 'other' })],
    model: () => [entity('t', COLUMNS, { schema: 'other', uniques: [{ name: 'uq', columns: ['a'] }] })],
    upgrade: ['ALTER TABLE "other"."t" ADD CONSTRAINT "uq" UNIQUE ("a")'],
  },
  UQ13: {
    title: 'nulls made not distinct by hand',
    synchronized: unique({ name: 'uq', columns: ['a'] }),
    sql: 'ALTER TABLE t DROP CONSTRAINT uq, ADD CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (a)',
    since: 15,
    warnings: [/^KEPT_AS_IS/],
  },
};
