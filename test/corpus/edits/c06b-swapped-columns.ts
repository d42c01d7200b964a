import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'two columns change places: one of them takes a detour, and both keep their values',
  before() {
    @Entity('p')
    @Check('ck', '"low" > 0')
    class Price {
      @PrimaryGeneratedColumn() id: number;
      @Column() low: number;
      @Index()
      @Column()
      high: number;
    }
    return [Price];
  },
  after() {
    @Entity('p')
    @Check('ck', '"high" > 0')
    class Price {
      @PrimaryGeneratedColumn() id: number;
      @Column() high: number;
      @Index()
      @Column()
      low: number;
    }
    return [Price];
  },
  rows: 'INSERT INTO p (low, high) VALUES (1, 20), (2, 30)',
  renames: ['p.low:high', 'p.high:low'],
  probes: [
    { before: 'SELECT low AS a, high AS b FROM p ORDER BY id', after: 'SELECT high AS a, low AS b FROM p ORDER BY id' },
  ],
  upgrade: [
    'ALTER TABLE "public"."p" RENAME COLUMN "low" TO "low_stillhead"',
    'ALTER TABLE "public"."p" RENAME COLUMN "high" TO "low"',
    'ALTER TABLE "public"."p" RENAME COLUMN "low_stillhead" TO "high"',
    'ALTER INDEX "public"."IDX_9bccd69f31ed6859e020efa13a" RENAME TO "IDX_fac0a568ef30eedecd0f6c93e9"',
  ],
  downgrade: [
    'ALTER INDEX "public"."IDX_fac0a568ef30eedecd0f6c93e9" RENAME TO "IDX_9bccd69f31ed6859e020efa13a"',
    'ALTER TABLE "public"."p" RENAME COLUMN "high" TO "low_stillhead"',
    'ALTER TABLE "public"."p" RENAME COLUMN "low" TO "high"',
    'ALTER TABLE "public"."p" RENAME COLUMN "low_stillhead" TO "low"',
  ],
};
