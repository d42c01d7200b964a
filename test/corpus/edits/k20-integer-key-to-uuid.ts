import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a key becomes a uuid, and the rows that point at it keep their links',
  before() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('c')
    class Child {
      @PrimaryGeneratedColumn() id: number;

      @ManyToOne(() => Parent)
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  after() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn('uuid') id: string;
    }

    @Entity('c')
    class Child {
      @PrimaryGeneratedColumn() id: number;

      @ManyToOne(() => Parent)
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO p DEFAULT VALUES; INSERT INTO c (pid) VALUES (2), (1)',
  probes: [{ before: 'SELECT c.id, c.pid IS NOT NULL AS linked FROM c JOIN p ON p.id = c.pid ORDER BY c.id' }],
  upgrade: [
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."c") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: say how c.pid is converted: PostgreSQL has no cast between the two types, and the next step only tries the text (c has rows)';
  END IF;
END
$$`,
    'ALTER TABLE "public"."c" ALTER COLUMN "pid" TYPE uuid USING "pid"::text::uuid',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."p") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: say how p.id is converted: PostgreSQL has no cast between the two types, and the next step only tries the text (p has rows)';
  END IF;
END
$$`,
    `ALTER TABLE "public"."p"
  ALTER COLUMN "id" DROP DEFAULT,
  ALTER COLUMN "id" TYPE uuid USING "id"::text::uuid,
  ALTER COLUMN "id" SET DEFAULT uuid_generate_v4()`,
    'DROP SEQUENCE "public"."p_id_seq"',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
  ],
  downgrade: [
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."c") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: say how c.pid is converted: PostgreSQL has no cast between the two types, and the next step only tries the text (c has rows)';
  END IF;
END
$$`,
    'ALTER TABLE "public"."c" ALTER COLUMN "pid" TYPE integer USING "pid"::text::integer',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."p") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: say how p.id is converted: PostgreSQL has no cast between the two types, and the next step only tries the text (p has rows)';
  END IF;
END
$$`,
    'CREATE SEQUENCE "public"."p_id_seq" AS integer',
    `ALTER TABLE "public"."p"
  ALTER COLUMN "id" DROP DEFAULT,
  ALTER COLUMN "id" TYPE integer USING "id"::text::integer,
  ALTER COLUMN "id" SET DEFAULT nextval('"public"."p_id_seq"'::regclass)`,
    'ALTER SEQUENCE "public"."p_id_seq" OWNED BY "public"."p"."id"',
    `SELECT setval('"public"."p_id_seq"'::regclass, max("id")) FROM "public"."p" HAVING max("id") >= 1`,
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
    'DROP EXTENSION "uuid-ossp"',
  ],
};
