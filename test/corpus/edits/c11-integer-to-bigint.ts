import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an integer becomes a bigint',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') hits: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('bigint') hits: string;
    }
    return [User];
  },
  rows: 'INSERT INTO u (hits) VALUES (7), (2147483647)',
  probes: [{ before: 'SELECT id, hits::text FROM u ORDER BY id' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "hits" TYPE bigint'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "hits" TYPE integer'],
};
