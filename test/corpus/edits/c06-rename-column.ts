import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a property under a new name keeps its values',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() fullName: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (name) VALUES ('Ann'), ('Bob')`,
  renames: ['u.name:fullName'],
  probes: [
    { before: 'SELECT id, name AS v FROM u ORDER BY id', after: 'SELECT id, "fullName" AS v FROM u ORDER BY id' },
  ],
  upgrade: ['ALTER TABLE "public"."u" RENAME COLUMN "name" TO "fullName"'],
  downgrade: ['ALTER TABLE "public"."u" RENAME COLUMN "fullName" TO "name"'],
};
