/** Where the values of a column come from, as Alembic's autogenerate meets it: defaults, identity, generation; and comments. */
import {
  Column,
  Entity,
  EntitySchema,
  Generated,
  PrimaryGeneratedColumn,
  type EntitySchemaColumnOptions,
} from 'typeorm';
import { byHand, changed, PK } from '../../support/alembic-columns';
import { k, t, type Entities, type Scenario, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';

/** A default in the database, and the one that the model means by it. */
const defaults = (title: string, type: string, inDatabase: string, inModel: EntitySchemaColumnOptions): Scenario =>
  byHand(title, `${type} DEFAULT ${inDatabase}`, inModel);

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

export const scenarios: Scenarios = {
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
    refused: /^PostgreSQL refuses column t.k: relation "missing" does not exist/,
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
    title: 'columns with comments and expressions come, as they are declared',
    synchronized: t({}),
    model: t({
      b: { type: 'int', nullable: true, comment: 'second' },
      a: { type: 'int', default: () => '1 + 1' },
      c: { type: 'text', nullable: true },
    }),
    upgrade: [
      `ALTER TABLE ${T} ADD COLUMN "b" integer`,
      `COMMENT ON COLUMN ${T}."b" IS 'second'`,
      `ALTER TABLE ${T} ADD COLUMN "a" integer NOT NULL DEFAULT 1 + 1`,
      `ALTER TABLE ${T} ADD COLUMN "c" text`,
    ],
  },
};
