import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a view',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column() email: string;
      @Column('integer') n: number;
    }
    return [User];
  },
  after() {
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
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  probes: [{ before: 'SELECT id, email, n::text FROM u ORDER BY id' }],
  works: { up: 'SELECT id, n FROM vw' },
  upgrade: ['CREATE VIEW "public"."vw" AS SELECT "id" AS "id", "n" AS "n" FROM "u"'],
  downgrade: ['DROP VIEW "public"."vw"'],
};
