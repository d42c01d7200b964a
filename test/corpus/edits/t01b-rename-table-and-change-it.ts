import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a table under a new name, a column of it too, and another column goes in the same breath',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Index()
      @Column({ nullable: true })
      nick: string;
      @Column({ unique: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('account')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ unique: true, length: 80 }) fullName: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name, nick) VALUES ('a@x', 'Ann', 'an'), ('b@x', 'Bob', NULL)`,
  renames: ['u:account', 'u.name:fullName'],
  drops: ['u.nick'],
  probes: [
    {
      before: 'SELECT id, email, name AS n FROM u ORDER BY id',
      after: 'SELECT id, email, "fullName" AS n FROM account ORDER BY id',
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" RENAME TO "account"',
    'ALTER TABLE "public"."account" RENAME COLUMN "name" TO "fullName"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" TO "PK_54115ee388cdb6d86bb4bf5b2ea"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "UQ_72379afa4741b59ac1c0a7889ff" TO "UQ_9f6c12647ff84973e363d76a500"',
    'ALTER SEQUENCE "public"."u_id_seq" RENAME TO "account_id_seq"',
    'DROP INDEX "public"."IDX_8560bff9eb56b7799a85d1b593"',
    'ALTER TABLE "public"."account" ALTER COLUMN "fullName" TYPE character varying(80)',
    'ALTER TABLE "public"."account" DROP COLUMN "nick"',
  ],
  downgrade: [
    'ALTER TABLE "public"."account" ADD COLUMN "nick" character varying',
    'ALTER TABLE "public"."account" ALTER COLUMN "fullName" TYPE character varying',
    'CREATE INDEX "IDX_8560bff9eb56b7799a85d1b593" ON "public"."account" ("nick")',
    'ALTER SEQUENCE "public"."account_id_seq" RENAME TO "u_id_seq"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "UQ_9f6c12647ff84973e363d76a500" TO "UQ_72379afa4741b59ac1c0a7889ff"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" TO "PK_382fba504d5e4d5475658ca35d1"',
    'ALTER TABLE "public"."account" RENAME COLUMN "fullName" TO "name"',
    'ALTER TABLE "public"."account" RENAME TO "u"',
  ],
};
