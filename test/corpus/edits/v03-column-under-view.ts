import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import type { EditCase } from '../../support/edit-case';

const SUSPEND = suspendSql([{ kind: 'view', schema: 'public', name: 'vw', table: null }], 'public');
const RESUME = resumeSql('public');

export const edit: EditCase = {
  title: 'the type of a column changes beneath a view: taken down and put back, with its rights',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column('integer') n: number;
    }

    @ViewEntity({ name: 'vw', expression: `SELECT "id" AS "id", "n" AS "n" FROM "u"` })
    class Shown {
      @ViewColumn() id: unknown;
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

    @ViewEntity({ name: 'vw', expression: `SELECT "id" AS "id", "n" AS "n" FROM "u"` })
    class Shown {
      @ViewColumn() id: unknown;
      @ViewColumn() n: unknown;
    }
    return [User, Shown];
  },
  byHand: { then: `GRANT SELECT ON vw TO PUBLIC; COMMENT ON VIEW vw IS 'shown'` },
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  probes: [
    { before: 'SELECT id, email, n::text FROM u ORDER BY id' },
    { before: 'SELECT id, n::text FROM vw ORDER BY id' },
  ],
  upgrade: [SUSPEND, 'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE bigint', RESUME],
  downgrade: [SUSPEND, 'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE integer', RESUME],
};
