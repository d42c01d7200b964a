import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a required column without a default is added to a table with rows: the fill is an open step',
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
      @Column('integer') age: number;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  fills: { 'fill u.age': null },
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    {
      before: 'SELECT id FROM u ORDER BY id',
      after: 'SELECT id, age FROM u ORDER BY id',
      gives: [
        { id: 1, age: 0 },
        { id: 2, age: 0 },
      ],
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" ADD COLUMN "age" integer',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."u") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: fill u.age (u has rows)', HINT = 'For example: UPDATE "public"."u" SET "age" = 0 WHERE "age" IS NULL';
  END IF;
END
$$`,
    'ALTER TABLE "public"."u" ALTER COLUMN "age" SET NOT NULL',
  ],
  downgrade: ['ALTER TABLE "public"."u" DROP COLUMN "age"'],
};
