/** A model that did not change must be silent: schemas and names of one's own, methods of indexes, views, what TypeORM keeps for itself. */
import {
  Check,
  Column,
  DefaultNamingStrategy,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
  ViewEntity,
} from 'typeorm';
import { entity, k, t, type Entities, type Scenarios } from '../../support/scenario';

class Snake extends DefaultNamingStrategy {
  override tableName(target: string, given: string | undefined): string {
    return `tbl_${(given ?? target).toLowerCase()}`;
  }
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return [...prefixes, given ?? property].join('_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
  override indexName(table: { readonly name: string } | string, columns: string[]): string {
    return `ix_${typeof table === 'string' ? table : table.name}_${columns.join('_')}`;
  }
}

const everything: Entities = () => {
  @Entity('Parent')
  class Parent {
    @PrimaryGeneratedColumn('uuid') id: string;
    @Column({ type: 'enum', enum: ['x', 'y'], default: 'x' }) someState: string;
  }
  @Entity('Child')
  @Check(`"someState" <> 'y' AND char_length("longName") > 2`)
  @Check('"manyOf" @> ARRAY[\'a\']::text[] OR "n" = ANY (ARRAY[1, 2])')
  @Index(['longName'], { where: `"someState" = 'x'` })
  @Unique(['longName', 'n'])
  class Child {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: ['x', 'y'], array: true, default: ['x'] }) states: string[];
    @Column({ type: 'enum', enum: ['x', 'y'], enumName: 'SharedState' }) someState: string;
    @Column({ length: 30, default: `it''s`.replace("''", '') }) longName: string;
    @Column('text', { array: true, default: [] }) manyOf: string[];
    @Column({ default: 0 }) n: number;
    @VersionColumn() version: number;
    @ManyToOne(() => Parent, { onDelete: 'SET NULL' }) @JoinColumn({ name: 'parentId' }) parent: Parent;
  }
  @ViewEntity({
    name: 'Seen',
    expression: (of) => of.createQueryBuilder().select('c.n', 'n').from(Child, 'c').where('c.n > 1'),
  })
  class Seen {
    n: number;
  }
  return [Parent, Child, Seen];
};

const named: Entities = () => {
  @Entity('Parent')
  class Parent {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: ['x', 'y'], default: 'x' }) someState: string;
  }
  @Entity('Child')
  @Index(['longName', 'parent'])
  class Child {
    @PrimaryGeneratedColumn() id: number;
    @Column({ unique: true }) longName: string;
    @ManyToOne(() => Parent) parent: Parent;
  }
  @ViewEntity({
    name: 'Seen',
    expression: (of) =>
      of.createQueryBuilder().select('c.id', 'id').from(Child, 'c').where('c.longName = :name', { name: "it's" }),
  })
  class Seen {}
  return [Parent, Child, Seen];
};

export const scenarios: Scenarios = {
  A100: {
    title: 'everything in a schema of its own',
    first: 'CREATE SCHEMA app',
    synchronized: everything,
    options: { schema: 'app' },
  },
  A101: { title: 'everything with a prefix', synchronized: everything, options: { entityPrefix: 'pre_' } },
  A102: { title: "names of one's own strategy", model: named, options: { namingStrategy: new Snake() } },
  A103: { title: 'pgcrypto', synchronized: everything, options: { uuidExtension: 'pgcrypto' } },
  A104: {
    title: 'methods of indexes',
    synchronized: () => {
      @Entity('t')
      @Index(['j'], { type: 'gin' })
      @Index(['n'], { type: 'brin' })
      @Index(['s'], { type: 'hash' })
      @Index(['p'], { spatial: true })
      class Indexed {
        @PrimaryColumn() id: number;
        @Column('jsonb') j: object;
        @Column() n: number;
        @Column() s: string;
        @Column('point') p: string;
      }
      return [Indexed];
    },
  },
  A105: {
    title: 'a materialized view with indexes, SELECT *, a WITH query, window functions',
    synchronized: () => {
      @Entity('t')
      class Base {
        @PrimaryColumn() id: number;
        @Column() name: string;
      }
      @ViewEntity({ name: 'm', materialized: true, expression: `SELECT * FROM t WHERE name LIKE 'a%';` })
      class Kept {
        @Index({ unique: true }) @PrimaryColumn() id: number;
        @Index('m_name') @Column() name: string;
      }
      @ViewEntity({
        name: 'v',
        expression: `WITH x AS (SELECT id, row_number() OVER (PARTITION BY name ORDER BY id DESC) AS rn FROM t)
          SELECT x.id, x.rn, (SELECT count(*) FROM t) AS "Total" FROM x WHERE rn = 1 -- the newest`,
      })
      class Seen {}
      return [Base, Kept, Seen];
    },
  },
  A106: {
    title: 'no default by null, an empty comment',
    synchronized: t({ k: { type: 'varchar', nullable: true, default: null, comment: '' } }),
  },
  A107: {
    title: 'char(3), a number and a moment as defaults',
    synchronized: t({
      c: { type: 'char', length: 3, default: 'a' },
      s: { type: 'smallint', default: 1 },
      f: { type: 'float', default: '1e10' },
      m: { type: 'timestamptz', default: () => "'2020-01-01T00:00:00Z'" },
    }),
  },
  A108: {
    title: 'a literal that is cut by its type',
    synchronized: t({
      c: { type: 'numeric', precision: 4, scale: 1, default: 1.25 },
      v: { type: 'varchar', length: 2, default: 'ab' },
    }),
  },
  A109: {
    title: 'what TypeORM keeps for itself',
    synchronized: k({ type: 'int' }),
    options: { cache: true, migrationsTableName: 'moved' },
    sql: 'CREATE TABLE moved (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)',
  },
  A110: {
    title: 'a partitioned table',
    synchronized: () => [],
    sql: `CREATE TABLE t (id int NOT NULL, k int NOT NULL, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
      CREATE INDEX by_k ON t (k); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10); CREATE TABLE t2 PARTITION OF t DEFAULT`,
    model: t({ k: { type: 'int', primary: true } }, { indices: [{ columns: ['k'] }] }),
  },
  A111: {
    title: 'a relation to a table that is not synchronised',
    first: 'CREATE TABLE foreign_one (id int PRIMARY KEY, more text)',
    synchronized: () => [
      entity('foreign_one', {}, { synchronize: false }),
      entity('c', { p: { type: 'int', foreignKey: { target: 'foreign_one' } } }),
    ],
  },
  A112: {
    title: 'checks over casts, strings and patterns',
    synchronized: () => {
      @Entity('t')
      @Check(`"Code" ~ E'^\\\\d+$' and "Code" not like '%\\_x'`)
      @Check(`((("n")::numeric / 2) > 1.0) is not false`)
      @Check(`"day" >= '2020-01-01' AND "day" < DATE '2030-01-01' + INTERVAL '1 year'`)
      @Check(`coalesce("n", 0) >= 0 and not ("n" in (1))`)
      @Check(`("data"->>'a') is not null and "data" ? 'b'`)
      class Checked {
        @PrimaryColumn() id: number;
        @Column({ name: 'Code', length: 10 }) code: string;
        @Column('int8', { nullable: true }) n: string;
        @Column('date') day: string;
        @Column('jsonb') data: object;
      }
      return [Checked];
    },
  },
  A113: {
    title: 'a generated column over others, with casts',
    synchronized: t({
      a: { type: 'varchar', nullable: true },
      n: { type: 'numeric', precision: 8, scale: 2 },
      s: {
        type: 'tsvector',
        nullable: true,
        asExpression: "to_tsvector('english', coalesce(a, ''))",
        generatedType: 'STORED',
      },
      g: { type: 'numeric', precision: 10, scale: 2, asExpression: 'n * 1.2', generatedType: 'STORED' },
    }),
  },
  A114: {
    title: 'uuid columns that are keys of others',
    synchronized: () => [
      entity('p', { u: { type: 'uuid', generated: 'uuid', unique: true } }),
      entity('c', { u: { type: 'uuid', foreignKey: { target: 'p', inverseSide: 'u' } } }),
    ],
  },
};
