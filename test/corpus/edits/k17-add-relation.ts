import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a relation that may be empty: column and foreign key',
  before() {
    @Entity('p')
    class Parent {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('c')
    class Child {
      @PrimaryGeneratedColumn() id: number;
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

      @ManyToOne(() => Parent)
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO c DEFAULT VALUES',
  probes: [{ before: 'SELECT id FROM c' }],
  upgrade: [
    'ALTER TABLE "public"."c" ADD COLUMN "pid" integer',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
  ],
  downgrade: [
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    'ALTER TABLE "public"."c" DROP COLUMN "pid"',
  ],
};
