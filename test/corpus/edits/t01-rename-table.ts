import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a table under a new name; the names of its key and its sequence follow',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  after() {
    @Entity('account')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  renames: ['u:account'],
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id', after: 'SELECT id, email FROM account ORDER BY id' }],
  works: { up: `INSERT INTO account (email) VALUES ('c@x'); DELETE FROM account WHERE id > 2` },
  upgrade: [
    'ALTER TABLE "public"."u" RENAME TO "account"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" TO "PK_54115ee388cdb6d86bb4bf5b2ea"',
    'ALTER SEQUENCE "public"."u_id_seq" RENAME TO "account_id_seq"',
  ],
  downgrade: [
    'ALTER SEQUENCE "public"."account_id_seq" RENAME TO "u_id_seq"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" TO "PK_382fba504d5e4d5475658ca35d1"',
    'ALTER TABLE "public"."account" RENAME TO "u"',
  ],
};
