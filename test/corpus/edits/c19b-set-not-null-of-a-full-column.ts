import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title:
    'a column becomes required that is empty nowhere: the open step stops nobody, and the next one finds the empty row',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (name) VALUES ('Ann'), ('Bob')`,
  probes: [{ before: 'SELECT id, name FROM u ORDER BY id' }],
  refuses: { rows: 'UPDATE u SET name = NULL WHERE id = 1', message: /open step: fill u.name/ },
  upgrade: [
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."u" WHERE "name" IS NULL) THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: fill u.name (u has rows without name)', HINT = 'For example: UPDATE "public"."u" SET "name" = '''' WHERE "name" IS NULL';
  END IF;
END
$$`,
    'ALTER TABLE "public"."u" ALTER COLUMN "name" SET NOT NULL',
  ],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "name" DROP NOT NULL'],
};
