import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a serial key, its sequence and the foreign key column that points at it become bigint together',
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
      @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
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
  probes: [{ before: 'SELECT c.id, p.id::text AS pid FROM c JOIN p ON p.id = c.pid ORDER BY c.id' }],
  works: { up: 'INSERT INTO p DEFAULT VALUES', back: 'INSERT INTO p DEFAULT VALUES' },
  upgrade: [
    'ALTER TABLE "public"."c" ALTER COLUMN "pid" TYPE bigint',
    'ALTER TABLE "public"."p" ALTER COLUMN "id" TYPE bigint',
    'ALTER SEQUENCE "public"."p_id_seq" AS bigint',
  ],
  downgrade: [
    'ALTER TABLE "public"."c" ALTER COLUMN "pid" TYPE integer',
    'ALTER TABLE "public"."p" ALTER COLUMN "id" TYPE integer',
    'ALTER SEQUENCE "public"."p_id_seq" AS integer',
  ],
};
