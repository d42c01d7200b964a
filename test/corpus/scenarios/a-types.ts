/** A model that did not change must be silent: types, enums and comments. */
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { entity, k, t, type Scenarios } from '../../support/scenario';

const AB = ['a', 'b'];

export const scenarios: Scenarios = {
  A01: {
    title: 'an enumName that is the derived name',
    synchronized: k({ type: 'enum', enum: AB, enumName: 't_k_enum' }),
  },
  A02: {
    title: 'the default of an enum as a function',
    synchronized: k({ type: 'enum', enum: AB, default: () => "'b'" }),
  },
  A03: {
    title: 'the default of an enum with a cast',
    synchronized: k({ type: 'enum', enum: AB, enumName: 'kk', default: () => "'b'::kk" }),
  },
  A04: {
    title: 'an array of an enum with a default',
    synchronized: k({ type: 'enum', enum: AB, array: true, default: ['a'] }),
  },
  A32: {
    title: 'numeric with precision',
    synchronized: t({
      k: { type: 'numeric', precision: 10, scale: 2 },
      p: { type: 'decimal', precision: 5 },
      n: { type: 'numeric' },
    }),
  },
  A33: { title: 'numeric arrays', synchronized: k({ type: 'numeric', precision: 10, scale: 2, array: true }) },
  A34: {
    title: 'timestamps with precision',
    synchronized: t({
      k: { type: 'timestamp', precision: 3 },
      z: { type: 'timestamptz', precision: 0 },
      s: { type: 'timestamp', precision: 6 },
    }),
  },
  A35: {
    title: 'times and intervals with precision',
    synchronized: t({ k: { type: 'time', precision: 2 }, i: { type: 'interval', precision: 3 } }),
  },
  A36: { title: 'a comment', synchronized: k({ type: 'int', comment: 'plain' }) },
  A37: { title: 'a comment with quotes and a backslash', synchronized: k({ type: 'int', comment: `it's "so" \\ so` }) },
  A38: { title: 'a comment of two lines', synchronized: k({ type: 'int', comment: 'one\ntwo' }) },
  A39: {
    title: 'the comment of a table',
    synchronized: () => {
      @Entity('t', { comment: `a table's comment` })
      class Commented {
        @PrimaryColumn() id: number;
      }
      return [Commented];
    },
  },
  A40: {
    title: 'char without length',
    synchronized: t({ k: { type: 'char' }, b: { type: 'bit' }, c: { type: 'char', length: 1 } }),
  },
  A41: { title: 'varchar without length', synchronized: t({ k: { type: 'varchar' }, s: { type: String } }) },
  A42: {
    title: 'simple-array, simple-json, simple-enum',
    synchronized: t({ a: { type: 'simple-array' }, j: { type: 'simple-json' }, e: { type: 'simple-enum', enum: AB } }),
  },
  A43: {
    title: 'a generated column',
    synchronized: t({
      a: { type: 'varchar' },
      k: { type: 'varchar', asExpression: "lower(a) || '-' || a", generatedType: 'STORED' },
    }),
  },
  A44: {
    title: 'a generated column in a database that was restored under another name',
    synchronized: t({
      a: { type: 'varchar' },
      k: { type: 'varchar', asExpression: 'upper("a")', generatedType: 'STORED' },
    }),
    sql: `UPDATE typeorm_metadata SET "database" = 'elsewhere'`,
  },
  A45: {
    title: 'a collation',
    synchronized: t({ k: { type: 'varchar', collation: 'C' }, u: { type: 'text', collation: 'C', nullable: true } }),
  },
  A46: {
    title: 'a collation on varchar with length',
    synchronized: k({ type: 'varchar', length: 20, collation: 'POSIX' }),
  },
  A47: { title: 'an enum of numbers', synchronized: k({ type: 'enum', enum: { One: 1, Two: 2 }, default: 1 }) },
  A49: {
    title: 'labels with quotes and spaces',
    model: k({ type: 'enum', enum: ["it's", 'a "b"', 'c,d', ' '], default: "it's" }),
  },
  A50: { title: 'an enum whose name wants quotes', synchronized: k({ type: 'enum', enum: AB, enumName: 'My Enum' }) },
  A51: {
    title: 'one enum of two tables',
    model: () => [
      entity('t', { k: { type: 'enum', enum: AB, enumName: 'shared' } }),
      entity('u', { k: { type: 'enum', enum: AB, enumName: 'shared' } }),
    ],
  },
  A53: {
    title: 'serial, bigserial, smallserial and identity',
    synchronized: () => {
      @Entity('a')
      class Serial {
        @PrimaryGeneratedColumn() id: number;
      }
      @Entity('b')
      class Big {
        @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
      }
      @Entity('c')
      class Small {
        @PrimaryGeneratedColumn('increment', { type: 'smallint' }) id: number;
      }
      @Entity('d')
      class Always {
        @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id: number;
      }
      @Entity('e')
      class Rows {
        @PrimaryGeneratedColumn('rowid') id: string;
        @Column({ generated: 'increment' }) other: number;
      }
      return [Serial, Big, Small, Always, Rows];
    },
  },
  A54: {
    title: 'a column and an enum whose names are too long',
    model: t({ [`k${'o'.repeat(70)}`]: { type: 'enum', enum: AB } }),
  },
  A55: {
    title: 'a table whose name is too long',
    model: () => [entity('t'.repeat(70), { k: { type: 'int' } }, { indices: [{ columns: ['k'] }] })],
  },
  A56: {
    title: 'names with a quote and a dot',
    model: () => [entity('a"b', { 'c"d': { type: 'enum', enum: AB, default: 'a' } })],
  },
  A72: {
    title: 'a table with a dot in its name',
    model: () => [entity('a.b', { k: { type: 'int', generated: 'increment' } })],
  },
  A73: {
    title: 'a renamed sequence',
    synchronized: k({ type: 'int', generated: 'increment' }),
    sql: 'ALTER SEQUENCE t_k_seq RENAME TO numbers',
  },
  A92: {
    title: 'columns that look changed to TypeORM beneath keys and indexes',
    synchronized: () => [
      entity('p', { k: { type: 'jsonb', default: '{"a":1}' } }),
      entity(
        'c',
        { a: { type: 'varchar', default: 'a::b' }, p: { type: 'int', foreignKey: { target: 'p' } } },
        { uniques: [{ columns: ['a', 'p'] }], indices: [{ columns: ['a', 'p'] }] },
      ),
    ],
  },
  A93: {
    title: 'arrays of timestamps, times and intervals',
    synchronized: t({
      k: { type: 'timestamp', precision: 3, array: true },
      z: { type: 'timestamptz', array: true },
      i: { type: 'time', precision: 1, array: true },
    }),
  },
  A94: {
    title: 'the columns that TypeORM fills',
    synchronized: t({
      c: { type: 'timestamp', createDate: true },
      u: { type: 'timestamptz', updateDate: true },
      d: { type: 'timestamp', deleteDate: true },
      v: { type: 'int', version: true },
    }),
  },
  A95: {
    title: 'arrays of varchar with length and of enums',
    synchronized: t({
      k: { type: 'varchar', length: 5, array: true },
      e: { type: 'enum', enum: AB, array: true, default: '{}' },
    }),
  },
  A96: {
    title: 'types of extensions',
    synchronized: t({
      c: { type: 'citext' },
      h: { type: 'hstore', nullable: true },
      l: { type: 'ltree', nullable: true },
      u: { type: 'cube', nullable: true },
    }),
  },
  A97: {
    title: 'bytea, xml, money, ranges',
    synchronized: t({
      b: { type: 'bytea', default: () => String.raw`'\x01'` },
      x: { type: 'xml', nullable: true },
      m: { type: 'money', default: 0 },
      r: { type: 'tstzrange', nullable: true },
    }),
  },
  A98: {
    title: 'an enum in another schema, with a default',
    synchronized: () => [entity('t', { k: { type: 'enum', enum: AB, default: 'b' } }, { schema: 'other' })],
    first: 'CREATE SCHEMA other',
  },
};
