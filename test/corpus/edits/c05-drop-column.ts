import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column goes, once a person said so',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) nick: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, nick) VALUES ('a@x', 'al'), ('b@x', NULL)`,
  drops: ['u.nick'],
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    {
      before: 'SELECT id, nick FROM u ORDER BY id',
      after: null,
      back: [
        { id: 1, nick: null },
        { id: 2, nick: null },
      ],
    },
  ],
  upgrade: ['ALTER TABLE "public"."u" DROP COLUMN "nick"'],
  downgrade: ['ALTER TABLE "public"."u" ADD COLUMN "nick" character varying'],
};
