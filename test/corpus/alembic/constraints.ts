/** Checks, primary keys and exclusion constraints as Alembic's autogenerate meets them. */
import { Check, Column, Entity, EntitySchema, Exclusion, PrimaryColumn } from 'typeorm';
import { entity, t, type Entities, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
const PK = 'CREATE TABLE t (id int CONSTRAINT "PK_t" PRIMARY KEY, a int, b text);';
const COLUMNS = { a: { type: 'int', nullable: true }, b: { type: 'text', nullable: true } } as const;

const checked = (...checks: readonly (readonly [name: string | null, expression: string])[]): Entities =>
  t(COLUMNS, { checks: checks.map(([name, expression]) => ({ ...(name === null ? {} : { name }), expression })) });

const keyed =
  (...keys: readonly string[]): Entities =>
  () => {
    class Keyed {
      a: number;
      b: number;
    }
    for (const column of ['a', 'b']) (keys.includes(column) ? PrimaryColumn : Column)('int')(Keyed.prototype, column);
    Entity('t')(Keyed);
    return [Keyed];
  };

const excluding =
  (...expressions: readonly string[]): Entities =>
  () => {
    class Booked {
      @PrimaryColumn() id: number;
      @Column({ type: 'tsrange' }) during: string;
      @Column({ type: 'text' }) room: string;
    }
    for (const expression of expressions) Exclusion('ex', expression)(Booked);
    Entity('t')(Booked);
    return [Booked];
  };

export const scenarios: Scenarios = {
  CK01: {
    title: 'a named check comes',
    synchronized: checked(),
    model: checked(['ck', 'a > 0']),
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "ck" CHECK (a > 0)`],
  },
  CK02: {
    title: 'a named check goes',
    synchronized: checked(['ck', 'a > 0']),
    model: checked(),
    owns: ['t.ck'],
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "ck"`],
  },
  CK03: {
    title: 'an unnamed check comes, and goes again by its derived name',
    synchronized: checked(),
    model: checked([null, 'a > 0']),
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "CHK_9e33dd8c4d92028d3498e4e512" CHECK (a > 0)`],
  },
  CK04: {
    title: 'an unnamed check whose twin got its name from PostgreSQL',
    sql: `${PK} ALTER TABLE t ADD CHECK (b <> '')`,
    model: checked([null, "b <> ''"]),
  },
  CK05: {
    title: 'another expression of an unnamed check',
    synchronized: checked([null, 'a > 0']),
    model: checked([null, 'a > 1']),
    owns: ['t.*'],
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "CHK_9e33dd8c4d92028d3498e4e512"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "CHK_f565e55fc72864560c5ce32163" CHECK (a > 1)`,
    ],
  },
  CK06: {
    title: 'several checks, one of which goes and one comes',
    synchronized: checked(['one', 'a > 0'], ['two', "b <> ''"], ['three', 'a < 100']),
    model: checked(['one', 'a > 0'], ['three', 'a < 100'], ['four', 'a <> 50']),
    owns: ['t.two'],
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "two"`, `ALTER TABLE ${T} ADD CONSTRAINT "four" CHECK (a <> 50)`],
  },
  CK07: {
    title: 'a new table with a check, once',
    synchronized: t({}),
    model: () => [entity('t', {}), entity('u', COLUMNS, { checks: [{ name: 'ck', expression: 'a > 0' }] })],
    upgrade: [
      `CREATE TABLE "public"."u" (\n  "id" integer NOT NULL,\n  "a" integer,\n  "b" text,\n  CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" PRIMARY KEY ("id"),\n  CONSTRAINT "ck" CHECK (a > 0)\n)`,
    ],
  },
  CK08: {
    title: 'a table goes with its check',
    synchronized: () => [entity('t', {}), entity('u', COLUMNS, { checks: [{ name: 'ck', expression: 'a > 0' }] })],
    model: t({}),
    owns: ['u'],
    answers: { drops: ['u'] },
    upgrade: ['DROP TABLE "public"."u"'],
  },
  CK09: {
    title: 'a check in another schema comes',
    first: 'CREATE SCHEMA other',
    synchronized: () => [entity('t', COLUMNS, { schema: 'other' })],
    model: () => [entity('t', COLUMNS, { schema: 'other', checks: [{ name: 'ck', expression: 'a > 0' }] })],
    upgrade: ['ALTER TABLE "other"."t" ADD CONSTRAINT "ck" CHECK (a > 0)'],
  },
  CK10: {
    title: 'a check in another schema goes',
    first: 'CREATE SCHEMA other',
    synchronized: () => [entity('t', COLUMNS, { schema: 'other', checks: [{ name: 'ck', expression: 'a > 0' }] })],
    model: () => [entity('t', COLUMNS, { schema: 'other' })],
    owns: ['other.*'],
    upgrade: ['ALTER TABLE "other"."t" DROP CONSTRAINT "ck"'],
  },
  CK11: {
    title: 'the same check under the name of a convention',
    synchronized: checked(['ck_t_positive', 'a > 0']),
  },
  CK12: {
    title: 'a hidden check neither comes nor goes',
    synchronized: checked(['gone', 'a > 0']),
    model: checked(['come', 'a > 1']),
    owns: ['t.*'],
    config: { exclude: { objects: ['t.gone', 't.come'] } },
  },
  CK13: {
    title: "a check over an enum of strings, and a boolean, are nobody else's",
    synchronized: t({ k: { type: 'simple-enum', enum: ['a', 'b'] }, f: { type: 'boolean' } }),
  },
  CK14: {
    title: 'a check that was made not valid',
    synchronized: checked(['ck', 'a > 0']),
    sql: 'ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 0) NOT VALID',
    warnings: [/^KEPT_AS_IS: check t\.ck .* NOT VALID/],
  },
  CK15: {
    title: 'checks in words that PostgreSQL respells',
    synchronized: checked(
      ['c1', "b IN ('x', 'y')"],
      ['c2', 'a BETWEEN 1 AND 10'],
      ['c3', "b ~ '^[a-z]+$' AND length(b) < 10"],
      ['c4', 'CASE WHEN a > 0 THEN b IS NOT NULL ELSE true END'],
      ['c5', "(a > 0) IS NOT FALSE OR b = 'it''s'"],
    ),
  },
  PK01: {
    title: 'a column joins the primary key',
    synchronized: keyed('a'),
    model: keyed('a', 'b'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "PK_cf3835db1f9330c2462d786311a" PRIMARY KEY ("a", "b")`,
    ],
  },
  PK02: {
    title: 'a column leaves the primary key',
    synchronized: keyed('a', 'b'),
    model: keyed('a'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "PK_cf3835db1f9330c2462d786311a"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36" PRIMARY KEY ("a")`,
    ],
  },
  PK03: {
    title: 'the primary key moves to another column',
    synchronized: keyed('a'),
    model: keyed('b'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "PK_02982fe25c4c887d3edbdf0e38d" PRIMARY KEY ("b")`,
    ],
  },
  PK04: {
    title: 'the primary key was dropped by hand',
    synchronized: keyed('a'),
    sql: 'ALTER TABLE t DROP CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36"',
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36" PRIMARY KEY ("a")`],
  },
  PK05: {
    title: 'a column of the primary key was nullable to the model all along',
    sql: 'CREATE TABLE t (a int PRIMARY KEY)',
    model: () => [new EntitySchema({ name: 't', columns: { a: { type: 'int', primary: true, nullable: true } } })],
  },
  PK06: {
    title: 'the primary key in another order of its columns',
    sql: 'CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT key PRIMARY KEY (b, a))',
    model: keyed('a', 'b'),
  },
  EX01: {
    title: 'an exclusion constraint comes',
    synchronized: excluding(),
    model: excluding('USING gist (during WITH &&)'),
    upgrade: [`ALTER TABLE ${T} ADD CONSTRAINT "ex" EXCLUDE USING gist (during WITH &&)`],
  },
  EX02: {
    title: 'an exclusion constraint goes',
    synchronized: excluding('USING gist (during WITH &&)'),
    model: excluding(),
    owns: ['t.ex'],
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "ex"`],
  },
  EX03: {
    title: 'an exclusion constraint with an operator class and a predicate',
    synchronized: excluding("USING gist (room gist_text_ops WITH =, during WITH &&) WHERE (room <> 'lobby')"),
  },
  EX04: {
    title: 'exclusion over expressions and names that want quotes, in a new table',
    sql: 'CREATE EXTENSION btree_gist; CREATE TABLE other (id int)',
    model: () => {
      @Entity('Rooms')
      @Exclusion('Ex 1', `USING gist ("Room" WITH =, lower("Room"||'x') WITH =, tsrange("From", "To", '[)') WITH &&)`)
      class Booked {
        @PrimaryColumn() id: number;
        @Column({ name: 'Room', type: 'text' }) room: string;
        @Column({ name: 'From', type: 'timestamp' }) from: Date;
        @Column({ name: 'To', type: 'timestamp' }) to: Date;
      }
      return [Booked];
    },
    unmanaged: ['table other'],
    upgrade: [
      `CREATE TABLE "public"."Rooms" (\n  "id" integer NOT NULL,\n  "Room" text NOT NULL,\n  "From" timestamp without time zone NOT NULL,\n  "To" timestamp without time zone NOT NULL,\n  CONSTRAINT "PK_f120a70aaf1cecbd6c1ac8f1c23" PRIMARY KEY ("id"),\n  CONSTRAINT "Ex 1" EXCLUDE USING gist ("Room" WITH =, lower("Room"||'x') WITH =, tsrange("From", "To", '[)') WITH &&)\n)`,
    ],
  },
  EX05: {
    title: 'checks and keys of a table, all at once',
    synchronized: () => {
      @Entity('t')
      @Check('ck', 'a > 0')
      class Thing {
        @PrimaryColumn() id: number;
        @Column() a: number;
      }
      return [Thing];
    },
    model: () => {
      @Entity('t')
      @Check('ck', 'a > 0')
      @Check('ck2', 'a < b')
      class Thing {
        @PrimaryColumn() id: number;
        @Column() a: number;
        @Column({ default: 0, unique: true }) b: number;
      }
      return [Thing];
    },
    upgrade: [
      `ALTER TABLE ${T} ADD COLUMN "b" integer NOT NULL DEFAULT 0`,
      `ALTER TABLE ${T} ADD CONSTRAINT "UQ_02982fe25c4c887d3edbdf0e38d" UNIQUE ("b")`,
      `ALTER TABLE ${T} ADD CONSTRAINT "ck2" CHECK (a < b)`,
    ],
  },
};
