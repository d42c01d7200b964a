/**
 * Operations on tables, columns, constraints, indexes and comments, each with the SQL that makes what it needs. The unit tests send them
 * through the calls of a revision file, the database tests run them and their reverse.
 */
import type { ColumnChanges, Operation } from '../../src/operations/operation';
import { objectName } from '../../src/schema/names';
import {
  check,
  column,
  exclusion,
  foreignKey,
  index,
  name,
  primaryKey,
  SCHEMA,
  sequence,
  table,
  type,
  unique,
} from './schema-builders';

import { WHOLE_OBJECT_SAMPLES } from './whole-object-samples';

export interface Sample {
  readonly title: string;
  /** SQL to run first, in the schema `app`. */
  readonly before: string;
  readonly operation: Operation;
  /** The first major version that can run it. */
  readonly since?: number;
}

const people = name('people');
const PEOPLE = `CREATE TABLE people (id integer PRIMARY KEY, email varchar(50) NOT NULL, age integer, tags text);
  INSERT INTO people VALUES (1, 'a@x', 5, 't'), (2, 'b@x', 6, NULL);`;
const AWKWARD = 'we"ird; drop table x --\'\\ ü';

function alter(columnName: string, changes: ColumnChanges, of = 'people'): Operation {
  return { kind: 'alterColumn', table: name(of), name: columnName, changes };
}

const bigTable = table(
  'visits',
  [
    column('id', 'integer', { notNull: true, serial: sequence('visits_id_seq') }),
    column('number', 'bigint', {
      notNull: true,
      identity: { generation: 'always', sequence: sequence('visits_number_seq', { type: 'bigint' }) },
    }),
    column('other', 'smallint', {
      notNull: true,
      identity: { generation: 'byDefault', sequence: sequence('odd', { type: 'smallint', start: '100', cycle: true }) },
    }),
    column('counted', 'integer', { serial: sequence('counter', { type: 'bigint', increment: '5' }) }),
    column('kind', 'app.mood', { notNull: true, default: `'ok'::app.mood` }),
    column('title', 'varchar(20)', {
      default: `'it''s'::character varying`,
      collation: { schema: 'pg_catalog', name: 'C' },
    }),
    column('price', 'numeric(10,2)', { default: '1.5', comment: "it's \\ dear" }),
    column('below', 'integer', { default: `'-1'::integer` }),
    column('large', 'bigint', { default: `'-1'::bigint` }),
    column('code', 'char(3)', { default: `'abc'::bpchar` }),
    column('open', 'boolean', { default: 'true', notNull: true }),
    column('made', 'timestamptz(3)', { default: 'now()', notNull: true }),
    column('data', 'jsonb', { default: `'{}'::jsonb` }),
    column('names', 'text[]', { default: `'{}'::text[]` }),
    column('upper', 'text', { generated: { expression: 'upper((title)::text)', storage: 'stored' } }),
    column('room', 'integer', {}),
    column('during', 'int4range', {}),
    column(AWKWARD, 'text', { default: `'we"ird; drop table x --''\\'::text`, comment: AWKWARD }),
  ],
  {
    primaryKey: primaryKey('visits_pkey', ['id', 'number'], { comment: 'the key' }),
    uniques: [unique('visits_title', ['title'], { timing: { deferrable: true, initiallyDeferred: true } })],
    checks: [
      check('visits_price', '(price > (0)::numeric)', { comment: 'no gifts' }),
      check('visits_room', '(room > 0)', { validated: false, comment: 'later' }),
    ],
    exclusions: [exclusion('visits_free', 'USING gist (during WITH &&) WHERE ((room > 1))')],
    comment: 'all visits',
    unlogged: true,
    storageParameters: { fillfactor: '70', autovacuum_enabled: 'false' },
    rowSecurity: 'forced',
  },
);

const tables: readonly Sample[] = [
  {
    title: 'create a table with everything',
    before: `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
    operation: { kind: 'createTable', table: bigTable },
  },
  {
    title: 'create a table without columns',
    before: '',
    operation: { kind: 'createTable', table: table('empty', []) },
  },
  {
    title: 'create a child',
    before: 'CREATE TABLE parent (id integer)',
    operation: {
      kind: 'createTable',
      table: table('child', [column('id', 'integer'), column('x', 'text')], { inherits: [name('parent')] }),
    },
  },
  {
    title: 'create a partitioned table',
    before: '',
    operation: {
      kind: 'createTable',
      table: table('parts', [column('id', 'integer', { notNull: true })], {
        kind: 'partitioned',
        partitionKey: 'RANGE (id)',
      }),
    },
  },
  {
    title: 'create a table with a virtual column',
    before: '',
    since: 18,
    operation: {
      kind: 'createTable',
      table: table('virtual', [
        column('a', 'integer'),
        column('b', 'integer', { generated: { expression: '(a * 2)', storage: 'virtual' } }),
      ]),
    },
  },
  {
    title: 'drop a table',
    before: `${PEOPLE} CREATE TABLE pets (id integer NOT NULL, owner integer, CONSTRAINT pets_pkey PRIMARY KEY (id),
      CONSTRAINT pets_owner FOREIGN KEY (owner) REFERENCES people (id) ON DELETE CASCADE); CREATE INDEX pets_by_owner ON pets (owner)`,
    operation: {
      kind: 'dropTable',
      table: name('pets'),
      was: table('pets', [column('id', 'integer', { notNull: true }), column('owner', 'integer')], {
        primaryKey: primaryKey('pets_pkey', ['id']),
        foreignKeys: [foreignKey('pets_owner', ['owner'], { table: people, columns: ['id'] }, { onDelete: 'CASCADE' })],
        indexes: [index('pets_by_owner', ['owner'])],
      }),
    },
  },
  { title: 'rename a table', before: PEOPLE, operation: { kind: 'renameTable', table: people, to: AWKWARD } },
  {
    title: 'move a table',
    before: `${PEOPLE} CREATE SCHEMA IF NOT EXISTS elsewhere`,
    operation: { kind: 'moveTable', table: people, toSchema: 'elsewhere' },
  },
];

const added: readonly Sample[] = [
  {
    title: 'add a plain column',
    before: PEOPLE,
    operation: { kind: 'addColumn', table: people, column: column('nick', 'text') },
  },
  {
    title: 'add a column with default and comment',
    before: PEOPLE,
    operation: {
      kind: 'addColumn',
      table: people,
      column: column('state', 'varchar(10)', { notNull: true, default: `'active'::character varying`, comment: 'now' }),
    },
  },
  {
    title: 'add a serial column',
    before: PEOPLE,
    operation: {
      kind: 'addColumn',
      table: people,
      column: column('n', 'bigint', { notNull: true, serial: sequence('people_n_seq', { type: 'bigint' }) }),
    },
  },
  {
    title: 'add a serial column with a sequence of another name',
    before: PEOPLE,
    operation: {
      kind: 'addColumn',
      table: people,
      column: column('n', 'integer', { serial: sequence('numbers', { start: '10' }) }),
    },
  },
  {
    title: 'add an identity column',
    before: PEOPLE,
    operation: {
      kind: 'addColumn',
      table: people,
      column: column('n', 'integer', {
        notNull: true,
        identity: { generation: 'byDefault', sequence: sequence('people_n_seq', { increment: '2' }) },
      }),
    },
  },
  {
    title: 'add a generated column',
    before: PEOPLE,
    operation: {
      kind: 'addColumn',
      table: people,
      column: column('lower', 'text', { generated: { expression: 'lower((email)::text)', storage: 'stored' } }),
    },
  },
  {
    title: 'drop a column',
    before: PEOPLE,
    operation: { kind: 'dropColumn', table: people, name: 'age', was: column('age', 'integer') },
  },
  {
    title: 'rename a column',
    before: PEOPLE,
    operation: { kind: 'renameColumn', table: people, name: 'age', to: AWKWARD },
  },
];

const SERIAL =
  'CREATE TABLE t (id serial NOT NULL, v text); INSERT INTO t (v) VALUES (1), (2), (3); DELETE FROM t WHERE id = 3;';
const IDENTITY =
  'CREATE TABLE t (id integer NOT NULL GENERATED BY DEFAULT AS IDENTITY, v text); INSERT INTO t (v) VALUES (1), (2), (3);';
const own = sequence('t_id_seq');
const stored = { expression: 'lower((email)::text)', storage: 'stored' } as const;
const generated = column('k', 'text', { generated: stored, comment: 'made' });

const altered: readonly Sample[] = [
  {
    title: 'widen a type',
    before: PEOPLE,
    operation: alter('age', { type: { from: type('integer'), to: type('bigint'), using: null } }),
  },
  {
    title: 'narrow a length',
    before: PEOPLE,
    operation: alter('email', { type: { from: type('varchar(50)'), to: type('varchar(20)'), using: null } }),
  },
  {
    title: 'a type with a conversion',
    before: PEOPLE,
    operation: alter('tags', {
      type: {
        from: type('text'),
        to: type('text[]'),
        using: `CASE WHEN "tags" IS NULL THEN NULL ELSE ARRAY["tags"] END`,
      },
    }),
  },
  {
    title: 'a type with its default, to an enum',
    before: `CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (m varchar DEFAULT 'ok'); INSERT INTO people DEFAULT VALUES;`,
    operation: alter('m', {
      type: { from: type('varchar'), to: type('app.mood'), using: '"m"::text::"app"."mood"' },
      default: { from: `'ok'::character varying`, to: `'ok'::app.mood` },
      notNull: { from: false, to: true },
    }),
  },
  {
    title: 'a time zone',
    before: 'CREATE TABLE people (at timestamp); INSERT INTO people VALUES (now());',
    operation: alter('at', {
      type: { from: type('timestamp'), to: type('timestamptz'), using: `"at" AT TIME ZONE 'UTC'` },
    }),
  },
  {
    title: 'a collation',
    before: PEOPLE,
    operation: alter('email', {
      type: { from: type('varchar(50)'), to: type('varchar(50)'), using: null },
      collation: { from: null, to: { schema: 'pg_catalog', name: 'C' } },
    }),
  },
  { title: 'set not null', before: PEOPLE, operation: alter('age', { notNull: { from: false, to: true } }) },
  { title: 'drop not null', before: PEOPLE, operation: alter('email', { notNull: { from: true, to: false } }) },
  { title: 'set a default', before: PEOPLE, operation: alter('age', { default: { from: null, to: '5' } }) },
  {
    title: 'change a default',
    before: `CREATE TABLE people (at timestamptz DEFAULT now())`,
    operation: alter('at', { default: { from: 'now()', to: 'clock_timestamp()' } }),
  },
  {
    title: 'serial to identity',
    before: SERIAL,
    operation: alter(
      'id',
      { serial: { from: own, to: null }, identity: { from: null, to: { generation: 'byDefault', sequence: own } } },
      't',
    ),
  },
  {
    title: 'identity to a serial of another name',
    before: IDENTITY,
    operation: alter(
      'id',
      {
        serial: { from: null, to: sequence('numbers') },
        identity: { from: { generation: 'byDefault', sequence: own }, to: null },
      },
      't',
    ),
  },
  { title: 'serial to plain', before: SERIAL, operation: alter('id', { serial: { from: own, to: null } }, 't') },
  {
    title: 'identity to plain with a default',
    before: IDENTITY,
    operation: alter(
      'id',
      { identity: { from: { generation: 'byDefault', sequence: own }, to: null }, default: { from: null, to: '7' } },
      't',
    ),
  },
  {
    title: 'serial from integer to bigint',
    before: SERIAL,
    operation: alter(
      'id',
      {
        type: { from: type('integer'), to: type('bigint'), using: null },
        serial: { from: own, to: sequence('t_id_seq', { type: 'bigint' }) },
      },
      't',
    ),
  },
  {
    title: 'serial to text',
    before: SERIAL,
    operation: alter(
      'id',
      {
        type: { from: type('integer'), to: type('text'), using: '"id"::text' },
        serial: { from: own, to: null },
        default: { from: null, to: `'x'::text` },
      },
      't',
    ),
  },
  {
    title: 'identity from integer to bigint, always, with options',
    before: IDENTITY,
    operation: alter(
      'id',
      {
        type: { from: type('integer'), to: type('bigint'), using: null },
        identity: {
          from: { generation: 'byDefault', sequence: own },
          to: { generation: 'always', sequence: sequence('t_id_seq', { type: 'bigint', increment: '3' }) },
        },
      },
      't',
    ),
  },
  {
    title: 'stored to plain',
    before: `${PEOPLE} ALTER TABLE people ADD k text GENERATED ALWAYS AS (lower(email)) STORED; COMMENT ON COLUMN people.k IS 'made'`,
    operation: alter('k', { generated: { from: stored, to: null, column: { ...generated, generated: null } } }),
  },
  {
    title: 'plain to stored',
    before: `${PEOPLE} ALTER TABLE people ADD k text; COMMENT ON COLUMN people.k IS 'made'`,
    operation: alter('k', { generated: { from: null, to: stored, column: generated } }),
  },
  {
    title: 'another expression',
    before: `${PEOPLE} ALTER TABLE people ADD k text GENERATED ALWAYS AS (lower(email)) STORED; COMMENT ON COLUMN people.k IS 'made'`,
    operation: alter('k', {
      generated: {
        from: stored,
        to: { ...stored, expression: 'upper((email)::text)' },
        column: { ...generated, generated: { ...stored, expression: 'upper((email)::text)' } },
      },
    }),
  },
];

const KIDS = `${PEOPLE} CREATE TABLE kids (id integer NOT NULL, a integer, b integer, during int4range); CREATE UNIQUE INDEX people_pair ON people (id, age);`;
const kids = name('kids');
const toPeople = { table: people, columns: ['id'] };

const constraints: readonly Sample[] = [
  {
    title: 'add a primary key',
    before: KIDS,
    operation: {
      kind: 'createPrimaryKey',
      table: kids,
      constraint: primaryKey('PK', ['id'], { include: ['a'], comment: 'c' }),
    },
  },
  {
    title: 'add a unique constraint',
    before: KIDS,
    operation: {
      kind: 'createUniqueConstraint',
      table: kids,
      constraint: unique('UQ', ['a', 'b'], { timing: { deferrable: true, initiallyDeferred: false } }),
    },
  },
  {
    title: 'add a unique constraint that knows NULL',
    before: KIDS,
    since: 15,
    operation: {
      kind: 'createUniqueConstraint',
      table: kids,
      constraint: unique('UQ', ['a'], { nullsNotDistinct: true, include: ['b'] }),
    },
  },
  {
    title: 'add a check',
    before: KIDS,
    operation: { kind: 'createCheckConstraint', table: kids, constraint: check('CHK', '(a > 0)', { noInherit: true }) },
  },
  {
    title: 'add a check that is not valid',
    before: KIDS,
    operation: {
      kind: 'createCheckConstraint',
      table: kids,
      constraint: check('CHK', '(a > 0)', { validated: false, comment: 'soon' }),
    },
  },
  {
    title: 'add an exclusion constraint',
    before: KIDS,
    operation: {
      kind: 'createExclusionConstraint',
      table: kids,
      constraint: exclusion('EX', 'USING gist (during WITH &&)', {
        timing: { deferrable: true, initiallyDeferred: true },
      }),
    },
  },
  {
    title: 'add a foreign key',
    before: KIDS,
    operation: {
      kind: 'createForeignKey',
      table: kids,
      constraint: foreignKey('FK', ['a'], toPeople, {
        onDelete: 'SET NULL',
        onUpdate: 'CASCADE',
        validated: false,
        comment: 'c',
      }),
    },
  },
  {
    title: 'add a foreign key that matches fully',
    before: KIDS,
    operation: {
      kind: 'createForeignKey',
      table: kids,
      constraint: foreignKey(
        'FK',
        ['a', 'b'],
        { table: people, columns: ['id', 'age'] },
        { match: 'FULL', timing: { deferrable: true, initiallyDeferred: true } },
      ),
    },
  },
  {
    title: 'add a foreign key that clears one column',
    before: KIDS,
    since: 15,
    operation: {
      kind: 'createForeignKey',
      table: kids,
      constraint: foreignKey(
        'FK',
        ['a', 'b'],
        { table: people, columns: ['id', 'age'] },
        { onDelete: 'SET NULL', onDeleteColumns: ['b'] },
      ),
    },
  },
  {
    title: 'drop a foreign key',
    before: `${KIDS} ALTER TABLE kids ADD CONSTRAINT "FK" FOREIGN KEY (a) REFERENCES people (id)`,
    operation: {
      kind: 'dropConstraint',
      table: kids,
      name: 'FK',
      constraintKind: 'foreignKey',
      was: foreignKey('FK', ['a'], toPeople),
    },
  },
  {
    title: 'drop a check',
    before: `${KIDS} ALTER TABLE kids ADD CONSTRAINT k CHECK (a > 0)`,
    operation: { kind: 'dropConstraint', table: kids, name: 'k', constraintKind: 'check', was: check('k', '(a > 0)') },
  },
  {
    title: 'rename a constraint',
    before: `${KIDS} ALTER TABLE kids ADD CONSTRAINT k CHECK (a > 0)`,
    operation: { kind: 'renameConstraint', table: kids, name: 'k', constraintKind: 'check', to: AWKWARD },
  },
  {
    title: 'change the timing of a foreign key',
    before: `${KIDS} ALTER TABLE kids ADD CONSTRAINT "FK" FOREIGN KEY (a) REFERENCES people (id)`,
    operation: {
      kind: 'alterForeignKey',
      table: kids,
      name: 'FK',
      timing: {
        from: { deferrable: false, initiallyDeferred: false },
        to: { deferrable: true, initiallyDeferred: true },
      },
    },
  },
  {
    title: 'validate a constraint',
    before: `${KIDS} ALTER TABLE kids ADD CONSTRAINT k CHECK (a > 0) NOT VALID`,
    operation: { kind: 'validateConstraint', table: kids, name: 'k' },
  },
];

const indexes: readonly Sample[] = [
  {
    title: 'create an index',
    before: PEOPLE,
    operation: { kind: 'createIndex', table: people, index: index('IDX', ['email', 'age']), concurrently: false },
  },
  {
    title: 'create an index with everything',
    before: PEOPLE,
    operation: {
      kind: 'createIndex',
      table: people,
      concurrently: false,
      index: index(
        'IDX',
        [
          {
            expression: 'lower((email)::text)',
            opclass: { schema: 'pg_catalog', name: 'text_pattern_ops' },
            collation: { schema: 'pg_catalog', name: 'C' },
          },
          { column: 'age', direction: 'desc', nulls: 'last' },
        ],
        {
          unique: true,
          include: ['tags'],
          predicate: '(age > 3)',
          storageParameters: { fillfactor: '70' },
          comment: 'fast',
        },
      ),
    },
  },
  {
    title: 'create a unique index that knows NULL',
    before: PEOPLE,
    since: 15,
    operation: {
      kind: 'createIndex',
      table: people,
      index: index('IDX', ['age'], { unique: true, nullsNotDistinct: true }),
      concurrently: false,
    },
  },
  {
    title: 'create an index concurrently',
    before: PEOPLE,
    operation: {
      kind: 'createIndex',
      table: people,
      index: index('IDX', ['age'], { method: 'brin', storageParameters: { pages_per_range: '8' } }),
      concurrently: true,
    },
  },
  {
    title: 'drop an index',
    before: `${PEOPLE} CREATE INDEX i ON people (age)`,
    operation: { kind: 'dropIndex', table: people, name: 'i', concurrently: false, was: index('i', ['age']) },
  },
  {
    title: 'drop an index concurrently',
    before: `${PEOPLE} CREATE INDEX i ON people (age)`,
    operation: { kind: 'dropIndex', table: people, name: 'i', concurrently: true, was: index('i', ['age']) },
  },
  {
    title: 'rename an index',
    before: `${PEOPLE} CREATE INDEX i ON people (age)`,
    operation: { kind: 'renameIndex', table: people, name: 'i', to: AWKWARD },
  },
];

const commented = `${PEOPLE} CREATE TYPE mood AS ENUM ('ok'); CREATE SEQUENCE s; CREATE VIEW v AS SELECT 1 AS x; CREATE MATERIALIZED VIEW mv AS SELECT 1 AS x;
  CREATE INDEX i ON people (age); ALTER TABLE people ADD CONSTRAINT k CHECK (age > 0); CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
  CREATE DOMAIN d AS integer; CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER tr BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION tf(); CREATE POLICY p ON people USING (true)`;

const comments: readonly Sample[] = [
  objectName('schema', SCHEMA, SCHEMA),
  objectName('table', SCHEMA, 'people'),
  objectName('column', SCHEMA, 'email', 'people'),
  objectName('check', SCHEMA, 'k', 'people'),
  objectName('primaryKey', SCHEMA, 'people_pkey', 'people'),
  objectName('index', SCHEMA, 'i', 'people'),
  objectName('enum', SCHEMA, 'mood'),
  objectName('sequence', SCHEMA, 's'),
  objectName('view', SCHEMA, 'v'),
  objectName('materializedView', SCHEMA, 'mv'),
  objectName('function', SCHEMA, 'f(a integer)'),
  objectName('domain', SCHEMA, 'd'),
  objectName('trigger', SCHEMA, 'tr', 'people'),
  objectName('policy', SCHEMA, 'p', 'people'),
].map((object) => ({
  title: `comment on ${object.kind}`,
  before: commented,
  operation: { kind: 'setComment', object, comment: { from: null, to: AWKWARD } },
}));

export const SAMPLES: readonly Sample[] = [
  ...tables,
  ...added,
  ...altered,
  ...constraints,
  ...indexes,
  ...comments,
  ...WHOLE_OBJECT_SAMPLES,
];
