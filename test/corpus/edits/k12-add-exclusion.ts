import { Column, Entity, Exclusion, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an exclusion constraint',
  before() {
    @Entity('b')
    class Booking {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') room: number;
      @Column('tsrange') during: string;
    }
    return [Booking];
  },
  after() {
    @Entity('b')
    @Exclusion('ex_b', 'USING gist (room WITH =, during WITH &&)')
    class Booking {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') room: number;
      @Column('tsrange') during: string;
    }
    return [Booking];
  },
  rows: `INSERT INTO b (room, during) VALUES (1, '[2026-01-01, 2026-01-02)'), (1, '[2026-01-02, 2026-01-03)')`,
  probes: [{ before: 'SELECT id, room, during::text FROM b ORDER BY id' }],
  byHand: { first: 'CREATE EXTENSION btree_gist' },
  upgrade: ['ALTER TABLE "public"."b" ADD CONSTRAINT "ex_b" EXCLUDE USING gist (room WITH =, during WITH &&)'],
  downgrade: ['ALTER TABLE "public"."b" DROP CONSTRAINT "ex_b"'],
};
