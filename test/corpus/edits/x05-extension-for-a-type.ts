import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title:
    'a column of a type that an extension brings: the extension comes first, and goes with the revision that made it',
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
      @Column({ type: 'citext', nullable: true }) nick: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x')`,
  probes: [{ before: 'SELECT id, email FROM u' }],
  upgrade: ['CREATE EXTENSION IF NOT EXISTS "citext"', 'ALTER TABLE "public"."u" ADD COLUMN "nick" "public"."citext"'],
  downgrade: [
    'ALTER TABLE "public"."u" DROP COLUMN "nick"',
    `DO $$
BEGIN
  BEGIN
    DROP EXTENSION IF EXISTS "citext";
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = 'extension "citext" is kept: something stands on it, or it is another role''s';
  END;
END
$$`,
  ],
};
