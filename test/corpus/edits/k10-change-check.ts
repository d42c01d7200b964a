import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'another condition under the same name',
  before() {
    @Entity('u')
    @Check('ck_n', 'n > 0')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Check('ck_n', 'n >= 0 AND n < 100')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  rows: 'INSERT INTO u (n) VALUES (1), (2)',
  probes: [{ before: 'SELECT id, n FROM u ORDER BY id' }],
  upgrade: [
    'ALTER TABLE "public"."u" DROP CONSTRAINT "ck_n"',
    'ALTER TABLE "public"."u" ADD CONSTRAINT "ck_n" CHECK (n >= 0 AND n < 100)',
  ],
  downgrade: [
    'ALTER TABLE "public"."u" DROP CONSTRAINT "ck_n"',
    'ALTER TABLE "public"."u" ADD CONSTRAINT "ck_n" CHECK ((n > 0))',
  ],
};
