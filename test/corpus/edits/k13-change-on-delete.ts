import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'another action of a foreign key',
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

      @ManyToOne(() => Parent, { onDelete: 'CASCADE' })
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO p DEFAULT VALUES; INSERT INTO c (pid) VALUES (2), (1)',
  probes: [{ before: 'SELECT id, pid FROM c ORDER BY id' }],
  upgrade: [
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id") ON DELETE CASCADE',
  ],
  downgrade: [
    'ALTER TABLE "public"."c" DROP CONSTRAINT "FK_a140aa62f02164fd04d12e23f19"',
    'ALTER TABLE "public"."c" ADD CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "public"."p" ("id")',
  ],
};
