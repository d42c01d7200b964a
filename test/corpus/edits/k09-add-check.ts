import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a check; refused while a row does not hold to it',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Check('ck_n', 'n > 0')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  rows: 'INSERT INTO u (n) VALUES (1), (2)',
  probes: [{ before: 'SELECT id, n FROM u ORDER BY id' }],
  refuses: { rows: 'UPDATE u SET n = 0', message: /is violated by some row/ },
  upgrade: ['ALTER TABLE "public"."u" ADD CONSTRAINT "ck_n" CHECK (n > 0)'],
  downgrade: ['ALTER TABLE "public"."u" DROP CONSTRAINT "ck_n"'],
};
