import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a changed comment is one statement, and a quote in it does no harm',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ comment: 'old' }) n: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ comment: "it's new" }) n: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (n) VALUES ('x')`,
  probes: [{ before: 'SELECT id, n FROM u' }],
  upgrade: [`COMMENT ON COLUMN "public"."u"."n" IS 'it''s new'`],
  downgrade: [`COMMENT ON COLUMN "public"."u"."n" IS 'old'`],
};
