import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a text becomes an array of one element; an empty one stays empty',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'text', nullable: true }) tag: string | null;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'text', array: true, nullable: true }) tag: string[] | null;
    }
    return [User];
  },
  rows: `INSERT INTO u (tag) VALUES ('x'), (NULL)`,
  probes: [
    {
      before: 'SELECT id, tag FROM u ORDER BY id',
      gives: [
        { id: 1, tag: ['x'] },
        { id: 2, tag: null },
      ],
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" ALTER COLUMN "tag" TYPE text[] USING CASE WHEN "tag" IS NULL THEN NULL ELSE ARRAY["tag"] END',
  ],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "tag" TYPE text USING "tag"[1]'],
};
