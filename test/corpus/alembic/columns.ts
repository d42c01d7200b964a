/** Columns as Alembic's autogenerate meets them: their types, and whether they may be empty. */
import { byHand, changed, PK } from '../../support/alembic-columns';
import { k, t, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
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
};
