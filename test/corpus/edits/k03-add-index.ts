import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an index',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Index('ix_name', ['name'])
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  upgrade: ['CREATE INDEX "ix_name" ON "public"."u" ("name")'],
  downgrade: ['DROP INDEX "public"."ix_name"'],
};
