import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'defaults in another spelling are no difference',
  before() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'jsonb', default: () => `'{}'::jsonb` }) a: object;
      @Column({ default: () => `'x'::character varying` }) b: string;
      @Column({ type: 'integer', default: () => '(1 + 1)' }) c: number;
      @Column({ type: 'timestamptz', default: () => 'now()' }) d: Date;
      @Column({ type: 'integer', default: () => "'5'" }) e: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column({ type: 'jsonb', default: {} }) a: object;
      @Column({ default: 'x' }) b: string;
      @Column({ type: 'integer', default: () => '1+1' }) c: number;
      @Column({ type: 'timestamptz', default: () => 'NOW( )' }) d: Date;
      @Column({ type: 'integer', default: 5 }) e: number;
    }
    return [User];
  },
  upgrade: [],
  downgrade: [],
};
