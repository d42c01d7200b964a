import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column joins the primary key',
  before() {
    @Entity('t')
    class Thing {
      @PrimaryColumn('integer') a: number;
      @Column('integer') b: number;
    }
    return [Thing];
  },
  after() {
    @Entity('t')
    class Thing {
      @PrimaryColumn('integer') a: number;
      @PrimaryColumn('integer') b: number;
    }
    return [Thing];
  },
  rows: 'INSERT INTO t VALUES (1, 2), (2, 2)',
  probes: [{ before: 'SELECT a, b FROM t ORDER BY a' }],
  upgrade: [
    'ALTER TABLE "public"."t" DROP CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36"',
    'ALTER TABLE "public"."t" ADD CONSTRAINT "PK_cf3835db1f9330c2462d786311a" PRIMARY KEY ("a", "b")',
  ],
  downgrade: [
    'ALTER TABLE "public"."t" DROP CONSTRAINT "PK_cf3835db1f9330c2462d786311a"',
    'ALTER TABLE "public"."t" ADD CONSTRAINT "PK_970ba064ef54f72b56cbfb29e36" PRIMARY KEY ("a")',
  ],
};
