import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an array of an enum: a label is added, and the way back casts the array',
  before() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b'], array: true, default: ['a'] }) st: string;
    }
    return [Order];
  },
  after() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b', 'c'], array: true, default: ['a'] }) st: string;
    }
    return [Order];
  },
  rows: `INSERT INTO o (st) VALUES ('{b,a}'), (DEFAULT)`,
  probes: [{ before: 'SELECT id, st::text FROM o ORDER BY id' }],
  works: {
    up: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
    back: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
  },
  upgrade: [`ALTER TYPE "public"."o_st_enum" ADD VALUE 'c'`],
  downgrade: [
    'ALTER TYPE "public"."o_st_enum" RENAME TO "o_st_enum_stillhead_old"',
    `CREATE TYPE "public"."o_st_enum" AS ENUM ('a', 'b')`,
    `ALTER TABLE "public"."o" ALTER COLUMN "st" DROP DEFAULT, ALTER COLUMN "st" TYPE "public"."o_st_enum"[] USING "st"::text[]::"public"."o_st_enum"[], ALTER COLUMN "st" SET DEFAULT '{a}'`,
    'DROP TYPE "public"."o_st_enum_stillhead_old"',
  ],
};
