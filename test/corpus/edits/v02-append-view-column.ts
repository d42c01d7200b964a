import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import { resumeSql, suspendSql } from '../../../src/operations/suspend-sql';
import type { EditCase } from '../../support/edit-case';

const SUSPEND = suspendSql([{ kind: 'rights', schema: 'public', name: 'vw', table: null }], 'public');
const RESUME = resumeSql('public');

export const edit: EditCase = {
  title: 'a column at the end of a view: replaced in place, its rights stay',
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
      @Column('integer') n: number;
    }

    @ViewEntity({ name: 'vw', expression: `SELECT "id" AS "id", "n" AS "n", "email" AS "email" FROM "u"` })
    class Shown {
      @ViewColumn() id: unknown;
      @ViewColumn() n: unknown;
      @ViewColumn() email: unknown;
    }
    return [User, Shown];
  },
  byHand: { then: 'GRANT SELECT ON vw TO PUBLIC' },
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  probes: [
    { before: 'SELECT id, email, n::text FROM u ORDER BY id' },
    { before: 'SELECT id, n::text FROM vw ORDER BY id' },
  ],
  upgrade: ['CREATE OR REPLACE VIEW "public"."vw" AS SELECT "id" AS "id", "n" AS "n", "email" AS "email" FROM "u"'],
  downgrade: [
    SUSPEND,
    'DROP VIEW "public"."vw"',
    `CREATE VIEW "public"."vw" AS SELECT id,
    n
   FROM public.u`,
    RESUME,
  ],
  // Up to 15, a view prints its columns with their table.
  byMajor: (major) =>
    major >= 16
      ? {}
      : {
          downgrade: [
            SUSPEND,
            'DROP VIEW "public"."vw"',
            `CREATE VIEW "public"."vw" AS SELECT u.id,
    u.n
   FROM public.u`,
            RESUME,
          ],
        },
};
