import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'json becomes jsonb',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('json') d: object;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('jsonb') d: object;
    }
    return [User];
  },
  rows: `INSERT INTO u (d) VALUES ('{"a": 1}'), ('[]')`,
  probes: [{ before: 'SELECT id, d::jsonb FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "d" TYPE jsonb'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "d" TYPE json'],
};
