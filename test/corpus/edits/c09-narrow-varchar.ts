import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a varchar is narrowed in place; a value that is too long is refused, not cut',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 100 }) email: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 20 }) email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  refuses: { rows: `UPDATE u SET email = repeat('x', 21) WHERE id = 1`, message: /value too long/ },
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying(20)'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying(100)'],
};
