import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a foreign key becomes deferrable in place',
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

      @ManyToOne(() => Parent, { deferrable: 'INITIALLY DEFERRED' })
      @JoinColumn({ name: 'pid' })
      parent: Parent;
    }
    return [Parent, Child];
  },
  rows: 'INSERT INTO p DEFAULT VALUES; INSERT INTO p DEFAULT VALUES; INSERT INTO c (pid) VALUES (2), (1)',
  probes: [{ before: 'SELECT id, pid FROM c ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."c" ALTER CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" DEFERRABLE INITIALLY DEFERRED'],
  downgrade: ['ALTER TABLE "public"."c" ALTER CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" NOT DEFERRABLE'],
};
