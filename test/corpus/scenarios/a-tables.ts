/** A model that did not change must be silent: keys, constraints, indexes, relations, views and schemas. */
import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
  ViewEntity,
} from 'typeorm';
import { entity, t, type Scenarios } from '../../support/scenario';

export const scenarios: Scenarios = {
  A48: {
    title: 'a full-text index',
    synchronized: t({ k: { type: 'text' } }, { indices: [{ name: 'ix', columns: ['k'], fulltext: true }] }),
  },
  A52: {
    title: 'an index, and a constraint of its name in another schema',
    first: 'CREATE SCHEMA other; CREATE TABLE other.x (a int, CONSTRAINT ix UNIQUE (a))',
    model: t({ k: { type: 'int' } }, { indices: [{ name: 'ix', columns: ['k'] }] }),
    unmanaged: ['table other.x'],
  },
  A57: {
    title: 'a one-to-one relation over the primary key',
    synchronized: () => {
      @Entity('p')
      class Parent {
        @PrimaryColumn() id: number;
      }
      @Entity('c')
      class Child {
        @PrimaryColumn() id: number;
        @OneToOne(() => Parent) @JoinColumn({ name: 'id' }) parent: Parent;
      }
      return [Parent, Child];
    },
  },
  A58: {
    title: 'one-to-one, many-to-one and many-to-many',
    synchronized: () => {
      @Entity('p')
      class Parent {
        @PrimaryGeneratedColumn('uuid') id: string;
      }
      @Entity('c')
      class Child {
        @PrimaryGeneratedColumn() id: number;
        @OneToOne(() => Parent) @JoinColumn() one: Parent;
        @ManyToOne(() => Parent, { onDelete: 'CASCADE', deferrable: 'INITIALLY DEFERRED', nullable: false })
        many: Parent;
        @ManyToMany(() => Parent) @JoinTable() all: Parent[];
      }
      return [Parent, Child];
    },
  },
  A59: {
    title: 'checks that PostgreSQL respells',
    synchronized: () => {
      @Entity('t')
      @Check(`"a" IN ('x', 'y')`)
      @Check('between', 'n BETWEEN 1 AND 10 AND n <> 5')
      @Check(`a ~* '^[a-z]+$' OR a IS NULL`)
      @Check(`length(a) > 0 and (n = 1 or n /* not */ != 2)`)
      class Checked {
        @PrimaryColumn() id: number;
        @Column({ nullable: true }) a: string;
        @Column() n: number;
      }
      return [Checked];
    },
  },
  A60: {
    title: 'partial indexes that PostgreSQL respells',
    synchronized: () => {
      @Entity('t')
      @Index(['a'], { where: `"a" IS NOT NULL AND "state" IN ('x','y')` })
      @Index('ix', ['a', 'n'], { unique: true, where: 'n > 0' })
      @Index(['n'], { where: `"gone" IS NULL` })
      class Indexed {
        @PrimaryColumn() id: number;
        @Column({ nullable: true }) a: string;
        @Column() n: number;
        @Column({ type: 'enum', enum: ['x', 'y'] }) state: string;
        @Column({ type: 'timestamptz', nullable: true }) gone: Date;
      }
      return [Indexed];
    },
  },
  A61: {
    title: 'the schema public by name',
    synchronized: () => [entity('t', { k: { type: 'int', unique: true } }, { schema: 'public' })],
  },
  A62: {
    title: 'a foreign key into another schema',
    first: 'CREATE SCHEMA other',
    synchronized: () => [
      entity('p', {}, { schema: 'other' }),
      entity('c', { p: { type: 'int', foreignKey: { target: 'p' } } }),
    ],
  },
  A69: {
    title: 'a junction table whose name is too long',
    model: () => {
      @Entity(`p${'o'.repeat(40)}`)
      class Long {
        @PrimaryGeneratedColumn() id: number;
      }
      @Entity(`q${'o'.repeat(40)}`)
      class Longer {
        @PrimaryGeneratedColumn() id: number;
        @ManyToMany(() => Long) @JoinTable() every: Long[];
      }
      return [Long, Longer];
    },
  },
  A70: {
    title: 'deferrable unique and exclusion constraints',
    synchronized: () => {
      @Entity('t')
      @Unique('uq', ['a', 'b'], { deferrable: 'INITIALLY DEFERRED' })
      @Exclusion('ex', 'USING gist (during WITH &&) WHERE (a > 0)')
      @Exclusion('USING gist (a WITH =, during WITH &&)')
      class Booked {
        @PrimaryColumn() id: number;
        @Column() a: number;
        @Column() b: number;
        @Column({ type: 'tsrange' }) during: string;
      }
      return [Booked];
    },
  },
  A71: {
    title: 'views over views',
    synchronized: () => {
      @Entity('t')
      class Base {
        @PrimaryColumn() id: number;
        @Column({ type: 'enum', enum: ['x', 'y'] }) state: string;
      }
      @ViewEntity({ name: 'v', expression: `SELECT id, state FROM t WHERE state IN ('x') ORDER BY id` })
      class First {}
      @ViewEntity({
        name: 'w',
        dependsOn: [First],
        expression: (of) => of.createQueryBuilder().select('v.id', 'id').from('v', 'v').where('v.id > 1'),
      })
      class Second {}
      @ViewEntity({ name: 'm', materialized: true, expression: 'select count(*) as n, max(id) m from t' })
      class Third {}
      return [Base, First, Second, Third];
    },
  },
  A99: {
    title: 'trees, embedded columns, inheritance',
    synchronized: () => {
      @Entity('n')
      @Tree('closure-table')
      class Node {
        @PrimaryGeneratedColumn() id: number;
        @TreeParent() parent: Node;
        @TreeChildren() children: Node[];
      }
      @Entity('path')
      @Tree('materialized-path')
      class Path {
        @PrimaryGeneratedColumn() id: number;
        @TreeParent() parent: Path;
        @TreeChildren() children: Path[];
      }
      @Entity('nested')
      @Tree('nested-set')
      class Nested {
        @PrimaryGeneratedColumn() id: number;
        @TreeParent() parent: Nested;
        @TreeChildren() children: Nested[];
      }
      return [Node, Path, Nested];
    },
  },
};
