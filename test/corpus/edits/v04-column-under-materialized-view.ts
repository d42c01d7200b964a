import { Column, Entity, Index, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import type { EditCase } from '../../support/edit-case';

const SUSPEND = suspendSql([{ kind: 'materializedView', schema: 'public', name: 'mv', table: null }], 'public');
const RESUME = resumeSql('public');

export const edit: EditCase = {
  title: 'the same beneath a materialized view, with its index',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column('integer') n: number;
    }

    @ViewEntity({ name: 'mv', expression: `SELECT "id" AS "id", "n" AS "n" FROM "u"`, materialized: true })
    class Shown {
      @Index('mv_id', { unique: true })
      @ViewColumn()
      id: unknown;
      @ViewColumn() n: unknown;
    }
    return [User, Shown];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column('bigint') n: string;
    }

    @ViewEntity({ name: 'mv', expression: `SELECT "id" AS "id", "n" AS "n" FROM "u"`, materialized: true })
    class Shown {
      @Index('mv_id', { unique: true })
      @ViewColumn()
      id: unknown;
      @ViewColumn() n: unknown;
    }
    return [User, Shown];
  },
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  probes: [{ before: 'SELECT id, email, n::text FROM u ORDER BY id' }],
  upgrade: [SUSPEND, 'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE bigint', RESUME],
  downgrade: [SUSPEND, 'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE integer', RESUME],
};
