import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a type under another written name is renamed',
  before() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['new', 'paid'], enumName: 'o_st', default: 'new' }) st: string;
    }
    return [Order];
  },
  after() {
    @Entity('o')
    class Order {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'enum', enum: ['new', 'paid'], enumName: 'order_state', default: 'new' }) st: string;
    }
    return [Order];
  },
  rows: `INSERT INTO o (st) VALUES ('paid'), ('new')`,
  probes: [{ before: 'SELECT id, st::text FROM o ORDER BY id' }, { before: `SELECT id FROM o WHERE st = 'paid'` }],
  works: {
    up: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
    back: 'INSERT INTO o DEFAULT VALUES; DELETE FROM o WHERE id > 2',
  },
  upgrade: ['ALTER TYPE "public"."o_st" RENAME TO "order_state"'],
  downgrade: ['ALTER TYPE "public"."order_state" RENAME TO "o_st"'],
};
