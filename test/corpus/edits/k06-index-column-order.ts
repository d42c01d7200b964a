import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'the columns of an index in another order',
  before() {
    @Entity('u')
    @Index('ix_o', ['email', 'name'])
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Index('ix_o', ['name', 'email'])
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  upgrade: ['DROP INDEX "public"."ix_o"', 'CREATE INDEX "ix_o" ON "public"."u" ("name", "email")'],
  downgrade: ['DROP INDEX "public"."ix_o"', 'CREATE INDEX "ix_o" ON "public"."u" ("email", "name")'],
};
