import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'text that holds numbers becomes numbers; text that does not is refused',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() code: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') code: number;
    }
    return [User];
  },
  rows: `INSERT INTO u (code) VALUES ('12'), ('-3')`,
  probes: [{ before: 'SELECT id, code::text FROM u ORDER BY id' }],
  refuses: { rows: `UPDATE u SET code = 'x' WHERE id = 1`, message: /invalid input syntax/ },
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "code" TYPE integer USING "code"::integer'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "code" TYPE character varying'],
};
