import { Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a junction table with its keys and indexes',
  before() {
    @Entity('a')
    class A {
      @PrimaryGeneratedColumn() id: number;
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
  rows: 'INSERT INTO a DEFAULT VALUES; INSERT INTO b DEFAULT VALUES',
  probes: [{ before: 'SELECT id FROM a' }],
  upgrade: [
    `CREATE TABLE "public"."a_bs" (
  "aId" integer NOT NULL,
  "bId" integer NOT NULL,
  CONSTRAINT "PK_6e4e0224d5c6315051fd5dac083" PRIMARY KEY ("aId", "bId")
)`,
    'CREATE INDEX "IDX_144893768058d65ee470ae544b" ON "public"."a_bs" ("aId")',
    'CREATE INDEX "IDX_aebc01becadd24065cc81d2a65" ON "public"."a_bs" ("bId")',
    'ALTER TABLE "public"."a_bs" ADD CONSTRAINT "FK_144893768058d65ee470ae544ba" FOREIGN KEY ("aId") REFERENCES "public"."a" ("id") ON DELETE CASCADE ON UPDATE CASCADE',
    'ALTER TABLE "public"."a_bs" ADD CONSTRAINT "FK_aebc01becadd24065cc81d2a65c" FOREIGN KEY ("bId") REFERENCES "public"."b" ("id") ON DELETE CASCADE ON UPDATE CASCADE',
  ],
  downgrade: ['DROP TABLE "public"."a_bs"'],
};
