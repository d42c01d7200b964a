/** Columns as Alembic's autogenerate meets them: types, defaults, nullability, identity, generation, comments. */
import {
  Column,
  Entity,
  EntitySchema,
  Generated,
  PrimaryGeneratedColumn,
  type EntitySchemaColumnOptions,
} from 'typeorm';
import { k, t, type Entities, type Scenario, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
const ALTER = `ALTER TABLE ${T} ALTER COLUMN "k"`;
const PK = 'id int CONSTRAINT "PK_t" PRIMARY KEY';

/** A nullable column `k` that becomes another one. */
const changed = (
  title: string,
  from: EntitySchemaColumnOptions,
  to: EntitySchemaColumnOptions,
  upgrade: readonly string[] = [],
): Scenario => ({ title, synchronized: k({ nullable: true, ...from }), model: k({ nullable: true, ...to }), upgrade });

/** A column `k` that was made by hand, and what the model says of it. */
const byHand = (title: string, column: string, model: EntitySchemaColumnOptions): Scenario => ({
  title,
  sql: `CREATE TABLE t (${PK}, k ${column})`,
  model: k({ nullable: true, ...model }),
});

/** TypeORM takes it for any column; its types say so for a primary key only. */
const IDENTITY = 'identity' as string as 'increment';

/** A table with a key and an identity column beside it. */
const withIdentity: Entities = () => {
  @Entity('t')
  class Numbered {
    @Column({ type: 'int', primary: true }) id: number;
    @Column() @Generated(IDENTITY) n: number;
  }
  return [Numbered];
};

/** A default in the database, and the one that the model means by it. */
const defaults = (title: string, type: string, inDatabase: string, inModel: EntitySchemaColumnOptions): Scenario =>
  byHand(title, `${type} DEFAULT ${inDatabase}`, inModel);

const numbered =
  (kind: 'plain' | 'serial' | 'identity' | 'always'): Entities =>
  () => {
    class Numbered {
      id: number;
    }
    const column = {
      plain: Column({ type: 'int', primary: true }),
      serial: PrimaryGeneratedColumn(),
      identity: PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' }),
      always: PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }),
    }[kind];
    column(Numbered.prototype, 'id');
    Entity('t')(Numbered);
    return [Numbered];
  };

const renumbered = (
  title: string,
  from: Parameters<typeof numbered>[0],
  to: typeof from,
  upgrade: readonly string[] = [],
): Scenario => ({ title, synchronized: numbered(from), model: numbered(to), upgrade });

const AB = ['a', 'b'];

export const scenarios: Scenarios = {
  TY01: changed('varchar(50) becomes varchar(60)', { type: 'varchar', length: 50 }, { type: 'varchar', length: 60 }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE character varying(60)`,
  ]),
  TY02: changed('integer becomes bigint', { type: 'int' }, { type: 'bigint' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE bigint`,
  ]),
  TY03: changed('text becomes varchar', { type: 'text' }, { type: 'varchar' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE character varying`,
  ]),
  TY04: changed('timestamp becomes timestamptz', { type: 'timestamp' }, { type: 'timestamptz' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE timestamp with time zone USING "k" AT TIME ZONE 'UTC'`,
  ]),
  TY05: changed(
    'timestamp(3) becomes timestamp(6)',
    { type: 'timestamp', precision: 3 },
    { type: 'timestamp', precision: 6 },
    [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE timestamp(6) without time zone`],
  ),
  TY06: changed('timestamp becomes timestamp(3)', { type: 'timestamp' }, { type: 'timestamp', precision: 3 }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE timestamp(3) without time zone`,
  ]),
  TY07: changed('json becomes jsonb', { type: 'json' }, { type: 'jsonb' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE jsonb`,
  ]),
  TY08: changed('integer[] becomes bigint[]', { type: 'int', array: true }, { type: 'bigint', array: true }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE bigint[]`,
  ]),
  TY09: changed('real becomes double precision', { type: 'real' }, { type: 'float' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE double precision`,
  ]),
  TY10: changed('varchar(50) loses its length', { type: 'varchar', length: 50 }, { type: 'varchar' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE character varying`,
  ]),
  TY11: changed('varchar gets a length', { type: 'varchar' }, { type: 'varchar', length: 50 }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE character varying(50)`,
  ]),
  TY12: changed('numeric(10,2) loses both', { type: 'numeric', precision: 10, scale: 2 }, { type: 'numeric' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE numeric`,
  ]),
  TY13: changed(
    'numeric(10,2) becomes numeric(10)',
    { type: 'numeric', precision: 10, scale: 2 },
    { type: 'numeric', precision: 10 },
    [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE numeric(10,0)`],
  ),
  TY14: changed('xml becomes text', { type: 'xml' }, { type: 'text' }, [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE text`]),
  TY15: changed('text becomes integer, with a cast', { type: 'text' }, { type: 'int' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE integer USING "k"::integer`,
  ]),
  TY16: changed(
    'varchar becomes an enum, with a cast',
    { type: 'varchar' },
    { type: 'enum', enum: AB, enumName: 'mood' },
    [
      `CREATE TYPE "public"."mood" AS ENUM ('a', 'b')`,
      `ALTER TABLE ${T} ALTER COLUMN "k" TYPE "public"."mood" USING "k"::text::"public"."mood"`,
    ],
  ),
  TY17: changed('a collation comes', { type: 'text' }, { type: 'text', collation: 'C' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE text COLLATE "pg_catalog"."C"`,
  ]),
  TY18: changed('a date becomes a timestamp', { type: 'date' }, { type: 'timestamp' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" TYPE timestamp without time zone`,
  ]),
  TY19: changed(
    'boolean becomes smallint, which PostgreSQL casts by way of integer',
    { type: 'boolean' },
    { type: 'smallint' },
    [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE smallint USING "k"::integer::smallint`],
  ),
  TY20: changed(
    'a default that blocks the change of type',
    { type: 'varchar', default: '1' },
    { type: 'int', default: 2 },
    [
      `ALTER TABLE ${T}\n  ALTER COLUMN "k" DROP DEFAULT,\n  ALTER COLUMN "k" TYPE integer USING "k"::integer,\n  ALTER COLUMN "k" SET DEFAULT 2`,
    ],
  ),
  TY21: byHand('more dimensions of an array are no other type', 'text[][]', { type: 'text', array: true }),
  TY22: {
    ...byHand('fields of an interval, which no model can say', 'interval year to month', { type: 'interval' }),
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE interval`],
  },
  TY23: {
    ...byHand('a domain where the model says its base type', 'text', { type: 'text' }),
    sql: `CREATE DOMAIN note AS text; CREATE TABLE t (${PK}, k note)`,
    unmanaged: ['domain note'],
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE text`],
  },
  TY24: byHand('types under their other names', 'decimal(10,2)', { type: 'numeric', precision: 10, scale: 2 }),
  TY25: byHand('float(53) and double precision', 'float(53)', { type: 'double precision' }),
  TY26: byHand('char varying and varchar', 'char varying(7)', { type: 'varchar', length: 7 }),
  TY27: {
    ...byHand('a type that no model can say', 'pg_lsn', { type: 'text' }),
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE text`],
  },
  TY28: {
    title: "a type that no model can say is somebody else's column",
    synchronized: t({}),
    sql: 'ALTER TABLE t ADD lsn pg_lsn, ADD names name[]',
    unmanaged: ['column t.lsn', 'column t.names'],
  },
  TY29: changed('a wider type, its default the same', { type: 'int', default: 1 }, { type: 'bigint', default: 1 }, [
    `ALTER TABLE ${T}\n  ALTER COLUMN "k" DROP DEFAULT,\n  ALTER COLUMN "k" TYPE bigint,\n  ALTER COLUMN "k" SET DEFAULT '1'`,
  ]),
  TY30: changed(
    'more digits, the default the same',
    { type: 'numeric', precision: 8, scale: 2, default: 0 },
    { type: 'numeric', precision: 10, scale: 2, default: 0 },
    [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE numeric(10,2)`],
  ),
  TY31: changed(
    'a longer string, the default the same',
    { type: 'varchar', length: 10, default: 'x' },
    { type: 'varchar', length: 20, default: 'x' },
    [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE character varying(20)`],
  ),
  TY32: changed(
    'another type by a cast, the default the same',
    { type: 'varchar', default: '1' },
    { type: 'int', default: 1 },
    [
      `ALTER TABLE ${T}\n  ALTER COLUMN "k" DROP DEFAULT,\n  ALTER COLUMN "k" TYPE integer USING "k"::integer,\n  ALTER COLUMN "k" SET DEFAULT 1`,
    ],
  ),
  NN01: changed(
    'a column becomes required',
    { type: 'int', default: 0 },
    { type: 'int', default: 0, nullable: false },
    [`UPDATE ${T} SET "k" = 0 WHERE "k" IS NULL`, `ALTER TABLE ${T} ALTER COLUMN "k" SET NOT NULL`],
  ),
  NN02: changed('a column need not be filled any more', { type: 'int', nullable: false }, { type: 'int' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" DROP NOT NULL`,
  ]),
  NN03: {
    title: 'type, default, nullability and comment at once, with a row to be filled',
    synchronized: k({ type: 'int', nullable: true, default: 1, comment: 'one' }),
    sql: 'INSERT INTO t VALUES (1, NULL)',
    model: k({ type: 'bigint', default: 2, comment: 'two' }),
    upgrade: [
      `ALTER TABLE ${T}\n  ALTER COLUMN "k" DROP DEFAULT,\n  ALTER COLUMN "k" TYPE bigint USING coalesce("k"::bigint, '2'),\n  ALTER COLUMN "k" SET DEFAULT '2',\n  ALTER COLUMN "k" SET NOT NULL`,
      `COMMENT ON COLUMN ${T}."k" IS 'two'`,
    ],
  },
  DV01: defaults('a string', 'varchar', `'x'::character varying`, { type: 'varchar', default: 'x' }),
  DV02: defaults('now() and CURRENT_TIMESTAMP', 'timestamptz', 'CURRENT_TIMESTAMP', {
    type: 'timestamptz',
    default: () => 'now()',
  }),
  DV03: defaults('CURRENT_TIMESTAMP and now()', 'timestamptz', 'now()', {
    type: 'timestamptz',
    default: () => 'CURRENT_TIMESTAMP',
  }),
  DV04: defaults('a sum, and the same sum', 'int', '1+2', { type: 'int', default: () => '(1 + 2)' }),
  DV05: defaults('jsonb in another layout', 'jsonb', `'{"a":1,   "b":[1,2]}'`, {
    type: 'jsonb',
    default: { a: 1, b: [1, 2] },
  }),
  DV06: defaults('an array', 'int[]', `ARRAY[1,2]`, { type: 'int', array: true, default: () => `ARRAY[1, 2]` }),
  DV07: defaults('a uuid', 'uuid', `'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6'`, {
    type: 'uuid',
    default: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  }),
  DV08: defaults('a string with a quote', 'varchar', `'O''Brien'`, { type: 'varchar', default: "O'Brien" }),
  DV09: defaults('json, which has no equality', 'json', `'{"a" : 1}'`, {
    type: 'json',
    default: () => `'{"a" : 1}'::json`,
  }),
  DV10: defaults('DEFAULT NULL is none', 'int', 'NULL', { type: 'int' }),
  DV11: defaults('random() in another case', 'float', 'RANDOM()', { type: 'float', default: () => 'random()' }),
  DV12: {
    ...defaults('a sequence is not moved by looking', 'bigint', '0', {
      type: 'bigint',
      default: () => "nextval('sq')",
    }),
    sql: `CREATE SEQUENCE sq; CREATE TABLE t (${PK}, k bigint DEFAULT nextval('sq'::regclass))`,
    still: 'SELECT last_value, is_called FROM sq',
    unmanaged: ['sequence sq'],
  },
  DV13: {
    ...defaults('a sequence that is not there', 'bigint', '0', { type: 'bigint', default: () => "nextval('missing')" }),
    warnings: [/^EXPRESSION_REFUSED: .*missing/],
    upgrade: [`${ALTER} SET DEFAULT nextval('missing')`],
    refused: /missing/,
  },
  DV14: changed('a default comes', { type: 'int' }, { type: 'int', default: 5 }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" SET DEFAULT 5`,
  ]),
  DV15: changed('a default goes', { type: 'int', default: 5 }, { type: 'int' }, [
    `ALTER TABLE ${T} ALTER COLUMN "k" DROP DEFAULT`,
  ]),
  DV16: changed(
    'a string with a quote becomes another',
    { type: 'varchar', default: 'a' },
    { type: 'varchar', default: "O'Brien" },
    [`ALTER TABLE ${T} ALTER COLUMN "k" SET DEFAULT 'O''Brien'`],
  ),
  DV17: defaults('an interval', 'interval', `'14 days'`, { type: 'interval', default: '14 days' }),
  DV18: defaults('a string without anything in it', 'varchar', `''`, { type: 'varchar', default: '' }),
  DV19: defaults('a number in quotes', 'int', '5', { type: 'int', default: () => "'5'::integer" }),
  DV20: changed(
    'a number and another',
    { type: 'int', default: () => "'5'::integer" },
    { type: 'int', default: () => "'7'" },
    [`ALTER TABLE ${T} ALTER COLUMN "k" SET DEFAULT '7'`],
  ),
  DV21: defaults('floats', 'float', '5.2', { type: 'float', default: 5.2 }),
  DV22: defaults('floats as strings', 'float', `'5.2'`, { type: 'float', default: () => '5.2' }),
  DV23: defaults('numeric', 'numeric', '5.20', { type: 'numeric', default: () => '5.20' }),
  DV24: defaults('letters beyond ASCII', 'varchar', `'m’éil'`, { type: 'varchar', default: 'm’éil' }),
  DV25: defaults('one letter', 'char(1)', `'N'`, { type: 'char', length: 1, default: 'N' }),
  DV26: changed(
    'one letter and another',
    { type: 'char', length: 1, default: 'N' },
    { type: 'char', length: 1, default: 'Y' },
    [`ALTER TABLE ${T} ALTER COLUMN "k" SET DEFAULT 'Y'`],
  ),
  DV27: defaults('a function with a string in it', 'timestamptz', `timezone('utc', now())`, {
    type: 'timestamptz',
    default: () => `TIMEZONE('utc', CURRENT_TIMESTAMP)`,
  }),
  DV28: defaults('a boolean', 'boolean', 'TRUE', { type: 'boolean', default: true }),
  ID01: renumbered('a plain key becomes an identity', 'plain', 'identity', [
    `ALTER TABLE ${T} ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY`,
    `SELECT setval('"public"."t_id_seq"'::regclass, max("id")) FROM ${T} HAVING max("id") >= 1`,
  ]),
  ID02: renumbered('an identity becomes a plain key', 'identity', 'plain', [
    `ALTER TABLE ${T} ALTER COLUMN "id" DROP IDENTITY`,
  ]),
  ID03: renumbered('a serial becomes an identity', 'serial', 'identity', [
    `ALTER TABLE ${T} ALTER COLUMN "id" DROP DEFAULT`,
    'ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq_was"',
    `ALTER TABLE ${T} ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY`,
    `SELECT setval('"public"."t_id_seq"'::regclass, last_value, is_called) FROM "public"."t_id_seq_was"`,
    'DROP SEQUENCE "public"."t_id_seq_was"',
  ]),
  ID04: renumbered('an identity becomes a serial', 'identity', 'serial', [
    'CREATE SEQUENCE "public"."t_id_seq_was" AS integer',
    `SELECT setval('"public"."t_id_seq_was"'::regclass, last_value, is_called) FROM "public"."t_id_seq"`,
    `ALTER TABLE ${T} ALTER COLUMN "id" DROP IDENTITY`,
    'ALTER SEQUENCE "public"."t_id_seq_was" RENAME TO "t_id_seq"',
    `ALTER TABLE ${T} ALTER COLUMN "id" SET DEFAULT nextval('"public"."t_id_seq"'::regclass)`,
    `ALTER SEQUENCE "public"."t_id_seq" OWNED BY ${T}."id"`,
  ]),
  ID05: renumbered('ALWAYS becomes BY DEFAULT', 'always', 'identity', [
    `ALTER TABLE ${T} ALTER COLUMN "id" SET GENERATED BY DEFAULT`,
  ]),
  ID06: renumbered('a plain key becomes a serial', 'plain', 'serial', [
    'CREATE SEQUENCE "public"."t_id_seq" AS integer',
    `ALTER TABLE ${T} ALTER COLUMN "id" SET DEFAULT nextval('"public"."t_id_seq"'::regclass)`,
    `ALTER SEQUENCE "public"."t_id_seq" OWNED BY ${T}."id"`,
    `SELECT setval('"public"."t_id_seq"'::regclass, max("id")) FROM ${T} HAVING max("id") >= 1`,
  ]),
  ID07: renumbered('a serial becomes a plain key', 'serial', 'plain', [
    `ALTER TABLE ${T} ALTER COLUMN "id" DROP DEFAULT`,
    'DROP SEQUENCE "public"."t_id_seq"',
  ]),
  ID08: {
    title: 'options of an identity, which no model can say',
    sql: `CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 3 MAXVALUE 100 CYCLE) CONSTRAINT "PK_t" PRIMARY KEY)`,
    model: numbered('always'),
    warnings: [/^KEPT_AS_IS/],
  },
  ID09: {
    title: 'an identity column comes to a table',
    synchronized: t({}),
    model: withIdentity,
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "n" integer NOT NULL GENERATED BY DEFAULT AS IDENTITY`],
  },
  ID10: {
    title: 'an identity column goes',
    synchronized: withIdentity,
    model: t({}),
    owns: ['t.n'],
    answers: { drops: ['t.n'] },
    upgrade: [`ALTER TABLE ${T} DROP COLUMN "n"`],
  },
  ID11: {
    title: 'numbers of a sequence of their own are no serial',
    sql: `CREATE SEQUENCE numbers; CREATE TABLE t (id int CONSTRAINT "PK_t" PRIMARY KEY DEFAULT nextval('numbers'))`,
    model: () => [
      new EntitySchema({
        name: 't',
        columns: { id: { type: 'int', primary: true, default: () => "nextval('numbers')" } },
      }),
    ],
    unmanaged: ['sequence numbers'],
  },
  ID12: { title: 'a whole number without anything is no serial', synchronized: numbered('plain') },
  GC01: changed(
    'a plain column becomes a stored one',
    { type: 'int' },
    { type: 'int', asExpression: 'id * 2', generatedType: 'STORED' },
    [`ALTER TABLE ${T} DROP COLUMN "k"`, `ALTER TABLE ${T} ADD COLUMN "k" integer GENERATED ALWAYS AS (id * 2) STORED`],
  ),
  GC02: {
    title: 'a stored column becomes a plain one',
    synchronized: k({ type: 'int', nullable: true, asExpression: 'id * 2', generatedType: 'STORED' }),
    model: k({ type: 'int', nullable: true }),
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" DROP EXPRESSION`],
  },
  GC03: {
    title: 'a stored column comes',
    synchronized: t({}),
    model: k({ type: 'int', asExpression: 'id * 2', generatedType: 'STORED' }),
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "k" integer NOT NULL GENERATED ALWAYS AS (id * 2) STORED`],
  },
  GC04: {
    title: 'a stored column goes',
    synchronized: k({ type: 'int', asExpression: 'id * 2', generatedType: 'STORED' }),
    model: t({}),
    owns: ['t.k'],
    answers: { drops: ['t.k'] },
    upgrade: [`ALTER TABLE ${T} DROP COLUMN "k"`],
  },
  GC05: byHand('the same expression in other words', 'int GENERATED ALWAYS AS ("id"*(2)) STORED', {
    type: 'int',
    asExpression: 'id * 2',
    generatedType: 'STORED',
  }),
  CM01: changed('a comment comes', { type: 'int' }, { type: 'int', comment: 'the "k" of it\'s' }, [
    `COMMENT ON COLUMN ${T}."k" IS 'the "k" of it''s'`,
  ]),
  CM02: changed('a comment goes', { type: 'int', comment: 'one' }, { type: 'int' }, [
    `COMMENT ON COLUMN ${T}."k" IS NULL`,
  ]),
  CM03: changed('a comment changes', { type: 'int', comment: 'one' }, { type: 'int', comment: 'two' }, [
    `COMMENT ON COLUMN ${T}."k" IS 'two'`,
  ]),
  CM04: { title: 'a comment stays', synchronized: k({ type: 'int', comment: 'one' }) },
  CM05: {
    title: 'the comment of a table comes',
    synchronized: t({}),
    model: () => {
      @Entity({ name: 't', comment: 'it\'s a "table"' })
      class Thing {
        @Column({ type: 'int', primary: true }) id: number;
      }
      return [Thing];
    },
    upgrade: [`COMMENT ON TABLE ${T} IS 'it''s a "table"'`],
  },
  CM06: {
    title: 'the comment of a table goes, and one changes',
    sql: `CREATE TABLE t (${PK}); COMMENT ON TABLE t IS 'one'; CREATE TABLE u (id int CONSTRAINT "PK_u" PRIMARY KEY); COMMENT ON TABLE u IS 'one'`,
    model: () => {
      @Entity('t')
      class Thing {
        @Column({ type: 'int', primary: true }) id: number;
      }
      @Entity({ name: 'u', comment: 'two' })
      class Other {
        @Column({ type: 'int', primary: true }) id: number;
      }
      return [Thing, Other];
    },
    upgrade: [`COMMENT ON TABLE ${T} IS NULL`, `COMMENT ON TABLE "public"."u" IS 'two'`],
  },
  CM07: {
    title: 'columns with comments and expressions come, in their order',
    synchronized: t({}),
    model: t({
      b: { type: 'int', nullable: true, comment: 'second' },
      a: { type: 'int', default: () => '1 + 1' },
      c: { type: 'text', nullable: true },
    }),
    upgrade: [
      `ALTER TABLE ${T} ADD COLUMN "a" integer NOT NULL DEFAULT 1 + 1`,
      `ALTER TABLE ${T} ADD COLUMN "b" integer`,
      `COMMENT ON COLUMN ${T}."b" IS 'second'`,
      `ALTER TABLE ${T} ADD COLUMN "c" text`,
    ],
  },
};
