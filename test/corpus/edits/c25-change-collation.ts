import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column is sorted by another collation; its length stays',
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
      @Column({ length: 100, collation: 'C' }) email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying(100) COLLATE "pg_catalog"."C"'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying(100)'],
};
