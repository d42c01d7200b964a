import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title:
    'an index on an expression, with operator class, direction and include, stays as it is while its columns change',
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
  byHand: { then: 'CREATE INDEX ix_l ON u (lower(email) text_pattern_ops, id DESC NULLS LAST) INCLUDE (name)' },
  rows: `INSERT INTO u (name, email) VALUES ('Ann', 'A@x'), ('Bob', 'b@x')`,
  probes: [{ before: 'SELECT id, name, email FROM u ORDER BY id' }],
  unmanaged: ['index u.ix_l'],
  typeormFinds: [/DROP INDEX/],
  upgrade: [
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE text',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text',
  ],
  downgrade: [
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)',
  ],
};
