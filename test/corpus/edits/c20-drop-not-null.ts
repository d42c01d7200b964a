import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a required column may be empty',
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
      @Column({ nullable: true }) email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  refusesBack: { rows: 'UPDATE u SET email = NULL WHERE id = 1', message: /open step: fill u.email/ },
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "email" DROP NOT NULL'],
  downgrade: [
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."u" WHERE "email" IS NULL) THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: fill u.email (u has rows without email)', HINT = 'For example: UPDATE "public"."u" SET "email" = '''' WHERE "email" IS NULL';
  END IF;
END
$$`,
    'ALTER TABLE "public"."u" ALTER COLUMN "email" SET NOT NULL',
  ],
};
