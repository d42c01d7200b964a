import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a unique column',
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
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ unique: true }) email: string;
      @Column({ nullable: true }) name: string;
    }
    return [User];
  },
  rows: `INSERT INTO u (email, name) VALUES ('a@x', 'Ann'), ('b@x', NULL)`,
  probes: [{ before: 'SELECT id, email, name FROM u ORDER BY id' }],
  refuses: { rows: `UPDATE u SET email = 'same'`, message: /could not create unique index/ },
  upgrade: ['ALTER TABLE "public"."u" ADD CONSTRAINT "UQ_6054ac4a5d1ee349d4bfa2ad665" UNIQUE ("email")'],
  downgrade: ['ALTER TABLE "public"."u" DROP CONSTRAINT "UQ_6054ac4a5d1ee349d4bfa2ad665"'],
};
