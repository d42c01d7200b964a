import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a table goes, once a person said so; the way back gives its whole shape',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }

    @Entity('old')
    class Old {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'text', nullable: true }) v: string;
    }
    return [User, Old];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  drops: ['old'],
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  upgrade: ['DROP TABLE "public"."old"'],
  downgrade: [
    `CREATE TABLE "public"."old" (
  "id" serial NOT NULL,
  "v" text,
  CONSTRAINT "PK_24775f1e523875a0e60ed0bd679" PRIMARY KEY ("id")
)`,
  ],
};
