import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import type { EditCase } from '../../support/edit-case';

const SUSPEND = suspendSql([{ kind: 'policy', schema: 'public', name: 'p1', table: 'u' }], 'public');
const RESUME = resumeSql('public');

export const edit: EditCase = {
  title: 'row-level security stays on, and the policy on the column that changes is taken down and put back',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 50 }) name: string;
      @Column() email: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('text') name: string;
      @Column('text') email: string;
    }
    return [User];
  },
  byHand: { then: `ALTER TABLE u ENABLE ROW LEVEL SECURITY; CREATE POLICY p1 ON u FOR SELECT USING (name <> '')` },
  rows: `INSERT INTO u (name, email) VALUES ('Ann', 'A@x'), ('Bob', 'b@x')`,
  probes: [{ before: 'SELECT id, name, email FROM u ORDER BY id' }],
  unmanaged: ['policy u.p1'],
  upgrade: [
    SUSPEND,
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE text',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text',
    RESUME,
  ],
  downgrade: [
    SUSPEND,
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)',
    RESUME,
  ],
};
