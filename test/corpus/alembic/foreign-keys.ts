/** Foreign keys as Alembic's autogenerate meets them: added, removed, every change of an option, and the orders in which it fails. */
import { ForeignKey, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { EntitySchemaColumnOptions } from 'typeorm';
import { entity, t, type Entities, type Scenario, type Scenarios } from '../../support/scenario';

type KeyOptions = Omit<Exclude<EntitySchemaColumnOptions['foreignKey'], undefined>, 'target'>;

/** A parent and a child; `null`: no key between them. */
const keyed =
  (options: KeyOptions | null): Entities =>
  () => [
    entity('parent', {}),
    entity('child', {
      parent: {
        type: 'int',
        nullable: true,
        ...(options === null ? {} : { foreignKey: { target: 'parent', ...options } }),
      },
    }),
  ];

const named = (options: KeyOptions): Entities => keyed({ name: 'fk', ...options });

const DROP = 'ALTER TABLE "public"."child" DROP CONSTRAINT "fk"';
const ADD =
  'ALTER TABLE "public"."child" ADD CONSTRAINT "fk" FOREIGN KEY ("parent") REFERENCES "public"."parent" ("id")';
const ALTER = 'ALTER TABLE "public"."child" ALTER CONSTRAINT "fk"';

const changed = (title: string, from: KeyOptions, to: KeyOptions, upgrade: readonly string[]): Scenario => ({
  title,
  synchronized: named(from),
  model: named(to),
  upgrade,
});
const anew = (rest: string): readonly string[] => [DROP, `${ADD}${rest}`];
const unchanged = (title: string, options: KeyOptions): Scenario => ({ title, synchronized: named(options) });

const DEFERRED = { deferrable: 'INITIALLY DEFERRED' } as const;
const IMMEDIATE = { deferrable: 'INITIALLY IMMEDIATE' } as const;

/** Two columns that point at two columns of another table. */
const composite =
  (hasKey: boolean): Entities =>
  () => {
    @Entity('parent')
    @Unique('uq', ['a', 'b'])
    class Parent {
      @PrimaryColumn() id: number;
      @Column() a: number;
      @Column() b: number;
    }
    class Child {
      @PrimaryColumn() id: number;
      @Column() x: number;
      @Column() y: number;
    }
    if (hasKey) ForeignKey(() => Parent, ['x', 'y'], ['a', 'b'], { name: 'fk' })(Child);
    Entity('child')(Child);
    return [Parent, Child];
  };

/** Each of two tables points at the other. */
const mutual: Entities = () => [
  entity('x', { y: { type: 'int', nullable: true, foreignKey: { target: 'y' } } }),
  entity('y', { x: { type: 'int', nullable: true, foreignKey: { target: 'x' } } }),
];

/** a points at b, b at c. */
const chain: Entities = () => [
  entity('t', {}),
  entity('a', { b: { type: 'int', foreignKey: { target: 'b' } } }),
  entity('b', { c: { type: 'int', foreignKey: { target: 'c' } } }),
  entity('c', {}),
];

export const scenarios: Scenarios = {
  FK01: { title: 'a foreign key comes', synchronized: keyed(null), model: named({}), upgrade: [ADD] },
  FK02: {
    title: 'a foreign key goes',
    synchronized: named({}),
    model: keyed(null),
    owns: ['child.fk'],
    upgrade: [DROP],
  },
  FK03: {
    title: 'an unnamed foreign key comes, and goes again by its derived name',
    synchronized: keyed(null),
    model: keyed({}),
    upgrade: [
      'ALTER TABLE "public"."child" ADD CONSTRAINT "FK_00d4239dcc97630a2f68cb0f8a1" FOREIGN KEY ("parent") REFERENCES "public"."parent" ("id")',
    ],
  },
  FK04: {
    title: 'a foreign key over two columns comes',
    synchronized: composite(false),
    model: composite(true),
    upgrade: [
      'ALTER TABLE "public"."child" ADD CONSTRAINT "fk" FOREIGN KEY ("x", "y") REFERENCES "public"."parent" ("a", "b")',
    ],
  },
  FK05: {
    title: 'a foreign key over two columns goes',
    synchronized: composite(true),
    model: composite(false),
    owns: ['child.fk'],
    upgrade: ['ALTER TABLE "public"."child" DROP CONSTRAINT "fk"'],
  },
  FK06: { title: 'a foreign key over two columns is unchanged', synchronized: composite(true) },
  FK07: {
    title: 'foreign keys whose names differ by their case only',
    synchronized: named({ name: 'SomeKey' }),
    model: named({ name: 'somekey' }),
    upgrade: ['ALTER TABLE "public"."child" RENAME CONSTRAINT "SomeKey" TO "somekey"'],
  },
  FK08: changed('ON DELETE comes', {}, { onDelete: 'CASCADE' }, anew(' ON DELETE CASCADE')),
  FK09: changed('ON DELETE goes', { onDelete: 'CASCADE' }, {}, anew('')),
  FK10: changed('ON UPDATE comes', {}, { onUpdate: 'CASCADE' }, anew(' ON UPDATE CASCADE')),
  FK11: changed('ON UPDATE goes', { onUpdate: 'CASCADE' }, {}, anew('')),
  FK12: unchanged('ON DELETE SET NULL stays', { onDelete: 'SET NULL' }),
  FK13: unchanged('ON UPDATE SET NULL stays', { onUpdate: 'SET NULL' }),
  FK14: unchanged('RESTRICT stays', { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' }),
  FK15: unchanged('NO ACTION is what is meant without a word', { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' }),
  FK16: changed(
    'ON DELETE RESTRICT becomes CASCADE',
    { onDelete: 'RESTRICT' },
    { onDelete: 'CASCADE' },
    anew(' ON DELETE CASCADE'),
  ),
  FK17: changed(
    'ON UPDATE RESTRICT becomes CASCADE',
    { onUpdate: 'RESTRICT' },
    { onUpdate: 'CASCADE' },
    anew(' ON UPDATE CASCADE'),
  ),
  FK18: changed(
    'ON DELETE and ON UPDATE change together',
    { onDelete: 'CASCADE', onUpdate: 'SET NULL' },
    { onDelete: 'SET NULL', onUpdate: 'CASCADE' },
    anew(' ON DELETE SET NULL ON UPDATE CASCADE'),
  ),
  FK19: changed('INITIALLY DEFERRED comes', {}, DEFERRED, [`${ALTER} DEFERRABLE INITIALLY DEFERRED`]),
  FK20: changed('INITIALLY DEFERRED goes', DEFERRED, {}, [`${ALTER} NOT DEFERRABLE`]),
  FK21: changed('DEFERRABLE INITIALLY IMMEDIATE comes', {}, IMMEDIATE, [`${ALTER} DEFERRABLE INITIALLY IMMEDIATE`]),
  FK22: changed('DEFERRABLE INITIALLY IMMEDIATE goes', IMMEDIATE, {}, [`${ALTER} NOT DEFERRABLE`]),
  FK23: unchanged('DEFERRABLE INITIALLY DEFERRED stays', DEFERRED),
  FK24: unchanged('DEFERRABLE INITIALLY IMMEDIATE stays', IMMEDIATE),
  FK25: changed('deferred becomes immediate', DEFERRED, IMMEDIATE, [`${ALTER} DEFERRABLE INITIALLY IMMEDIATE`]),
  FK26: {
    title: 'the key points at a table that is not compared',
    synchronized: named({}),
    model: named({}),
    config: { exclude: { objects: ['parent'] } },
  },
  FK27: {
    title: 'a key that points at a table that is not compared comes',
    synchronized: keyed(null),
    model: named({}),
    config: { exclude: { objects: ['parent'] } },
    upgrade: [ADD],
  },
  FK28: {
    title: 'a key that is hidden neither comes nor goes nor changes',
    synchronized: named({}),
    model: named({ onDelete: 'CASCADE' }),
    config: { exclude: { objects: ['child.fk'] } },
  },
  FK29: {
    title: 'a hidden key is not made',
    synchronized: keyed(null),
    model: named({}),
    config: { exclude: { objects: ['child.fk'] } },
  },
  OR01: {
    title: 'two new tables that point at each other',
    sql: 'CREATE TABLE other (id int)',
    model: mutual,
    unmanaged: ['table other'],
    upgrade: [
      `CREATE TABLE "public"."x" (\n  "id" integer NOT NULL,\n  "y" integer,\n  CONSTRAINT "PK_8a2e231156899c458f9b5c95ecb" PRIMARY KEY ("id")\n)`,
      `CREATE TABLE "public"."y" (\n  "id" integer NOT NULL,\n  "x" integer,\n  CONSTRAINT "PK_e7df1e6d6ef614a5afe4498f50e" PRIMARY KEY ("id")\n)`,
      'ALTER TABLE "public"."x" ADD CONSTRAINT "FK_dab5c242aa6555b4ff1d6cd81f1" FOREIGN KEY ("y") REFERENCES "public"."y" ("id")',
      'ALTER TABLE "public"."y" ADD CONSTRAINT "FK_8e1ab357353e4f83d8df13ce631" FOREIGN KEY ("x") REFERENCES "public"."x" ("id")',
    ],
  },
  OR02: {
    title: 'three tables go, each pointing at the next',
    synchronized: chain,
    model: t({}),
    owns: ['*'],
    answers: { drops: ['a', 'b', 'c'] },
    upgrade: ['DROP TABLE "public"."a"', 'DROP TABLE "public"."b"', 'DROP TABLE "public"."c"'],
  },
  OR03: {
    title: 'a parent goes whose child stays and loses its key',
    synchronized: named({}),
    model: () => [entity('child', { parent: { type: 'int', nullable: true } })],
    owns: ['*'],
    answers: { drops: ['parent'] },
    upgrade: ['ALTER TABLE "public"."child" DROP CONSTRAINT "fk"', 'DROP TABLE "public"."parent"'],
  },
  OR04: {
    title: 'tables that point at each other go',
    synchronized: () => [...mutual(), entity('t', {})],
    model: t({}),
    owns: ['*'],
    answers: { drops: ['x', 'y'] },
    upgrade: [
      'ALTER TABLE "public"."x" DROP CONSTRAINT "FK_dab5c242aa6555b4ff1d6cd81f1"',
      'ALTER TABLE "public"."y" DROP CONSTRAINT "FK_8e1ab357353e4f83d8df13ce631"',
      'DROP TABLE "public"."x"',
      'DROP TABLE "public"."y"',
    ],
  },
};
