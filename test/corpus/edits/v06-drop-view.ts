import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a view goes',
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
    return [User];
  },
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  probes: [{ before: 'SELECT id, email, n::text FROM u ORDER BY id' }],
  upgrade: ['DROP VIEW "public"."vw"'],
  downgrade: [
    `CREATE VIEW "public"."vw" AS SELECT id,
    n
   FROM public.u`,
  ],
  // Up to 15, a view prints its columns with their table.
  byMajor: (major) =>
    major >= 16
      ? {}
      : {
          downgrade: [
            `CREATE VIEW "public"."vw" AS SELECT u.id,
    u.n
   FROM public.u`,
          ],
        },
};
