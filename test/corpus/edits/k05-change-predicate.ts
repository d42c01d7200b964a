import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a partial index on other rows',
  before() {
    @Entity('u')
    @Index('ix_p', ['email'], { where: 'name IS NOT NULL' })
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Index('ix_p', ['email'], { where: "name <> ''" })
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  upgrade: ['DROP INDEX "public"."ix_p"', `CREATE INDEX "ix_p" ON "public"."u" ("email") WHERE name <> ''`],
  downgrade: ['DROP INDEX "public"."ix_p"', 'CREATE INDEX "ix_p" ON "public"."u" ("email") WHERE (name IS NOT NULL)'],
};
