import { ChildEntity, Column, Entity, PrimaryGeneratedColumn, TableInheritance } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a table grows into single-table inheritance: the kind of the rows that are there is an open step',
  before() {
    @Entity('v')
    class Vehicle {
      @PrimaryGeneratedColumn() id: number;
      @Column() name: string;
    }
    return [Vehicle];
  },
  after() {
    @Entity('v')
    @TableInheritance({ column: { name: 'kind', type: 'varchar' } })
    class Vehicle {
      @PrimaryGeneratedColumn() id: number;
      @Column() name: string;
    }

    @ChildEntity()
    class Car extends Vehicle {
      @Column('integer') doors: number;
    }
    return [Vehicle, Car];
  },
  rows: `INSERT INTO v (name) VALUES ('x')`,
  fills: { 'fill v.kind': `UPDATE v SET kind = 'Vehicle'` },
  probes: [
    { before: 'SELECT id, name FROM v' },
    { before: 'SELECT id FROM v', after: 'SELECT id, kind FROM v', gives: [{ id: 1, kind: 'Vehicle' }] },
  ],
  upgrade: [
    'ALTER TABLE "public"."v" ADD COLUMN "doors" integer',
    'ALTER TABLE "public"."v" ADD COLUMN "kind" character varying',
    `DO $$
BEGIN
  IF EXISTS (SELECT FROM "public"."v") THEN
    RAISE EXCEPTION USING MESSAGE = 'open step: fill v.kind (v has rows)', HINT = 'For example: UPDATE "public"."v" SET "kind" = '''' WHERE "kind" IS NULL';
  END IF;
END
$$`,
    'ALTER TABLE "public"."v" ALTER COLUMN "kind" SET NOT NULL',
    'CREATE INDEX "IDX_3dd462093eec0197145b23fe21" ON "public"."v" ("kind")',
  ],
  downgrade: [
    'DROP INDEX "public"."IDX_3dd462093eec0197145b23fe21"',
    'ALTER TABLE "public"."v" DROP COLUMN "doors"',
    'ALTER TABLE "public"."v" DROP COLUMN "kind"',
  ],
};
