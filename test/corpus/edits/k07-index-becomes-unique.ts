import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'an index becomes unique',
  before() {
    @Entity('u')
    @Index('ix_e', ['email'])
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Index('ix_e', ['email'], { unique: true })
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  upgrade: ['DROP INDEX "public"."ix_e"', 'CREATE UNIQUE INDEX "ix_e" ON "public"."u" ("email")'],
  downgrade: ['DROP INDEX "public"."ix_e"', 'CREATE INDEX "ix_e" ON "public"."u" ("email")'],
};
