/** Tables, schemas, enums and what lies beside tables, as Alembic's autogenerate meets them; and the migrations of its that fail when run. */
import { Column, Entity, EntitySchema, ManyToOne, PrimaryColumn, Unique, ViewEntity } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import { entity, k, t, type Entities, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
const PK = 'id int CONSTRAINT "PK_t" PRIMARY KEY';
const MOOD = { type: 'enum', enumName: 'mood', nullable: true } as const;
const users = (...labels: readonly string[]): Entities => k({ ...MOOD, enum: [...labels] });
const elsewhere =
  (columns: Parameters<typeof t>[0] = {}): Entities =>
  () => [entity('t', {}), entity('far', columns, { schema: 'away' })];
const both: Entities = () => [
  entity('t', { k: { type: 'int', nullable: true } }),
  entity('u', { k: { type: 'int', nullable: true } }),
];

const suspended = (view: string): string =>
  suspendSql([{ kind: 'view', schema: 'public', name: view, table: null }], 'public');
const RESUME = resumeSql('public');

/** All that a table may have and that its way back must bring back. */
const RICH = `CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE TABLE p (a int, b int, UNIQUE (a, b));
  CREATE TABLE rich (id int GENERATED ALWAYS AS IDENTITY (START 5) PRIMARY KEY, a int, b int, m mood DEFAULT 'sad',
    twice int GENERATED ALWAYS AS (a * 2) STORED, s text COLLATE "C" NOT NULL DEFAULT 'it''s',
    CONSTRAINT rich_uq UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT rich_ck CHECK (a > 0) NO INHERIT,
    CONSTRAINT rich_fk FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON DELETE SET NULL);
  ALTER TABLE rich ADD CONSTRAINT rich_late CHECK (b > 0) NOT VALID;
  ALTER TABLE rich ADD CONSTRAINT rich_ex EXCLUDE USING gist (int4range(a, b) WITH &&);
  CREATE INDEX rich_ix ON rich (lower(s) text_pattern_ops, a DESC NULLS LAST) INCLUDE (b) WITH (fillfactor = 70) WHERE a > 1;
  COMMENT ON TABLE rich IS 'all of it'; COMMENT ON COLUMN rich.s IS 'it''s'; COMMENT ON INDEX rich_ix IS 'fast';
  ALTER TABLE rich SET (fillfactor = 80), ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON rich USING (a = 1);
  GRANT SELECT ON rich TO PUBLIC; ALTER TABLE rich REPLICA IDENTITY FULL;`;

const viewed =
  (column: 'k' | 'l', type: 'int' | 'bigint'): Entities =>
  () => {
    class Base {
      @PrimaryColumn() id: number;
    }
    Column({ type, name: column, nullable: true })(Base.prototype, 'k');
    Entity('t')(Base);
    @ViewEntity({ name: 'v', expression: `SELECT id, ${column} FROM t` })
    class Seen {}
    return [Base, Seen];
  };

const referenced =
  (...unique: readonly string[]): Entities =>
  () => {
    @Entity('p')
    @Unique('uq', [...unique])
    class Parent {
      @PrimaryColumn() id: number;
      @Column() a: number;
      @Column() b: number;
    }
    @Entity('c')
    class Child {
      @PrimaryColumn() id: number;
      @ManyToOne(() => Parent) parent: Parent;
    }
    return [Parent, Child];
  };

export const scenarios: Scenarios = {
  TB01: {
    title: 'a table comes and one goes',
    synchronized: () => [entity('t', {}), entity('gone', { n: { type: 'text', array: true, nullable: true } })],
    model: () => [entity('t', {}), entity('come', { n: { type: 'int', default: 1 } })],
    owns: ['gone'],
    answers: { drops: ['gone'] },
    upgrade: [
      `CREATE TABLE "public"."come" (\n  "id" integer NOT NULL,\n  "n" integer NOT NULL DEFAULT 1,\n  CONSTRAINT "PK_99699816b4f3b80e3b5ef461a43" PRIMARY KEY ("id")\n)`,
      'DROP TABLE "public"."gone"',
    ],
  },
  TB02: {
    title: 'a column comes and one goes',
    synchronized: t({ a: { type: 'varchar', nullable: true } }),
    model: t({ b: { type: 'int', nullable: true } }),
    owns: ['t.a'],
    answers: { drops: ['t.a'] },
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "b" integer`, `ALTER TABLE ${T} DROP COLUMN "a"`],
  },
  TB03: {
    title: "what only tunes or guards a table is nobody's here, and named where it is a thing of its own",
    synchronized: t({}),
    sql: `ALTER TABLE t SET (fillfactor = 50), ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true); GRANT SELECT ON t TO PUBLIC;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE SEQUENCE s; CREATE DOMAIN d AS text;
      CREATE EXTENSION citext; CREATE TABLE child () INHERITS (t)`,
    unmanaged: [
      'domain d',
      'function touch()',
      'materializedView m',
      'policy t.p',
      'sequence s',
      'table child',
      'trigger t.touched',
      'view v',
    ],
    warnings: [/^KEPT_AS_IS: table t .*ROW LEVEL SECURITY/],
  },
  TB04: {
    title: 'the partitions of a table that the model has are its own',
    sql: `CREATE TABLE t (${PK.replace(' CONSTRAINT "PK_t" PRIMARY KEY', '')}, CONSTRAINT "PK_t" PRIMARY KEY (id)) PARTITION BY RANGE (id);
      CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10); CREATE TABLE t_2 PARTITION OF t DEFAULT`,
    model: t({}),
    owns: ['*'],
  },
  TB05: {
    title: 'an entity over a view is no table to be made',
    sql: `CREATE TABLE base (${PK}); CREATE VIEW t AS SELECT id FROM base`,
    model: t({}),
    questions: [['--rename base:t', '--no-renames']],
  },
  TB06: {
    title: 'a table goes that has all that a table may have, and comes back with it',
    first: RICH,
    synchronized: t({}),
    model: t({}),
    owns: ['rich', 'mood'],
    answers: { drops: ['rich'] },
    unmanaged: ['table p'],
    upgrade: ['DROP TABLE "public"."rich"', 'DROP TYPE "public"."mood"'],
  },
  TB08: {
    title: 'an attribute whose property has another name than its column',
    synchronized: () => [
      new EntitySchema({
        name: 't',
        columns: { key: { name: 'id', type: 'int', primary: true }, value: { name: 'some_value', type: 'text' } },
      }),
    ],
  },
  TB09: {
    title: 'two tables of one name in two schemas',
    first: 'CREATE SCHEMA away',
    synchronized: () => [entity('t', {}), entity('o', { n: { type: 'int' } }, { schema: 'away', tableName: 't' })],
  },
  TB10: {
    title: 'models of two sources, compared as one',
    synchronized: both,
    model: () => [...both(), entity('w', {})],
    upgrade: [
      `CREATE TABLE "public"."w" (\n  "id" integer NOT NULL,\n  CONSTRAINT "PK_2d4a5e32c5efb2c6b70ac86320a" PRIMARY KEY ("id")\n)`,
    ],
  },
  TB11: {
    title: 'many changes, each where it belongs',
    synchronized: () => [
      entity(
        'address',
        { street: { type: 'varchar', length: 50, nullable: true } },
        { uniques: [{ name: 'uq_street', columns: ['street'] }] },
      ),
      entity('order', {
        amount: { type: 'numeric', precision: 8, scale: 2, default: 0 },
        user: { type: 'int', foreignKey: { target: 'user', name: 'fk' } },
      }),
      entity('user', {
        name: { type: 'varchar', length: 50, nullable: true },
        pw: { type: 'varchar', nullable: true },
        text: { type: 'varchar', length: 10, default: 'x' },
      }),
      entity('extra', { user: { type: 'int', nullable: true, foreignKey: { target: 'user' } } }),
    ],
    model: () => [
      entity(
        'address',
        { street: { type: 'varchar', length: 50, nullable: true }, email: { type: 'varchar', length: 100 } },
        { uniques: [{ name: 'uq_email', columns: ['email'] }] },
      ),
      entity(
        'order',
        {
          amount: { type: 'numeric', precision: 10, scale: 2, default: 0, nullable: true },
          user: { type: 'int', foreignKey: { target: 'user', name: 'fk' } },
        },
        { checks: [{ name: 'positive', expression: 'amount >= 0' }] },
      ),
      entity(
        'user',
        { name: { type: 'varchar', length: 50 }, text: { type: 'varchar', length: 20 } },
        { indices: [{ name: 'ix_name', columns: ['name'] }] },
      ),
      entity('item', {
        description: { type: 'varchar', length: 100, nullable: true },
        order: { type: 'int', foreignKey: { target: 'order' } },
      }),
    ],
    owns: ['*'],
    answers: { drops: ['extra', 'user.pw'] },
    upgrade: [
      `CREATE TABLE "public"."item" (\n  "id" integer NOT NULL,\n  "description" character varying(100),\n  "order" integer NOT NULL,\n  CONSTRAINT "PK_d3c0c71f23e7adcf952a1d13423" PRIMARY KEY ("id")\n)`,
      'ALTER TABLE "public"."address" DROP CONSTRAINT "uq_street"',
      'ALTER TABLE "public"."address" ADD COLUMN "email" character varying(100)',
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM "public"."address") THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill address.email (address has rows)', HINT = 'For example: UPDATE "public"."address" SET "email" = NULL /* instead: another value for each row */ WHERE "email" IS NULL';\n  END IF;\nEND\n$$`,
      'ALTER TABLE "public"."address" ALTER COLUMN "email" SET NOT NULL',
      'ALTER TABLE "public"."address" ADD CONSTRAINT "uq_email" UNIQUE ("email")',
      `ALTER TABLE "public"."order"\n  ALTER COLUMN "amount" TYPE numeric(10,2),\n  ALTER COLUMN "amount" DROP NOT NULL`,
      'ALTER TABLE "public"."order" ADD CONSTRAINT "positive" CHECK (amount >= 0)',
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM "public"."user" WHERE "name" IS NULL) THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill user.name (user has rows without name)', HINT = 'For example: UPDATE "public"."user" SET "name" = '''' WHERE "name" IS NULL';\n  END IF;\nEND\n$$`,
      'ALTER TABLE "public"."user" ALTER COLUMN "name" SET NOT NULL',
      `ALTER TABLE "public"."user"\n  ALTER COLUMN "text" DROP DEFAULT,\n  ALTER COLUMN "text" TYPE character varying(20)`,
      'CREATE INDEX "ix_name" ON "public"."user" ("name")',
      'ALTER TABLE "public"."item" ADD CONSTRAINT "FK_352f21c1cd58681f1f1841e5476" FOREIGN KEY ("order") REFERENCES "public"."order" ("id")',
      'ALTER TABLE "public"."user" DROP COLUMN "pw"',
      'DROP TABLE "public"."extra"',
    ],
  },
  SC01: {
    title: 'a schema is made for the table that wants it',
    sql: 'CREATE TABLE other (n text)',
    model: elsewhere(),
    unmanaged: ['table other'],
    upgrade: [
      'CREATE SCHEMA IF NOT EXISTS "away"',
      `CREATE TABLE ${T} (\n  "id" integer NOT NULL,\n  CONSTRAINT "PK_eb88175348bc656de27db7918a7" PRIMARY KEY ("id")\n)`,
      `CREATE TABLE "away"."far" (\n  "id" integer NOT NULL,\n  CONSTRAINT "PK_2627b8f2ed8c2f5791f29cc896c" PRIMARY KEY ("id")\n)`,
    ],
  },
  SC02: {
    title: 'a table in another schema changes',
    first: 'CREATE SCHEMA away',
    synchronized: elsewhere({ n: { type: 'int', nullable: true } }),
    model: elsewhere({ n: { type: 'bigint', nullable: true }, m: { type: 'text', nullable: true } }),
    upgrade: ['ALTER TABLE "away"."far" ADD COLUMN "m" text', 'ALTER TABLE "away"."far" ALTER COLUMN "n" TYPE bigint'],
  },
  SC03: {
    title: 'a table in another schema goes',
    first: 'CREATE SCHEMA away',
    synchronized: elsewhere(),
    model: t({}),
    owns: ['away.far'],
    answers: { drops: ['away.far'] },
    upgrade: ['DROP TABLE "away"."far"'],
  },
  SC04: {
    title: 'a schema that is left out',
    first: 'CREATE SCHEMA away',
    synchronized: elsewhere(),
    model: t({}),
    owns: ['*'],
    config: { exclude: { schemas: ['away'] } },
  },
  SC05: {
    title: 'only one schema is looked at',
    first: 'CREATE SCHEMA away',
    synchronized: elsewhere({ n: { type: 'int' } }),
    model: elsewhere({ n: { type: 'text' } }),
    config: { include: { schemas: ['public'] } },
  },
  SC06: {
    title: 'the default schema is left out, the other is not',
    first: 'CREATE SCHEMA away',
    synchronized: elsewhere({ n: { type: 'int' } }),
    model: () => [entity('t', { more: { type: 'int' } }), entity('far', { n: { type: 'bigint' } }, { schema: 'away' })],
    config: { exclude: { schemas: ['public'] } },
    upgrade: ['ALTER TABLE "away"."far" ALTER COLUMN "n" TYPE bigint'],
  },
  SC07: {
    title: 'the default schema by its name is the default schema',
    synchronized: t({ k: { type: 'int' } }),
    model: t({ k: { type: 'int' } }, { schema: 'public' }),
  },
  SC08: {
    title: 'a data source with a schema of its own',
    first: 'CREATE SCHEMA away',
    options: { schema: 'away' },
    synchronized: t({ k: { type: 'int' } }),
    model: t({ k: { type: 'bigint' } }, { schema: 'away' }),
    upgrade: ['ALTER TABLE "away"."t" ALTER COLUMN "k" TYPE bigint'],
  },
  SC09: {
    title: 'a table and a column that are left out neither come nor go',
    synchronized: () => [entity('t', { a: { type: 'int' } }), entity('gone', {})],
    model: () => [entity('t', { b: { type: 'int' } }), entity('come', {})],
    owns: ['*'],
    config: { exclude: { objects: ['come', 'gone', 't.a', 't.b'] } },
  },
  EN01: {
    title: 'a column of a new enum comes, and comes again after the way back',
    synchronized: t({}),
    model: users('a', 'b'),
    upgrade: [`CREATE TYPE "public"."mood" AS ENUM ('a', 'b')`, `ALTER TABLE ${T} ADD COLUMN "k" "public"."mood"`],
  },
  EN02: {
    title: 'a label comes at the end',
    synchronized: users('a'),
    model: users('a', 'b'),
    upgrade: [`ALTER TYPE "public"."mood" ADD VALUE 'b'`],
  },
  EN03: {
    title: 'a label comes between',
    synchronized: users('a', 'c'),
    model: users('a', 'b', 'c'),
    upgrade: [`ALTER TYPE "public"."mood" ADD VALUE 'b' BEFORE 'c'`],
  },
  EN04: {
    title: 'a label goes',
    synchronized: users('a', 'b'),
    model: users('a'),
    upgrade: [
      'ALTER TYPE "public"."mood" RENAME TO "mood_stillhead_old"',
      `CREATE TYPE "public"."mood" AS ENUM ('a')`,
      `ALTER TABLE ${T} ALTER COLUMN "k" TYPE "public"."mood" USING "k"::text::"public"."mood"`,
      'DROP TYPE "public"."mood_stillhead_old"',
    ],
  },
  EN05: {
    title: 'labels in another order',
    synchronized: users('a', 'b'),
    model: users('b', 'a'),
    upgrade: [
      'ALTER TYPE "public"."mood" RENAME TO "mood_stillhead_old"',
      `CREATE TYPE "public"."mood" AS ENUM ('b', 'a')`,
      `ALTER TABLE ${T} ALTER COLUMN "k" TYPE "public"."mood" USING "k"::text::"public"."mood"`,
      'DROP TYPE "public"."mood_stillhead_old"',
    ],
  },
  EN06: {
    title: 'an enum under another name',
    synchronized: users('a', 'b'),
    model: k({ ...MOOD, enumName: 'temper', enum: ['a', 'b'] }),
    upgrade: ['ALTER TYPE "public"."mood" RENAME TO "temper"'],
  },
  EN07: {
    title: 'two new tables of one enum',
    sql: 'CREATE TABLE other (id int)',
    model: () => [entity('x', { k: { ...MOOD, enum: ['a'] } }), entity('y', { k: { ...MOOD, enum: ['a'] } })],
    unmanaged: ['table other'],
    upgrade: [
      `CREATE TYPE "public"."mood" AS ENUM ('a')`,
      `CREATE TABLE "public"."x" (\n  "id" integer NOT NULL,\n  "k" "public"."mood",\n  CONSTRAINT "PK_8a2e231156899c458f9b5c95ecb" PRIMARY KEY ("id")\n)`,
      `CREATE TABLE "public"."y" (\n  "id" integer NOT NULL,\n  "k" "public"."mood",\n  CONSTRAINT "PK_e7df1e6d6ef614a5afe4498f50e" PRIMARY KEY ("id")\n)`,
    ],
  },
  EN08: {
    title: 'an enum goes with the table that had it, and comes back',
    synchronized: () => [entity('t', {}), entity('u', { k: { ...MOOD, enum: ['a'] } })],
    model: t({}),
    owns: ['*'],
    answers: { drops: ['u'] },
    upgrade: ['DROP TABLE "public"."u"', 'DROP TYPE "public"."mood"'],
  },
  OR05: {
    title: 'a column is retyped under a view of the model',
    synchronized: viewed('k', 'int'),
    model: viewed('k', 'bigint'),
    upgrade: [suspended('v'), 'ALTER TABLE "public"."t" ALTER COLUMN "k" TYPE bigint', RESUME],
  },
  OR06: {
    title: 'a column goes under a view that goes along',
    synchronized: viewed('k', 'int'),
    model: t({}),
    owns: ['*'],
    answers: { drops: ['t.k'] },
    upgrade: ['DROP VIEW "public"."v"', `ALTER TABLE ${T} DROP COLUMN "k"`],
  },
  OR07: {
    title: 'a column is retyped under a view that somebody made by hand',
    synchronized: k({ type: 'int', nullable: true }),
    sql: 'CREATE VIEW by_hand AS SELECT k + 1 AS next FROM t',
    model: k({ type: 'bigint', nullable: true }),
    unmanaged: ['view by_hand'],
    upgrade: [suspended('by_hand'), 'ALTER TABLE "public"."t" ALTER COLUMN "k" TYPE bigint', RESUME],
  },
  OR08: {
    title: 'a unique constraint is made anew while a foreign key needs it',
    sql: `CREATE TABLE p (id int CONSTRAINT "PK_p" PRIMARY KEY, a int NOT NULL, b int NOT NULL, CONSTRAINT uq UNIQUE (a));
      CREATE TABLE c (id int CONSTRAINT "PK_c" PRIMARY KEY, "parentId" int CONSTRAINT c_fk REFERENCES p (a))`,
    model: referenced('a', 'b'),
    owns: ['*'],
    upgrade: [
      'ALTER TABLE "public"."c" DROP CONSTRAINT "c_fk"',
      'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_9775e7a314d33e1beed9353b58e" FOREIGN KEY ("parentId") REFERENCES "public"."p" ("id")',
      'ALTER TABLE "public"."p" DROP CONSTRAINT "uq"',
      'ALTER TABLE "public"."p" ADD CONSTRAINT "uq" UNIQUE ("a", "b")',
    ],
  },
  OR09: {
    title: 'a required column without a default comes to a table, its fill an open step',
    synchronized: t({}),
    model: k({ type: 'int' }),
    upgrade: [
      `ALTER TABLE ${T} ADD COLUMN "k" integer`,
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM ${T}) THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill t.k (t has rows)', HINT = 'For example: UPDATE ${T} SET "k" = 0 WHERE "k" IS NULL';\n  END IF;\nEND\n$$`,
      `ALTER TABLE ${T} ALTER COLUMN "k" SET NOT NULL`,
    ],
  },
  OR10: {
    title: 'a column becomes required, its fill an open step',
    synchronized: k({ type: 'int', nullable: true }),
    model: k({ type: 'int' }),
    upgrade: [
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM ${T} WHERE "k" IS NULL) THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill t.k (t has rows without k)', HINT = 'For example: UPDATE ${T} SET "k" = 0 WHERE "k" IS NULL';\n  END IF;\nEND\n$$`,
      `ALTER TABLE ${T} ALTER COLUMN "k" SET NOT NULL`,
    ],
  },
};
