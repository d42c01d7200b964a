import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a key becomes a uuid beneath a self-reference, a key that is a relation, and what points at that',
  before() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
      @ManyToOne(() => Parent)
      @JoinColumn({ name: 'above' })
      above: Parent | null;
    }

    @Entity('c')
    class Child {
      @PrimaryColumn() id: number;
      @OneToOne(() => Parent, { onDelete: 'CASCADE' })
      @JoinColumn({ name: 'id' })
      parent: Parent;
    }

    @Entity('d')
    @Unique(['child', 'n'])
    class Grandchild {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
      @Index()
      @ManyToOne(() => Child, { nullable: false })
      @JoinColumn({ name: 'cid' })
      child: Child;
    }
    return [Parent, Child, Grandchild];
  },
  after() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn('uuid') id: string;
      @Column('integer') n: number;
      @ManyToOne(() => Parent)
      @JoinColumn({ name: 'above' })
      above: Parent | null;
    }

    @Entity('c')
    class Child {
      @PrimaryColumn() id: string;
      @OneToOne(() => Parent, { onDelete: 'CASCADE' })
      @JoinColumn({ name: 'id' })
      parent: Parent;
    }

    @Entity('d')
    @Unique(['child', 'n'])
    class Grandchild {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
      @Index()
      @ManyToOne(() => Child, { nullable: false })
      @JoinColumn({ name: 'cid' })
      child: Child;
    }
    return [Parent, Child, Grandchild];
  },
  rows: 'INSERT INTO p (n) VALUES (7); INSERT INTO p (n, above) VALUES (8, 1); INSERT INTO c VALUES (2); INSERT INTO d (n, cid) VALUES (1, 2)',
  probes: [
    {
      before:
        'SELECT d.n, p.n AS parent, a.n AS above FROM d JOIN c ON c.id = d.cid JOIN p ON p.id = c.id JOIN p a ON a.id = p.above',
    },
  ],
  upgrade: [
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    'ALTER TABLE "public"."p" ADD COLUMN "id_new" uuid NOT NULL DEFAULT uuid_generate_v4()',
    'ALTER TABLE "public"."c" ADD COLUMN "id_new" uuid',
    'ALTER TABLE "public"."p" ADD COLUMN "above_new" uuid',
    'ALTER TABLE "public"."d" ADD COLUMN "cid_new" uuid',
    'UPDATE "public"."c" AS child SET "id_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."id"',
    'ALTER TABLE "public"."c" ALTER COLUMN "id_new" SET NOT NULL',
    'UPDATE "public"."p" AS child SET "above_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."above"',
    'UPDATE "public"."d" AS child SET "cid_new" = parent."id_new" FROM "public"."c" AS parent WHERE parent."id" = child."cid"',
    'ALTER TABLE "public"."d" ALTER COLUMN "cid_new" SET NOT NULL',
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_b47b460bb8f7b8731673fa7b9cb"',
    'ALTER TABLE "public"."d" DROP CONSTRAINT "FK_cda290ce3d64950ab30a7c47553"',
    'ALTER TABLE "public"."p" DROP CONSTRAINT "FK_9433e055ff2d19c51b504856d6d"',
    'ALTER TABLE "public"."p" DROP COLUMN "id"',
    'ALTER TABLE "public"."c" DROP COLUMN "id"',
    'ALTER TABLE "public"."p" DROP COLUMN "above"',
    'ALTER TABLE "public"."d" DROP COLUMN "cid"',
    'ALTER TABLE "public"."p" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."c" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."p" RENAME COLUMN "above_new" TO "above"',
    'ALTER TABLE "public"."d" RENAME COLUMN "cid_new" TO "cid"',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "PK_b47b460bb8f7b8731673fa7b9cb" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "PK_46cdf67f5a6c87734c3d35651d1" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_b47b460bb8f7b8731673fa7b9cb" FOREIGN KEY ("id") REFERENCES "public"."p" ("id") ON DELETE CASCADE',
    'ALTER TABLE "public"."d" ADD CONSTRAINT "UQ_0767b2efa9394d227b45a6136b8" UNIQUE ("cid", "n")',
    'ALTER TABLE "public"."d" ADD CONSTRAINT "FK_cda290ce3d64950ab30a7c47553" FOREIGN KEY ("cid") REFERENCES "public"."c" ("id")',
    'CREATE INDEX "IDX_cda290ce3d64950ab30a7c4755" ON "public"."d" ("cid")',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "FK_9433e055ff2d19c51b504856d6d" FOREIGN KEY ("above") REFERENCES "public"."p" ("id")',
  ],
  downgrade: [
    'CREATE SEQUENCE "public"."p_id_seq" AS integer',
    `ALTER TABLE "public"."p" ADD COLUMN "id_new" integer NOT NULL DEFAULT nextval('"public"."p_id_seq"'::regclass)`,
    'ALTER SEQUENCE "public"."p_id_seq" OWNED BY "public"."p"."id_new"',
    'ALTER TABLE "public"."c" ADD COLUMN "id_new" integer',
    'ALTER TABLE "public"."p" ADD COLUMN "above_new" integer',
    'ALTER TABLE "public"."d" ADD COLUMN "cid_new" integer',
    'UPDATE "public"."c" AS child SET "id_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."id"',
    'ALTER TABLE "public"."c" ALTER COLUMN "id_new" SET NOT NULL',
    'UPDATE "public"."p" AS child SET "above_new" = parent."id_new" FROM "public"."p" AS parent WHERE parent."id" = child."above"',
    'UPDATE "public"."d" AS child SET "cid_new" = parent."id_new" FROM "public"."c" AS parent WHERE parent."id" = child."cid"',
    'ALTER TABLE "public"."d" ALTER COLUMN "cid_new" SET NOT NULL',
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_b47b460bb8f7b8731673fa7b9cb"',
    'ALTER TABLE "public"."d" DROP CONSTRAINT "FK_cda290ce3d64950ab30a7c47553"',
    'ALTER TABLE "public"."p" DROP CONSTRAINT "FK_9433e055ff2d19c51b504856d6d"',
    'ALTER TABLE "public"."p" DROP COLUMN "id"',
    'ALTER TABLE "public"."c" DROP COLUMN "id"',
    'ALTER TABLE "public"."p" DROP COLUMN "above"',
    'ALTER TABLE "public"."d" DROP COLUMN "cid"',
    'ALTER TABLE "public"."p" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."c" RENAME COLUMN "id_new" TO "id"',
    'ALTER TABLE "public"."p" RENAME COLUMN "above_new" TO "above"',
    'ALTER TABLE "public"."d" RENAME COLUMN "cid_new" TO "cid"',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "PK_b47b460bb8f7b8731673fa7b9cb" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "PK_46cdf67f5a6c87734c3d35651d1" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_b47b460bb8f7b8731673fa7b9cb" FOREIGN KEY ("id") REFERENCES "public"."p" ("id") ON DELETE CASCADE',
    'ALTER TABLE "public"."d" ADD CONSTRAINT "UQ_0767b2efa9394d227b45a6136b8" UNIQUE ("cid", "n")',
    'ALTER TABLE "public"."d" ADD CONSTRAINT "FK_cda290ce3d64950ab30a7c47553" FOREIGN KEY ("cid") REFERENCES "public"."c" ("id")',
    'CREATE INDEX "IDX_cda290ce3d64950ab30a7c4755" ON "public"."d" ("cid")',
    'ALTER TABLE "public"."p" ADD CONSTRAINT "FK_9433e055ff2d19c51b504856d6d" FOREIGN KEY ("above") REFERENCES "public"."p" ("id")',
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
