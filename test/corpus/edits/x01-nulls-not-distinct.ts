import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a unique constraint that no entity can declare stays as it is while its column changes',
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
  byHand: { then: 'ALTER TABLE u ADD CONSTRAINT uq_nn UNIQUE NULLS NOT DISTINCT (name)' },
  rows: `INSERT INTO u (name, email) VALUES ('Ann', 'A@x'), ('Bob', 'b@x')`,
  probes: [{ before: 'SELECT id, name, email FROM u ORDER BY id' }],
  since: 15,
  unmanaged: ['unique u.uq_nn'],
  typeormFinds: [/DROP CONSTRAINT/],
  upgrade: [
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE text',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text',
  ],
  downgrade: [
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)',
  ],
};
