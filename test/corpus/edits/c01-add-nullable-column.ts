import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column that may be empty is added',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ type: 'integer', nullable: true }) age: number | null;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ADD COLUMN "age" integer'],
  downgrade: ['ALTER TABLE "public"."u" DROP COLUMN "age"'],
};
