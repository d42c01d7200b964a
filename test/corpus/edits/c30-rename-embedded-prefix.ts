import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'another prefix of an embedded: every column of it is renamed',
  before() {
    class Address {
      @Column({ name: 'city' }) city: string;
      @Column({ name: 'zip' }) zip: string;
    }

    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;

      @Column(() => Address, { prefix: 'addr_' }) address: Address;
    }
    return [Address, User];
  },
  after() {
    class Address {
      @Column({ name: 'city' }) city: string;
      @Column({ name: 'zip' }) zip: string;
    }

    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;

      @Column(() => Address, { prefix: 'home_' }) address: Address;
    }
    return [Address, User];
  },
  rows: `INSERT INTO u ("addr_City", "addr_Zip") VALUES ('Bern', '3000')`,
  renames: ['u.addr_City:home_City', 'u.addr_Zip:home_Zip'],
  probes: [
    {
      before: 'SELECT "addr_City" AS a, "addr_Zip" AS b FROM u',
      after: 'SELECT "home_City" AS a, "home_Zip" AS b FROM u',
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" RENAME COLUMN "addr_City" TO "home_City"',
    'ALTER TABLE "public"."u" RENAME COLUMN "addr_Zip" TO "home_Zip"',
  ],
  downgrade: [
    'ALTER TABLE "public"."u" RENAME COLUMN "home_Zip" TO "addr_Zip"',
    'ALTER TABLE "public"."u" RENAME COLUMN "home_City" TO "addr_City"',
  ],
};
