import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a check in another spelling is no difference',
  before() {
    @Entity('u')
    @Check('ck_n', 'n > 0 AND n IN (1, 2, 3)')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  after() {
    @Entity('u')
    @Check('ck_n', '(("n">0) and n = ANY (ARRAY[1,2,3]))')
    class User {
      @PrimaryGeneratedColumn() id: number;
      @Column('integer') n: number;
    }
    return [User];
  },
  rows: 'INSERT INTO u (n) VALUES (1), (2)',
  probes: [{ before: 'SELECT id, n FROM u ORDER BY id' }],
  upgrade: [],
  downgrade: [],
};
