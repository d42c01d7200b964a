import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a varchar is widened in place',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 50 }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 200 }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (name) VALUES ('Ann'), ('Bob')`,
  probes: [{ before: 'SELECT id, name FROM u ORDER BY id' }],
  refusesBack: { rows: `UPDATE u SET name = repeat('x', 51) WHERE id = 1`, message: /value too long/ },
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(200)'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)'],
};
