import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a varchar becomes text',
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
      @Column('text') name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (name) VALUES ('Ann'), ('Bob')`,
  probes: [{ before: 'SELECT id, name FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)'],
};
