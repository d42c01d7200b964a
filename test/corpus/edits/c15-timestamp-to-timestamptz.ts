import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a timestamp becomes one with time zone, in UTC whatever the zone of the session',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('timestamp') at: Date;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('timestamptz') at: Date;
    }
    return [User];
  },
  byHand: {
    first: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET TimeZone = ''Asia/Tokyo''', current_database()); END $$`,
  },
  rows: `INSERT INTO u (at) VALUES ('2026-01-02 03:04:05')`,
  probes: [{ before: 'SELECT at::text FROM u', after: `SELECT (at AT TIME ZONE 'UTC')::text AS at FROM u` }],
  upgrade: [`ALTER TABLE "public"."u" ALTER COLUMN "at" TYPE timestamp with time zone USING "at" AT TIME ZONE 'UTC'`],
  downgrade: [
    `ALTER TABLE "public"."u" ALTER COLUMN "at" TYPE timestamp without time zone USING "at" AT TIME ZONE 'UTC'`,
  ],
};
