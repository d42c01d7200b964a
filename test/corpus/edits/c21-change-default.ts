import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'another default expression',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
    }
    return [User];
  },
  rows: `INSERT INTO u (at) VALUES ('2026-01-02 03:04:05Z')`,
  probes: [{ before: 'SELECT id, at FROM u' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "at" SET DEFAULT clock_timestamp()'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "at" SET DEFAULT now()'],
};
