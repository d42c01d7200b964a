import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'each row gets a value of its own from a default that is computed',
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
      @Column({ type: 'uuid', default: () => 'gen_random_uuid()' }) token: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email) VALUES ('a@x'), ('b@x')`,
  probes: [
    { before: 'SELECT id, email FROM u ORDER BY id' },
    { before: 'SELECT 2::int AS tokens', after: 'SELECT count(DISTINCT token)::int AS tokens FROM u' },
  ],
  typeormFinds: [/DROP DEFAULT/, /SET DEFAULT/],
  upgrade: ['ALTER TABLE "public"."u" ADD COLUMN "token" uuid NOT NULL DEFAULT gen_random_uuid()'],
  downgrade: ['ALTER TABLE "public"."u" DROP COLUMN "token"'],
};
