/** What was changed by hand in the database must be named: as an operation, as unmanaged, or as kept with a warning. */
import { entity, k, t, type Entities, type Scenarios } from '../../support/scenario';
import {
  Check,
  Column,
  Entity,
  ManyToOne,
  JoinColumn,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  ViewEntity,
} from 'typeorm';

const T = '"public"."t"';
const INDEXED = t({ k: { type: 'varchar' } }, { indices: [{ name: 'ix', columns: ['k'] }] });

const related: Entities = () => {
  @Entity('p')
  class Parent {
    @PrimaryColumn() id: number;
  }
  @Entity('c')
  class Child {
    @PrimaryColumn() id: number;
    @ManyToOne(() => Parent) @JoinColumn({ name: 'p', foreignKeyConstraintName: 'fk' }) p: Parent;
  }
  return [Parent, Child];
};

const checked: Entities = () => {
  @Entity('t')
  @Check('positive', 'id > 0')
  class Checked {
    @PrimaryColumn() id: number;
  }
  return [Checked];
};

const unique: Entities = () => {
  @Entity('t')
  @Unique('uq', ['k'])
  class Once {
    @PrimaryColumn() id: number;
    @Column() k: number;
  }
  return [Once];
};

const numbered: Entities = () => {
  @Entity('t')
  class Numbered {
    @PrimaryGeneratedColumn() id: number;
  }
  return [Numbered];
};

const viewed: Entities = () => {
  @Entity('t')
  class Base {
    @PrimaryColumn() id: number;
    @Column() k: number;
  }
  @ViewEntity({ name: 'v', expression: 'SELECT id FROM t' })
  class Seen {}
  return [Base, Seen];
};

export const scenarios: Scenarios = {
  D01: {
    title: 'another expression under the name of a check',
    synchronized: checked,
    sql: 'ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (id > -1)',
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "positive"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "positive" CHECK (id > 0)`,
    ],
  },
  D02: {
    title: 'an index made descending',
    synchronized: INDEXED,
    sql: 'DROP INDEX ix; CREATE INDEX ix ON t (k DESC)',
    warnings: [/^KEPT_AS_IS: index t\.ix .*k.* DESC/],
  },
  D03: {
    title: 'an index over an expression',
    synchronized: INDEXED,
    sql: 'CREATE INDEX low ON t (lower(k))',
    unmanaged: ['index t.low'],
  },
  D04: {
    title: 'an operator class',
    synchronized: INDEXED,
    sql: 'DROP INDEX ix; CREATE INDEX ix ON t (k text_pattern_ops)',
    warnings: [/^KEPT_AS_IS: index t\.ix .*text_pattern_ops/],
  },
  D05: {
    title: 'a foreign key made deferrable',
    synchronized: related,
    sql: 'ALTER TABLE c ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED',
    upgrade: ['ALTER TABLE "public"."c" ALTER CONSTRAINT "fk" NOT DEFERRABLE'],
  },
  D06: { title: 'a table', synchronized: t({}), sql: 'CREATE TABLE other (id int)', unmanaged: ['table other'] },
  D07: {
    title: 'a replaced view',
    synchronized: viewed,
    sql: 'CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE id > 5',
    upgrade: ['CREATE OR REPLACE VIEW "public"."v" AS SELECT id FROM t'],
  },
  D08: {
    title: 'a replaced generated column',
    synchronized: t({ a: { type: 'int' }, k: { type: 'int', asExpression: 'a + 1', generatedType: 'STORED' } }),
    sql: 'ALTER TABLE t DROP k, ADD k int NOT NULL GENERATED ALWAYS AS (a + 2) STORED',
    since: 17,
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" SET EXPRESSION AS (a + 1)`],
  },
  D09: {
    title: 'a unique constraint made deferrable',
    synchronized: unique,
    sql: 'ALTER TABLE t DROP CONSTRAINT uq, ADD CONSTRAINT uq UNIQUE (k) DEFERRABLE',
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "uq"`, `ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("k")`],
  },
  D10: {
    title: 'a serial column whose default was dropped',
    synchronized: numbered,
    sql: 'ALTER TABLE t ALTER id DROP DEFAULT',
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "id" SET DEFAULT nextval('"public"."t_id_seq"'::regclass)`],
  },
  D11: {
    title: 'a default, a comment, not null',
    synchronized: k({ type: 'int', default: 1, comment: 'one' }),
    sql: `ALTER TABLE t ALTER k SET DEFAULT 2, ALTER k DROP NOT NULL; COMMENT ON COLUMN t.k IS 'two'`,
    upgrade: [
      `UPDATE ${T} SET "k" = 1 WHERE "k" IS NULL`,
      `ALTER TABLE ${T}\n  ALTER COLUMN "k" SET DEFAULT 1,\n  ALTER COLUMN "k" SET NOT NULL`,
      `COMMENT ON COLUMN ${T}."k" IS 'one'`,
    ],
  },
  D12: {
    title: 'a domain in place of its base type',
    synchronized: k({ type: 'int' }),
    sql: 'CREATE DOMAIN small AS int CHECK (VALUE < 10); ALTER TABLE t ALTER k TYPE small',
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "k" TYPE integer USING "k"::text::integer`],
    unmanaged: ['domain small'],
  },
  D13: {
    title: 'a foreign key left NOT VALID',
    synchronized: related,
    sql: 'ALTER TABLE c DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) NOT VALID',
    warnings: [/^KEPT_AS_IS: foreign key c\.fk .*NOT VALID/],
  },
  D14: {
    title: 'a check left NOT VALID and NO INHERIT',
    synchronized: checked,
    sql: 'ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (id > 0) NO INHERIT NOT VALID',
    warnings: [/^KEPT_AS_IS: check t\.positive .*NO INHERIT.*NOT VALID/],
  },
  D15: {
    title: 'an index left invalid by a failed build',
    synchronized: INDEXED,
    sql: `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix'::regclass`,
    warnings: [/^KEPT_AS_IS: index t\.ix .*INVALID/],
  },
  D16: {
    title: 'options of a sequence',
    synchronized: numbered,
    sql: 'ALTER SEQUENCE t_id_seq INCREMENT 10 CYCLE',
    warnings: [/^KEPT_AS_IS: column t\.id .*INCREMENT 10.*CYCLE/],
  },
  D17: {
    title: 'a unique index in place of a unique constraint',
    synchronized: k({ type: 'int', unique: true }),
    sql: `DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE t DROP CONSTRAINT %I', conname) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'u'); END $$; CREATE UNIQUE INDEX once ON t (k)`,
    unmanaged: ['index t.once'],
    warnings: [/^KEPT_AS_IS: index t\.once .*unique index.*unique constraint/],
  },
  D18: {
    title: 'INCLUDE, NULLS NOT DISTINCT',
    synchronized: unique,
    sql: 'ALTER TABLE t DROP CONSTRAINT uq, ADD CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (k) INCLUDE (id)',
    since: 15,
    warnings: [/^KEPT_AS_IS: unique t\.uq .*INCLUDE.*NULLS NOT DISTINCT/],
  },
  D19: {
    title: 'an unlogged table with row level security',
    synchronized: t({}),
    sql: 'ALTER TABLE t SET UNLOGGED; ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    warnings: [/^KEPT_AS_IS: table t .*UNLOGGED.*ROW LEVEL SECURITY/],
  },
  D20: {
    title: 'MATCH FULL and SET NULL of some columns',
    synchronized: related,
    sql: 'ALTER TABLE c DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) MATCH FULL',
    warnings: [/^KEPT_AS_IS: foreign key c\.fk .*MATCH FULL/],
  },
  D21: {
    title: 'a trigger, a policy, a rule',
    synchronized: t({}),
    sql: `CREATE POLICY mine ON t USING (id > 0);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()`,
    unmanaged: ['function f()', 'policy t.mine', 'trigger t.touch'],
  },
  D22: {
    title: 'labels of an enum in another order, and one more',
    synchronized: k({ type: 'enum', enum: ['a', 'b'], enumName: 'e' }),
    sql: `ALTER TYPE e ADD VALUE 'c'`,
    upgrade: [
      'ALTER TYPE "public"."e" RENAME TO "e_stillhead_old"',
      `CREATE TYPE "public"."e" AS ENUM ('a', 'b')`,
      `ALTER TABLE ${T} ALTER COLUMN "k" TYPE "public"."e" USING "k"::text::"public"."e"`,
      'DROP TYPE "public"."e_stillhead_old"',
    ],
  },
  D23: {
    title: 'storage parameters are tuning, and no difference',
    synchronized: INDEXED,
    sql: 'ALTER TABLE t SET (fillfactor = 70); ALTER INDEX ix SET (fillfactor = 70)',
  },
  D24: {
    title: 'an index that no model could have without an operator class',
    synchronized: t({ k: { type: 'text' } }),
    sql: 'CREATE EXTENSION pg_trgm; CREATE INDEX ix ON t USING gin (k gin_trgm_ops)',
    model: () => {
      @Entity('t')
      class Searched {
        @PrimaryColumn() id: number;
        @Column('text') k: string;
      }
      return [Searched];
    },
    unmanaged: ['index t.ix'],
  },
  D25: {
    title: 'an empty materialized view',
    synchronized: () => {
      @Entity('t')
      class Base {
        @PrimaryColumn() id: number;
      }
      @ViewEntity({ name: 'm', materialized: true, expression: 'SELECT id FROM t' })
      class Seen {}
      return [Base, Seen];
    },
    sql: 'REFRESH MATERIALIZED VIEW m WITH NO DATA',
    warnings: [/^KEPT_AS_IS: materialized view m .*WITH NO DATA/],
  },
  D26: {
    title: 'a table that was moved behind a view of its name',
    synchronized: () => [entity('u', {})],
    sql: 'ALTER TABLE u RENAME TO u_data; CREATE VIEW u AS SELECT * FROM u_data',
    questions: [['--rename u_data:u', '--no-renames']],
  },
  D27: {
    title: 'a virtual column in place of a stored one',
    synchronized: t({ a: { type: 'int' }, k: { type: 'int', asExpression: 'a + 1', generatedType: 'STORED' } }),
    sql: 'ALTER TABLE t DROP k, ADD k int NOT NULL GENERATED ALWAYS AS (a + 1) VIRTUAL',
    since: 18,
    upgrade: [
      `ALTER TABLE ${T} DROP COLUMN "k"`,
      `ALTER TABLE ${T} ADD COLUMN "k" integer NOT NULL GENERATED ALWAYS AS (a + 1) STORED`,
    ],
  },
  D28: {
    title: 'constraints that are not enforced',
    synchronized: related,
    sql: 'ALTER TABLE c ALTER CONSTRAINT fk NOT ENFORCED',
    since: 18,
    warnings: [/^KEPT_AS_IS: foreign key c\.fk .*NOT VALID/],
  },
  D29: {
    title: 'a serial column whose sequence was made that of another table',
    synchronized: numbered,
    sql: 'ALTER SEQUENCE t_id_seq OWNED BY NONE',
    unmanaged: ['sequence t_id_seq'],
  },
  D30: {
    title: 'a primary key that was dropped, a column that was dropped',
    synchronized: t({ a: { type: 'int', nullable: true } }),
    sql: 'ALTER TABLE t DROP CONSTRAINT "PK_eb88175348bc656de27db7918a7", DROP a',
    upgrade: [
      `ALTER TABLE ${T} ADD COLUMN "a" integer`,
      `ALTER TABLE ${T} ADD CONSTRAINT "PK_eb88175348bc656de27db7918a7" PRIMARY KEY ("id")`,
    ],
  },
  D31: {
    title: 'columns of a unique constraint in another order',
    synchronized: () => {
      @Entity('t')
      @Unique('uq', ['a', 'b'])
      class Pair {
        @PrimaryColumn() id: number;
        @Column() a: number;
        @Column() b: number;
      }
      return [Pair];
    },
    sql: 'ALTER TABLE t DROP CONSTRAINT uq, ADD CONSTRAINT uq UNIQUE (b, a)',
    upgrade: [`ALTER TABLE ${T} DROP CONSTRAINT "uq"`, `ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("a", "b")`],
  },
  D32: {
    title: 'an invalid index is not kept when it is made anew',
    synchronized: INDEXED,
    sql: `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix'::regclass`,
    model: t({ k: { type: 'varchar' } }, { indices: [{ name: 'ix', columns: ['k'], unique: true }] }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE UNIQUE INDEX "ix" ON ${T} ("k")`],
    // Nobody wants an index back that nothing may use.
    notAsStart: [
      '- index public.ix: CREATE INDEX ix ON public.t USING btree (k), valid f, ready t, immediate t, clustered f, replica identity f, of a constraint f',
      '+ index public.ix: CREATE INDEX ix ON public.t USING btree (k), valid t, ready t, immediate t, clustered f, replica identity f, of a constraint f',
    ],
  },
};
