/**
 * Samples of what operations do between two databases beyond tables' insides: tables as a whole, partitions, the storage of columns, and
 * objects made by their own statement. Each with the SQL that makes what it needs; run by the tests of `operation-samples.ts`.
 */
import type { Operation, TableChanges } from '../../src/operations/operation';
import { madeName } from '../../src/operations/made-objects';
import { objectName } from '../../src/schema/names';
import type { DomainCheck, Table } from '../../src/schema/types';
import { column, name, SCHEMA, sequence, table } from './schema-builders';

interface Sample {
  readonly title: string;
  readonly before: string;
  readonly operation: Operation;
}

const T = 'CREATE TABLE t (a text, id integer NOT NULL, CONSTRAINT t_key UNIQUE (id)); INSERT INTO t VALUES (1, 1);';

function change(changes: TableChanges): Operation {
  return { kind: 'alterTable', table: name('t'), changes };
}

const whole: readonly Sample[] = [
  { title: 'unlogged', before: T, operation: change({ unlogged: { from: false, to: true } }) },
  {
    title: 'storage parameters set, changed and reset',
    before: `${T} ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = off)`,
    operation: change({
      storageParameters: {
        from: { autovacuum_enabled: 'off', fillfactor: '70' },
        to: { fillfactor: '80', 'toast.autovacuum_enabled': 'off' },
      },
    }),
  },
  { title: 'row security on', before: T, operation: change({ rowSecurity: { from: 'off', to: 'enabled' } }) },
  { title: 'row security forced', before: T, operation: change({ rowSecurity: { from: 'off', to: 'forced' } }) },
  {
    title: 'row security forced, but off',
    before: T,
    operation: change({ rowSecurity: { from: 'off', to: 'forcedOff' } }),
  },
  {
    title: 'row security no longer forced',
    before: `${T} ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
    operation: change({ rowSecurity: { from: 'forced', to: 'enabled' } }),
  },
  {
    title: 'another parent',
    before: `CREATE TABLE p (a text); CREATE TABLE q (id integer NOT NULL); CREATE TABLE t (a text, id integer NOT NULL); ALTER TABLE t INHERIT p`,
    operation: change({ inherits: { from: [name('p')], to: [name('q')] } }),
  },
  { title: 'replica identity full', before: T, operation: change({ replicaIdentity: { from: null, to: 'full' } }) },
  {
    title: 'replica identity by a key',
    before: T,
    operation: change({ replicaIdentity: { from: null, to: { index: 't_key' } } }),
  },
  {
    title: 'several attributes of a table',
    before: T,
    operation: change({ unlogged: { from: false, to: true }, rowSecurity: { from: 'off', to: 'enabled' } }),
  },
];

const PARTED = 'CREATE TABLE events (id integer NOT NULL, region text NOT NULL) PARTITION BY LIST (region);';

const partition = (further: Partial<Table>): Table =>
  table(
    'eu',
    [
      column('id', 'integer', { notNull: true, inherited: true }),
      column('region', 'text', { notNull: true, inherited: true }),
    ],
    { kind: 'partition', bound: `FOR VALUES IN ('eu')`, inherits: [name('events')], ...further },
  );

const partitions: readonly Sample[] = [
  {
    title: 'a partition is attached',
    before: `${PARTED} CREATE TABLE eu (id integer NOT NULL, region text NOT NULL)`,
    operation: { kind: 'attachPartition', table: name('eu'), parent: name('events'), bound: `FOR VALUES IN ('eu')` },
  },
  { title: 'a partition', before: PARTED, operation: { kind: 'createTable', table: partition({}) } },
  {
    title: 'a partition that is partitioned',
    before: PARTED,
    operation: { kind: 'createTable', table: partition({ partitionKey: 'RANGE (id)' }) },
  },
  {
    title: 'a child without columns of its own',
    before: 'CREATE TABLE base (a integer)',
    operation: {
      kind: 'createTable',
      table: table('t', [column('a', 'integer', { inherited: true }), column('b', 'text')], {
        inherits: [name('base')],
        replicaIdentity: 'full',
      }),
    },
  },
];

const storage: readonly Sample[] = [
  {
    title: 'storage, compression and statistics of a column',
    before: `${T} ALTER TABLE t ALTER a SET STATISTICS 7`,
    operation: {
      kind: 'setColumnStorage',
      table: name('t'),
      name: 'a',
      storage: { from: { statistics: 7 }, to: { compression: 'pglz', statistics: 50 } },
    },
  },
  {
    title: 'a column that is stored otherwise',
    before: T,
    operation: {
      kind: 'addColumn',
      table: name('t'),
      column: column('b', 'text', { storage: 'external', compression: 'pglz', statistics: 9 }),
    },
  },
  {
    title: 'a serial whose sequence is described',
    before: T,
    operation: {
      kind: 'addColumn',
      table: name('t'),
      column: column('n', 'integer', { notNull: true, serial: { ...sequence('t_n_seq'), comment: "it's \\ counted" } }),
    },
  },
];

const positive: DomainCheck = { name: 'positive', definition: 'CHECK ((VALUE > 0))' };
const small: DomainCheck = { name: 'small', definition: 'CHECK ((VALUE < 100))' };
const DOMAIN = 'CREATE DOMAIN d AS integer CONSTRAINT positive CHECK (VALUE > 0);';

const objects: readonly Sample[] = [
  {
    title: 'a domain',
    before: '',
    operation: {
      kind: 'createObject',
      object: madeName('domain', name('d')),
      made: {
        create: 'CREATE DOMAIN "app"."d" AS integer DEFAULT 5 NOT NULL CONSTRAINT "positive" CHECK ((VALUE > 0))',
        comment: 'how many',
        domain: {
          base: 'integer',
          notNull: true,
          default: '5',
          checks: [positive, { name: 'small', definition: 'CHECK ((VALUE < 100)) NOT VALID' }],
        },
      },
      needs: [],
    },
  },
  {
    title: 'a composite type',
    before: '',
    operation: {
      kind: 'createObject',
      object: madeName('compositeType', name('pair')),
      made: { create: 'CREATE TYPE "app"."pair" AS ("a" integer, "b" text)', comment: null },
      needs: [],
    },
  },
  {
    title: 'a range type',
    before: '',
    operation: {
      kind: 'createObject',
      object: madeName('rangeType', name('span')),
      made: { create: 'CREATE TYPE "app"."span" AS RANGE (SUBTYPE = numeric)', comment: null },
      needs: [],
    },
  },
  {
    title: 'a collation',
    before: '',
    operation: {
      kind: 'createObject',
      object: madeName('collation', name('plain')),
      made: { create: `CREATE COLLATION "app"."plain" (provider = 'libc', locale = 'C')`, comment: 'by bytes' },
      needs: [],
    },
  },
  {
    title: 'extended statistics',
    before: T,
    operation: {
      kind: 'createObject',
      object: madeName('statistics', name('st')),
      made: { create: 'CREATE STATISTICS "app"."st" (dependencies) ON a, id FROM "app"."t"', comment: null },
      needs: ['a', 'id'].map((each) => objectName('column', SCHEMA, each, 't')),
    },
  },
  {
    title: 'a domain gets other rules',
    before: DOMAIN,
    operation: {
      kind: 'alterDomain',
      domain: name('d'),
      changes: {
        default: { from: null, to: '1' },
        notNull: { from: false, to: true },
        checks: { from: [positive], to: [small] },
      },
    },
  },
  {
    title: 'another rule under the same name',
    before: DOMAIN,
    operation: {
      kind: 'alterDomain',
      domain: name('d'),
      changes: { checks: { from: [positive], to: [{ ...positive, definition: 'CHECK ((VALUE > 1))' }] } },
    },
  },
];

export const WHOLE_OBJECT_SAMPLES: readonly Sample[] = [...whole, ...partitions, ...storage, ...objects];
