import {
  Column,
  Entity,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a junction becomes an entity with a key of its own; the links stay',
  before() {
    @Entity('a')
    class A {
      @PrimaryGeneratedColumn() id: number;
      @ManyToMany(() => B)
      @JoinTable({ name: 'a_bs', joinColumn: { name: 'aId' }, inverseJoinColumn: { name: 'bId' } })
      bs: B[];
    }

    @Entity('b')
    class B {
      @PrimaryGeneratedColumn() id: number;
    }
    return [A, B];
  },
  after() {
    @Entity('a')
    class A {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('b')
    class B {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('a_bs')
    @Unique('uq_ab', ['aId', 'bId'])
    class Link {
      @PrimaryGeneratedColumn() id: number;

      @Index()
      @Column()
      aId: number;
      @Index()
      @Column()
      bId: number;
      @Column({ type: 'text', nullable: true }) note: string;
      @ManyToOne(() => A, { onDelete: 'CASCADE', onUpdate: 'CASCADE' })
      @JoinColumn({ name: 'aId' })
      a: A;
      @ManyToOne(() => B, { onDelete: 'CASCADE', onUpdate: 'CASCADE' })
      @JoinColumn({ name: 'bId' })
      b: B;
    }
    return [A, B, Link];
  },
  rows: 'INSERT INTO a DEFAULT VALUES; INSERT INTO b DEFAULT VALUES; INSERT INTO a_bs VALUES (1, 1)',
  probes: [{ before: 'SELECT "aId", "bId" FROM a_bs' }],
  upgrade: [
    'ALTER TABLE "public"."a_bs" DROP CONSTRAINT "PK_6e4e0224d5c6315051fd5dac083"',
    'ALTER TABLE "public"."a_bs" ADD COLUMN "id" serial NOT NULL',
    'ALTER TABLE "public"."a_bs" ADD COLUMN "note" text',
    'ALTER TABLE "public"."a_bs" ADD CONSTRAINT "PK_e42e56dc44d44b0f18776e57fcd" PRIMARY KEY ("id")',
    'ALTER TABLE "public"."a_bs" ADD CONSTRAINT "uq_ab" UNIQUE ("aId", "bId")',
  ],
  downgrade: [
    'ALTER TABLE "public"."a_bs" DROP CONSTRAINT "PK_e42e56dc44d44b0f18776e57fcd"',
    'ALTER TABLE "public"."a_bs" DROP CONSTRAINT "uq_ab"',
    'ALTER TABLE "public"."a_bs" ADD CONSTRAINT "PK_6e4e0224d5c6315051fd5dac083" PRIMARY KEY ("aId", "bId")',
    'ALTER TABLE "public"."a_bs" DROP COLUMN "id"',
    'ALTER TABLE "public"."a_bs" DROP COLUMN "note"',
  ],
};
