import { Column, Entity, Index, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

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
  upgrade: [
    'DROP MATERIALIZED VIEW "public"."mv"',
    'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE bigint',
    `CREATE MATERIALIZED VIEW "public"."mv" AS SELECT id,
    n
   FROM public.u
WITH DATA`,
    'CREATE UNIQUE INDEX "mv_id" ON "public"."mv" ("id")',
  ],
  downgrade: [
    'DROP MATERIALIZED VIEW "public"."mv"',
    'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE integer',
    `CREATE MATERIALIZED VIEW "public"."mv" AS SELECT id,
    n
   FROM public.u
WITH DATA`,
    'CREATE UNIQUE INDEX "mv_id" ON "public"."mv" ("id")',
  ],
  // Up to 15, a view prints its columns with their table.
  byMajor: (major) =>
    major >= 16
      ? {}
      : {
          upgrade: [
            'DROP MATERIALIZED VIEW "public"."mv"',
            'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE bigint',
            `CREATE MATERIALIZED VIEW "public"."mv" AS SELECT u.id,
    u.n
   FROM public.u
WITH DATA`,
            'CREATE UNIQUE INDEX "mv_id" ON "public"."mv" ("id")',
          ],
          downgrade: [
            'DROP MATERIALIZED VIEW "public"."mv"',
            'ALTER TABLE "public"."u" ALTER COLUMN "n" TYPE integer',
            `CREATE MATERIALIZED VIEW "public"."mv" AS SELECT u.id,
    u.n
   FROM public.u
WITH DATA`,
            'CREATE UNIQUE INDEX "mv_id" ON "public"."mv" ("id")',
          ],
        },
};
