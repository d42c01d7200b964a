import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a new table that points at an old one',
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
    }

    @Entity('post')
    class Post {
      @PrimaryGeneratedColumn() id: number;
      @Column() title: string;
      @ManyToOne(() => User, { onDelete: 'CASCADE' }) author: User;
    }
    return [User, Post];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [{ before: 'SELECT id, email FROM u ORDER BY id' }],
  upgrade: [
    `CREATE TABLE "public"."post" (
  "id" serial NOT NULL,
  "title" character varying NOT NULL,
  "authorId" integer,
  CONSTRAINT "PK_be5fda3aac270b134ff9c21cdee" PRIMARY KEY ("id")
)`,
    'ALTER TABLE "public"."post" ADD CONSTRAINT "FK_c6fb082a3114f35d0cc27c518e0" FOREIGN KEY ("authorId") REFERENCES "public"."u" ("id") ON DELETE CASCADE',
  ],
  downgrade: ['DROP TABLE "public"."post"'],
};
