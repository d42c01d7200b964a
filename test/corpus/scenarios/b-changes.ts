/** What changed in the model must be found; nothing else may be. */
import {
  Check,
  Column,
  Entity,
  Exclusion,
  ManyToOne,
  JoinColumn,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  ViewEntity,
  type RelationOptions,
} from 'typeorm';
import { entity, k, t, type Entities, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';
const ALTER = `ALTER TABLE ${T} ALTER COLUMN "k"`;

function checked(expression: string): Entities {
  return () => {
    @Entity('t')
    @Check('positive', expression)
    class Checked {
      @PrimaryColumn() id: number;
    }
    return [Checked];
  };
}

function unique(deferrable?: 'INITIALLY DEFERRED'): Entities {
  return () => {
    @Entity('t')
    @Unique('uq', ['id', 'k'], deferrable === undefined ? {} : { deferrable })
    class Once {
      @PrimaryColumn() id: number;
      @Column() k: number;
    }
    return [Once];
  };
}

function excluding(deferrable?: 'INITIALLY IMMEDIATE'): Entities {
  return () => {
    @Entity('t')
    @Exclusion('ex', 'USING gist (during WITH &&)', deferrable === undefined ? {} : { deferrable })
    class Booked {
      @PrimaryColumn() id: number;
      @Column({ type: 'tsrange' }) during: string;
    }
    return [Booked];
  };
}

type Relation = NonNullable<RelationOptions>;

function related(options: Relation): Entities {
  return () => {
    @Entity('p')
    class Parent {
      @PrimaryColumn() id: number;
    }
    @Entity('c')
    class Child {
      @PrimaryColumn() id: number;
      @ManyToOne(() => Parent, options) @JoinColumn({ name: 'p', foreignKeyConstraintName: 'fk' }) p: Parent;
    }
    return [Parent, Child];
  };
}

const foreignKey = (rest: string): readonly string[] => [
  'ALTER TABLE "public"."c" DROP CONSTRAINT "fk"',
  `ALTER TABLE "public"."c" ADD CONSTRAINT "fk" FOREIGN KEY ("p") REFERENCES "public"."p" ("id")${rest}`,
];

function identity(generation: 'ALWAYS' | 'BY DEFAULT' | null): Entities {
  return () => {
    @Entity('t')
    class Numbered {
      @(generation === null
        ? PrimaryGeneratedColumn()
        : PrimaryGeneratedColumn('identity', { generatedIdentity: generation }))
      id: number;
    }
    return [Numbered];
  };
}

function viewed(...expressions: readonly string[]): Entities {
  return () => {
    @Entity('t')
    class Base {
      @PrimaryColumn() id: number;
      @Column() k: number;
    }
    return [
      Base,
      ...expressions.map((expression, index) => {
        @ViewEntity({ name: `v${index}`, expression })
        class Seen {}
        return Seen;
      }),
    ];
  };
}

export const scenarios: Scenarios = {
  B01: {
    title: 'the expression of a named check',
    synchronized: checked('id > 0'),
    model: checked('id > 1'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "positive"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "positive" CHECK (id > 1)`,
    ],
  },
  B02: {
    title: 'the predicate of a named index',
    synchronized: t({ k: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['k'], where: 'k > 0' }] }),
    model: t({ k: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['k'], where: 'k > 1' }] }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("k") WHERE k > 1`],
  },
  B03: {
    title: 'the order of an index',
    synchronized: t({ a: { type: 'int' }, b: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['a', 'b'] }] }),
    model: t({ a: { type: 'int' }, b: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['b', 'a'] }] }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE INDEX "ix" ON ${T} ("b", "a")`],
  },
  B04: {
    title: 'the expression of an exclusion constraint, and none',
    synchronized: excluding(),
    model: () => {
      @Entity('t')
      @Exclusion('ex', 'USING gist (during WITH -|-)')
      class Booked {
        @PrimaryColumn() id: number;
        @Column({ type: 'tsrange' }) during: string;
      }
      return [Booked];
    },
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "ex"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "ex" EXCLUDE USING gist (during WITH -|-)`,
    ],
  },
  B05: {
    title: 'a foreign key becomes deferrable',
    synchronized: related({}),
    model: related({ deferrable: 'INITIALLY DEFERRED' }),
    upgrade: ['ALTER TABLE "public"."c" ALTER CONSTRAINT "fk" DEFERRABLE INITIALLY DEFERRED'],
  },
  B06: {
    title: 'a unique constraint becomes deferrable',
    synchronized: unique(),
    model: unique('INITIALLY DEFERRED'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "uq"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "uq" UNIQUE ("id", "k") DEFERRABLE INITIALLY DEFERRED`,
    ],
  },
  B07: {
    title: 'onDelete',
    synchronized: related({}),
    model: related({ onDelete: 'CASCADE' }),
    upgrade: foreignKey(' ON DELETE CASCADE'),
  },
  B08: {
    title: 'an exclusion constraint becomes deferrable',
    synchronized: excluding(),
    model: excluding('INITIALLY IMMEDIATE'),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "ex"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "ex" EXCLUDE USING gist (during WITH &&) DEFERRABLE`,
    ],
  },
  B09: {
    title: 'onUpdate goes',
    synchronized: related({ onUpdate: 'CASCADE' }),
    model: related({}),
    upgrade: foreignKey(''),
  },
  B10: {
    title: 'a foreign key points at another table',
    synchronized: () => [
      entity('p', {}),
      entity('q', {}),
      entity('c', { p: { type: 'int', foreignKey: { target: 'p', name: 'fk' } } }),
    ],
    model: () => [
      entity('p', {}),
      entity('q', {}),
      entity('c', { p: { type: 'int', foreignKey: { target: 'q', name: 'fk' } } }),
    ],
    upgrade: [
      'ALTER TABLE "public"."c" DROP CONSTRAINT "fk"',
      'ALTER TABLE "public"."c" ADD CONSTRAINT "fk" FOREIGN KEY ("p") REFERENCES "public"."q" ("id")',
    ],
  },
  B11: {
    title: 'an identity becomes ALWAYS',
    synchronized: identity('BY DEFAULT'),
    model: identity('ALWAYS'),
    upgrade: [`ALTER TABLE ${T} ALTER COLUMN "id" SET GENERATED ALWAYS`],
  },
  B13: {
    title: 'the scale of a numeric goes',
    synchronized: k({ type: 'numeric', precision: 10, scale: 2 }),
    model: k({ type: 'numeric', precision: 10 }),
    upgrade: [`${ALTER} TYPE numeric(10,0)`],
  },
  B14: {
    title: 'an entity goes, its table the history made',
    synchronized: () => [entity('t', {}), entity('u', {})],
    model: t({}),
    owns: ['u'],
    questions: [['--drop u', '--keep u']],
  },
  B15: {
    title: 'an entity goes, its table the history made, with an answer',
    synchronized: () => [entity('t', {}), entity('u', {})],
    model: t({}),
    owns: ['u'],
    answers: { drops: ['u'] },
    upgrade: ['DROP TABLE "public"."u"'],
  },
  B16: {
    title: 'a view goes that the history made',
    synchronized: viewed('SELECT id FROM t'),
    model: viewed(),
    owns: ['v*'],
    upgrade: ['DROP VIEW "public"."v0"'],
  },
  B17: {
    title: 'the name of a primary key',
    synchronized: () => [entity('t', {})],
    model: () => {
      @Entity('t')
      class Named {
        @PrimaryColumn({ primaryKeyConstraintName: 'pk_t' }) id: number;
      }
      return [Named];
    },
    upgrade: [`ALTER TABLE ${T} RENAME CONSTRAINT "PK_eb88175348bc656de27db7918a7" TO "pk_t"`],
  },
  B18: {
    title: 'a column joins the primary key',
    synchronized: k({ type: 'int' }),
    model: k({ type: 'int', primary: true }),
    upgrade: [
      `ALTER TABLE ${T} DROP CONSTRAINT "PK_eb88175348bc656de27db7918a7"`,
      `ALTER TABLE ${T} ADD CONSTRAINT "PK_b603a795fb3e6b6724d94ca9329" PRIMARY KEY ("id", "k")`,
    ],
  },
  B19: {
    title: 'a collation goes',
    synchronized: k({ type: 'text', collation: 'C' }),
    model: k({ type: 'text' }),
    upgrade: [`${ALTER} TYPE text`],
  },
  B20: {
    title: 'a collation comes to varchar(20)',
    synchronized: k({ type: 'varchar', length: 20 }),
    model: k({ type: 'varchar', length: 20, collation: 'C' }),
    upgrade: [`${ALTER} TYPE character varying(20) COLLATE "pg_catalog"."C"`],
  },
  B21: {
    title: 'the other extension for uuids',
    synchronized: k({ type: 'uuid', generated: 'uuid' }),
    model: k({ type: 'uuid', generated: 'uuid' }),
    modelOptions: { uuidExtension: 'pgcrypto' },
    upgrade: [`${ALTER} SET DEFAULT gen_random_uuid()`],
  },
  B22: {
    title: 'a comment',
    synchronized: k({ type: 'int', comment: 'one' }),
    model: k({ type: 'int', comment: 'two' }),
    upgrade: [`COMMENT ON COLUMN ${T}."k" IS 'two'`],
  },
  B24: {
    title: 'the text of a view',
    synchronized: viewed('SELECT id FROM t'),
    model: viewed('SELECT id FROM t WHERE id > 0'),
    upgrade: ['CREATE OR REPLACE VIEW "public"."v0" AS SELECT id FROM t WHERE id > 0'],
  },
  B25: {
    title: 'a default goes, comes, changes',
    synchronized: t({ a: { type: 'int', default: 1 }, b: { type: 'int' }, c: { type: 'jsonb', default: { a: 1 } } }),
    model: t({ a: { type: 'int' }, b: { type: 'int', default: 2 }, c: { type: 'jsonb', default: { a: 2 } } }),
    upgrade: [
      `ALTER TABLE ${T} ALTER COLUMN "a" DROP DEFAULT`,
      `ALTER TABLE ${T} ALTER COLUMN "b" SET DEFAULT 2`,
      `ALTER TABLE ${T} ALTER COLUMN "c" SET DEFAULT '{"a":2}'`,
    ],
  },
  B26: {
    title: 'a unique index in place of a plain one, another method',
    synchronized: t({ k: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['k'] }] }),
    model: t({ k: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['k'], unique: true }] }),
    upgrade: ['DROP INDEX "public"."ix"', `CREATE UNIQUE INDEX "ix" ON ${T} ("k")`],
  },
  B27: {
    title: 'the expression of a generated column',
    synchronized: t({ a: { type: 'int' }, k: { type: 'int', asExpression: 'a + 1', generatedType: 'STORED' } }),
    model: t({ a: { type: 'int' }, k: { type: 'int', asExpression: 'a + 2', generatedType: 'STORED' } }),
    since: 17,
    upgrade: [`${ALTER} SET EXPRESSION AS (a + 2)`],
  },
  B30: {
    title: 'an empty string in place of no default',
    synchronized: k({ type: 'varchar' }),
    model: k({ type: 'varchar', default: '' }),
    upgrade: [`${ALTER} SET DEFAULT ''`],
  },
};
