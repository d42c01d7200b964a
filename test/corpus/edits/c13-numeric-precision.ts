import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'precision and scale of a numeric change',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('numeric', { precision: 10, scale: 2 }) price: string;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('numeric', { precision: 12, scale: 4 }) price: string;
    }
    return [User];
  },
  rows: 'INSERT INTO u (price) VALUES (12.34), (0.5)',
  probes: [
    {
      before: 'SELECT id, price::text FROM u ORDER BY id',
      gives: [
        { id: 1, price: '12.3400' },
        { id: 2, price: '0.5000' },
      ],
    },
  ],
  upgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "price" TYPE numeric(12,4)'],
  downgrade: ['ALTER TABLE "public"."u" ALTER COLUMN "price" TYPE numeric(10,2)'],
};
