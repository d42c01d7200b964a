import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

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
    'DROP POLICY "p1" ON "public"."u"',
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE text',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text',
    `CREATE POLICY "p1" ON "public"."u" AS PERMISSIVE FOR SELECT TO PUBLIC USING (((name)::text <> ''::text))`,
  ],
  downgrade: [
    'DROP POLICY "p1" ON "public"."u"',
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)',
    `CREATE POLICY "p1" ON "public"."u" AS PERMISSIVE FOR SELECT TO PUBLIC USING (((name)::text <> ''::text))`,
  ],
};
