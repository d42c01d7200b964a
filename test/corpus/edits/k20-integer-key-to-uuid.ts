import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a key becomes a uuid, and the rows that point at it keep their links',
  before() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
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
      @Column('integer') n: number;
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
  rows: 'INSERT INTO p (n) VALUES (7), (8); INSERT INTO c (pid) VALUES (2), (1), (NULL)',
  probes: [{ before: 'SELECT c.id, p.n FROM c JOIN p ON p.id = c.pid ORDER BY c.id' }],
  upgrade: [
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    'ALTER TABLE "public"."p" ADD COLUMN "id_new" uuid NOT NULL DEFAULT uuid_generate_v4()',
    'ALTER TABLE "public"."c" ADD COLUMN "pid_new" uuid',
    'UPDATE "public"."c" AS child SET "pid_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."pid"',
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    'ALTER TABLE "public"."p" DROP COLUMN "id"',
    'ALTER TABLE "public"."c" DROP COLUMN "pid"',
    'ALTER TABLE "public"."p" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."c" RENAME COLUMN "pid_new" TO "pid"',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "PK_46cdf67f5a6c87734c3d35651d1" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
  ],
  downgrade: [
    'CREATE SEQUENCE "public"."p_id_seq" AS integer',
    `ALTER TABLE "public"."p" ADD COLUMN "id_new" integer NOT NULL DEFAULT nextval('"public"."p_id_seq"'::regclass)`,
    'ALTER SEQUENCE "public"."p_id_seq" OWNED BY "public"."p"."id_new"',
    'ALTER TABLE "public"."c" ADD COLUMN "pid_new" integer',
    'UPDATE "public"."c" AS child SET "pid_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."pid"',
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    'ALTER TABLE "public"."p" DROP COLUMN "id"',
    'ALTER TABLE "public"."c" DROP COLUMN "pid"',
    'ALTER TABLE "public"."p" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."c" RENAME COLUMN "pid_new" TO "pid"',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "PK_46cdf67f5a6c87734c3d35651d1" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
    `DO $$
BEGIN
  BEGIN
    DROP EXTENSION IF EXISTS "uuid-ossp";
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = 'extension "uuid-ossp" is kept: something stands on it, or it is another role''s';
  END;
END
$$`,
  ],
};
