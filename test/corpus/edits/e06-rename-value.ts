import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a label under a new name keeps its rows',
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
      @Column({ type: 'enum', enum: ['new', 'settled'], default: 'new' }) st: string;
    }
    return [Order];
  },
  rows: `INSERT INTO o (st) VALUES ('paid'), ('new')`,
  probes: [
    {
      before: 'SELECT id, st::text FROM o ORDER BY id',
      gives: [
        { id: 1, st: 'settled' },
        { id: 2, st: 'new' },
      ],
    },
  ],
  renames: ['o_st_enum.paid:settled'],
  works: {
    up: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
    back: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
  },
  upgrade: [`ALTER TYPE "public"."o_st_enum" RENAME VALUE 'paid' TO 'settled'`],
  downgrade: [`ALTER TYPE "public"."o_st_enum" RENAME VALUE 'settled' TO 'paid'`],
};
