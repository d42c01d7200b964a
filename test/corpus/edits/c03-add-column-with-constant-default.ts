import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a required column with a constant default is added in one step',
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
      @Column({ default: true }) active: boolean;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    {
      before: 'SELECT id FROM u ORDER BY id',
      after: 'SELECT id, active FROM u ORDER BY id',
      gives: [
        { id: 1, active: true },
        { id: 2, active: true },
      ],
    },
  ],
  upgrade: ['ALTER TABLE "public"."u" ADD COLUMN "active" boolean NOT NULL DEFAULT true'],
  downgrade: ['ALTER TABLE "public"."u" DROP COLUMN "active"'],
};
