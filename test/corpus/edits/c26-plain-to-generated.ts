import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a plain column becomes a generated one: its old values go',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) k: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ generatedType: 'STORED', asExpression: 'lower(email)', nullable: true }) k: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, k) VALUES ('A@x', 'mine')`,
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    { before: 'SELECT id, k FROM u', gives: [{ id: 1, k: 'a@x' }], back: [{ id: 1, k: 'a@x' }] },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" DROP COLUMN "k"',
    'ALTER TABLE "public"."u" ADD COLUMN "k" character varying GENERATED ALWAYS AS (lower(email)) STORED',
  ],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "k" DROP EXPRESSION'],
};
