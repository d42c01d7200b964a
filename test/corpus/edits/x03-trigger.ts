import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import type { EditCase } from '../../support/edit-case';

const SUSPEND = suspendSql([{ kind: 'trigger', schema: 'public', name: 't_touch', table: 'u' }], 'public');
const RESUME = resumeSql('public');

export const edit: EditCase = {
  title: 'a trigger on the column that changes is taken down and put back, its function left alone',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ length: 50 }) name: string;
      @Column() email: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('text') name: string;
      @Column('text') email: string;
    }
    return [User];
  },
  byHand: {
    then: 'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$; CREATE TRIGGER t_touch BEFORE UPDATE OF name ON u FOR EACH ROW EXECUTE FUNCTION touch()',
  },
  rows: `INSERT INTO u (name, email) VALUES ('Ann', 'A@x'), ('Bob', 'b@x')`,
  probes: [{ before: 'SELECT id, name, email FROM u ORDER BY id' }],
  unmanaged: ['function touch()', 'trigger u.t_touch'],
  upgrade: [
    SUSPEND,
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE text',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE text',
    RESUME,
  ],
  downgrade: [
    SUSPEND,
    'ALTER TABLE "public"."u" ALTER COLUMN "email" TYPE character varying',
    'ALTER TABLE "public"."u" ALTER COLUMN "name" TYPE character varying(50)',
    RESUME,
  ],
};
