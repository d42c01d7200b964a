import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a default goes',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'integer', default: 5 }) n: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  rows: 'INSERT INTO u DEFAULT VALUES',
  probes: [{ before: 'SELECT id, n FROM u' }],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "n" DROP DEFAULT'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "n" SET DEFAULT 5'],
};
