import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a view in another spelling is no difference',
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

    @ViewEntity({ name: 'vw', expression: `select  u.id, u.n from public.u` })
    class Shown {
      @ViewColumn() id: unknown;
      @ViewColumn() n: unknown;
    }
    return [User, Shown];
  },
  rows: `INSERT INTO u (email, n) VALUES ('a@x', 1), ('b@x', 2)`,
  upgrade: [],
  downgrade: [],
};
