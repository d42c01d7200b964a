import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a generated column is computed in another way',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ generatedType: 'STORED', asExpression: 'lower(email)', nullable: true }) k: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ generatedType: 'STORED', asExpression: 'upper(email)', nullable: true }) k: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('A@x')`,
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    { before: 'SELECT id, k FROM u', gives: [{ id: 1, k: 'A@X' }] },
  ],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "k" SET EXPRESSION AS (upper(email))'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "k" SET EXPRESSION AS (lower((email)::text))'],
  byMajor: (major) =>
    major >= 17
      ? {}
      : {
          upgrade: [
            'ALTER TABLE "public"."u" DROP COLUMN "k"',
            'ALTER TABLE "public"."u" ADD COLUMN "k" character varying GENERATED ALWAYS AS (upper(email)) STORED',
          ],
          downgrade: [
            'ALTER TABLE "public"."u" DROP COLUMN "k"',
            'ALTER TABLE "public"."u" ADD COLUMN "k" character varying GENERATED ALWAYS AS (lower((email)::text)) STORED',
          ],
        },
};
