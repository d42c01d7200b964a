import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a relation becomes required: only NOT NULL, behind an open step',
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
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('c')
    class Child {
      @PrimaryGeneratedColumn() id: number;

      @ManyToOne(() => Parent, { nullable: false })
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO p DEFAULT VALUES; INSERT INTO c (pid) VALUES (2), (1), (NULL)',
  probes: [{ before: 'SELECT id, pid FROM c WHERE id < 3 ORDER BY id' }],
  fills: { 'fill c.pid': 'DELETE FROM c WHERE pid IS NULL' },
  upgrade: [
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."c" WHERE "pid" IS NULL) THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: fill c.pid (c has rows without pid)', HINT = 'For example: UPDATE "public"."c" SET "pid" = (SELECT r."id" FROM "public"."p" AS r WHERE false /* instead: which row belongs to this one */) WHERE "pid" IS NULL';
  END IF;
END
$$`,
    'ALTER TABLE "public"."c" ALTER COLUMN "pid" SET NOT NULL',
  ],
  downgrade: ['ALTER TABLE "public"."c" ALTER COLUMN "pid" DROP NOT NULL'],
};
