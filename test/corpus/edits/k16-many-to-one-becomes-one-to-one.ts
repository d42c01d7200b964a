import { Entity, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'only the unique constraint comes; the foreign key stays',
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

      @OneToOne(() => Parent)
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO p DEFAULT VALUES; INSERT INTO c (pid) VALUES (2), (1)',
  probes: [{ before: 'SELECT id, pid FROM c ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."c" ADD CONSTRAINT "REL_a140aa62f02164fd04d12e23f1" UNIQUE ("pid")'],
  downgrade: ['ALTER TABLE "public"."c" DROP CONSTRAINT "REL_a140aa62f02164fd04d12e23f1"'],
};
