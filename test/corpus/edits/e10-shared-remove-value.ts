import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an enum of two tables loses a label: all its users go with it at once',
  before() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b', 'c'], enumName: 'shared_st', default: 'a' }) st: string;
    }

    @Entity('o2')
    class Other {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b', 'c'], enumName: 'shared_st' }) st: string;
    }
    return [Order, Other];
  },
  after() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b'], enumName: 'shared_st', default: 'a' }) st: string;
    }

    @Entity('o2')
    class Other {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['a', 'b'], enumName: 'shared_st' }) st: string;
    }
    return [Order, Other];
  },
  rows: `INSERT INTO o (st) VALUES ('b'); INSERT INTO o2 (st) VALUES ('a')`,
  probes: [{ before: 'SELECT st::text FROM o UNION ALL SELECT st::text FROM o2' }],
  noRenames: true,
  upgrade: [
    'ALTER TYPE "public"."shared_st" RENAME TO "shared_st_stillhead_old"',
    `CREATE TYPE "public"."shared_st" AS ENUM ('a', 'b')`,
    `ALTER TABLE "public"."o" ALTER COLUMN "st" DROP DEFAULT, ALTER COLUMN "st" TYPE "public"."shared_st" USING "st"::text::"public"."shared_st", ALTER COLUMN "st" SET DEFAULT 'a'`,
    'ALTER TABLE "public"."o2" ALTER COLUMN "st" TYPE "public"."shared_st" USING "st"::text::"public"."shared_st"',
    'DROP TYPE "public"."shared_st_stillhead_old"',
  ],
  downgrade: [`ALTER TYPE "public"."shared_st" ADD VALUE 'c'`],
};
