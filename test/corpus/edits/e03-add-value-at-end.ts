import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a label at the end; the way back keeps the column and refuses while a row holds it',
  before() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['new', 'paid'], default: 'new' }) st: string;
    }
    return [Order];
  },
  after() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['new', 'paid', 'void'], default: 'new' }) st: string;
    }
    return [Order];
  },
  rows: `INSERT INTO o (st) VALUES ('paid'), ('new')`,
  probes: [{ before: 'SELECT id, st::text FROM o ORDER BY id' }, { before: `SELECT id FROM o WHERE st = 'paid'` }],
  works: {
    up: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
    back: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
  },
  refusesBack: { rows: `UPDATE o SET st = 'void' WHERE id = 1`, message: /void/ },
  upgrade: [`ALTER TYPE "public"."o_st_enum" ADD VALUE 'void'`],
  downgrade: [
    'ALTER TYPE "public"."o_st_enum" RENAME TO "o_st_enum_stillhead_old"',
    `CREATE TYPE "public"."o_st_enum" AS ENUM ('new', 'paid')`,
    `ALTER TABLE "public"."o" ALTER COLUMN "st" DROP DEFAULT, ALTER COLUMN "st" TYPE "public"."o_st_enum" USING "st"::text::"public"."o_st_enum", ALTER COLUMN "st" SET DEFAULT 'new'`,
    'DROP TYPE "public"."o_st_enum_stillhead_old"',
  ],
};
