import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a unique constraint over two columns',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Unique('uq_en', ['email', 'name'])
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ADD CONSTRAINT "uq_en" UNIQUE ("email", "name")'],
  downgrade: ['ALTER TABLE "public"."u" DROP CONSTRAINT "uq_en"'],
};
