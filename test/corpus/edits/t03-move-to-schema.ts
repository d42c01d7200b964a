import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a table moves to another schema with its sequence',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  after() {
    @Entity('u', { schema: 'app' })
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  renames: ['u:app.u'],
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id', after: 'SELECT id, email FROM app.u ORDER BY id' }],
  upgrade: ['CREATE SCHEMA IF NOT EXISTS "app"', 'ALTER TABLE "public"."u" SET SCHEMA "app"'],
  downgrade: [
    'ALTER TABLE "app"."u" SET SCHEMA "public"',
    `DO $$
BEGIN
  BEGIN
    DROP SCHEMA "app";
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = 'schema "app" is kept: it is not empty, or another role''s';
  END;
END
$$`,
  ],
};
