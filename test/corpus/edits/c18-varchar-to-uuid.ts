import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'text that holds uuids becomes uuid',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() ext: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('uuid') ext: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (ext) VALUES ('6f0b1c2e-0000-4000-8000-000000000001')`,
  probes: [{ before: 'SELECT id, ext::text FROM u' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "ext" TYPE uuid USING "ext"::uuid'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "ext" TYPE character varying'],
};
