import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column is renamed beneath a view, a function and a policy that no entity declares: none of them is touched',
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
      @Column({ length: 50 }) label: string;
      @Column() email: string;
    }
    return [User];
  },
  byHand: {
    then: `CREATE VIEW w AS SELECT id, name FROM u; CREATE FUNCTION first_name() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT name FROM u ORDER BY id LIMIT 1; END; CREATE POLICY p1 ON u USING (name <> '')`,
    fresh: `CREATE VIEW w AS SELECT id, label AS name FROM u; CREATE FUNCTION first_name() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT label AS name FROM u ORDER BY id LIMIT 1; END; CREATE POLICY p1 ON u USING (label <> '')`,
  },
  rows: `INSERT INTO u (name, email) VALUES ('Ann', 'A@x'), ('Bob', 'b@x')`,
  probes: [{ before: 'SELECT id, name FROM w ORDER BY id' }, { before: 'SELECT first_name()' }],
  renames: ['u.name:label'],
  unmanaged: ['function first_name()', 'policy u.p1', 'view w'],
  upgrade: ['ALTER TABLE "public"."u" RENAME COLUMN "name" TO "label"'],
  downgrade: ['ALTER TABLE "public"."u" RENAME COLUMN "label" TO "name"'],
};
