/**
 * What each statement says it locks, rewrites and reads, against what the server says: `pg_locks`, the change of relfilenode and the
 * count of sequential scans, one operation in one transaction.
 */
import { mergeFacts } from '../../../src/operations/locks';
import { typeChangeRewrites } from '../../../src/operations/rewrites';
import type { LockMode, Statement } from '../../../src/operations/statement';
import { heldLocks } from '../../../src/safety/held';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { SAMPLES, type Sample } from '../../support/operation-samples';
import { foreignKey, index, name, SCHEMA, type } from '../../support/schema-builders';
import { reverseOf, statementsOf } from '../../support/table-operations';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'locks' });
});
afterAll(async () => {
  await database.drop();
});

interface Measured {
  /** The strongest lock on each relation that was there before. */
  readonly locks: Readonly<Record<string, string>>;
  readonly rewrites: readonly string[];
  readonly scans: readonly string[];
}

interface Relation {
  readonly oid: number;
  readonly relname: string;
  readonly relkind: string;
  readonly relfilenode: number;
}

const STRENGTH: readonly LockMode[] = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

async function relations(): Promise<readonly Relation[]> {
  return database.query<Relation>(
    `SELECT oid::int, relname, relkind::text, relfilenode::int FROM pg_class WHERE relnamespace = '${SCHEMA}'::regnamespace`,
  );
}

/** Scans so far; the server adds them up over transactions, so only a difference tells something. */
async function scanCounts(): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ relid: number; seq_scan: number }>(
    'SELECT relid::int, seq_scan::int FROM pg_stat_xact_user_tables',
  );
  return new Map(rows.map(({ relid, seq_scan }) => [relid, seq_scan]));
}

async function measure(statements: readonly Statement[]): Promise<Measured> {
  const before = await relations();
  await database.query('BEGIN');
  const scansBefore = await scanCounts();
  for (const { sql } of statements) await database.query(sql);
  const scansAfter = await scanCounts();
  const held = await database.query<{ relation: number; mode: string }>(
    `SELECT relation::int, replace(mode, 'Lock', '') AS mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid()`,
  );
  const after = await relations();
  await database.query('COMMIT');
  const tables = before.filter(({ relkind }) => MEASURED.includes(relkind));
  const strongest = (oid: number): string | undefined =>
    STRENGTH.findLast((mode) => held.some((lock) => lock.relation === oid && lock.mode === mode));
  return {
    locks: Object.fromEntries(
      tables.flatMap(({ oid, relname }) => {
        const mode = strongest(oid);
        return mode === undefined ? [] : [[relname, mode]];
      }),
    ),
    rewrites: tables
      .filter(({ oid, relkind, relfilenode }) => {
        const now = after.find((relation) => relation.oid === oid);
        return relkind === 'r' && now !== undefined && now.relfilenode !== relfilenode;
      })
      .map(({ relname }) => relname),
    scans: tables
      .filter(({ oid }) => (scansAfter.get(oid) ?? 0) > (scansBefore.get(oid) ?? 0))
      .map(({ relname }) => relname),
  };
}

const inside = SAMPLES.filter(
  (sample) =>
    serverMajor() >= (sample.since ?? 14) &&
    statementsOf(sample.operation, serverMajor()).every((statement) => statement.transaction === 'inside'),
);

async function start(sample: Sample): Promise<void> {
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA}, elsewhere CASCADE; CREATE SCHEMA ${SCHEMA}`);
  await database.query(`SET search_path = ${SCHEMA}`);
  if (sample.before !== '') await database.query(sample.before);
  await database.query('SET search_path = pg_catalog');
}

/** Tables and views. Sequences come and go with their tables; of an index only its rename says something. */
const MEASURED = 'rpvm';

/** What an operation claims of relations that are there. */
function claimed(statements: readonly Statement[], known: readonly Relation[]): Measured {
  const there = new Set(known.filter(({ relkind }) => MEASURED.includes(relkind)).map(({ relname }) => relname));
  const facts = mergeFacts(statements);
  const names = (list: readonly { readonly name: string }[]): readonly string[] =>
    list.map(({ name }) => name).filter((name) => there.has(name));
  return {
    locks: Object.fromEntries(
      facts.locks.filter(({ object }) => there.has(object.name)).map(({ object, mode }) => [object.name, mode]),
    ),
    rewrites: names(facts.rewrites),
    scans: names(facts.scans),
  };
}

test.each(inside.map((sample) => [sample.title, sample] as const))('%s, and back', async (_title, sample) => {
  await start(sample);
  for (const operation of [sample.operation, ...(reverseOf(sample.operation) ?? [])]) {
    const statements = statementsOf(operation, serverMajor());
    const claim = claimed(statements, await relations());
    const sql = statements.map((statement) => statement.sql);
    const { scans, ...measured } = await measure(statements);
    expect({ sql, ...measured }).toEqual({ sql, locks: claim.locks, rewrites: claim.rewrites });
    // A claim is the worst case: the planner may spare a small table, and a new collation reads it only for an index.
    expect(claim.scans).toEqual(expect.arrayContaining([...scans]));
  }
});

/** Where the worst case is the usual one, just that is read. */
const READ: readonly (readonly [string, readonly string[]])[] = [
  ['set not null', ['people']],
  ['widen a type', ['people']],
  ['add a check', ['kids']],
  ['add a unique constraint', ['kids']],
  ['add a primary key', ['kids']],
  ['create an index', ['people']],
  ['validate a constraint', ['kids']],
  ['add a plain column', []],
  ['add a serial column', ['people']],
  ['rename a column', []],
];

test.each(READ)('%s reads what it says', async (title, read) => {
  const sample = SAMPLES.find((each) => each.title === title);
  if (!sample) throw new Error(`no sample '${title}'`);
  await start(sample);
  const statements = statementsOf(sample.operation, serverMajor());
  expect((await measure(statements)).scans).toEqual(read);
  expect(mergeFacts(statements).scans.map(({ name }) => name)).toEqual(read);
});

test('a foreign key between tables with rows reads both', async () => {
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}; SET search_path = ${SCHEMA};
    CREATE TABLE people (id integer PRIMARY KEY); CREATE TABLE kids (a integer);
    INSERT INTO people SELECT generate_series(1, 1000); INSERT INTO kids SELECT generate_series(1, 1000); ANALYZE people, kids;
    SET search_path = pg_catalog`);
  const statements = statementsOf(
    {
      kind: 'createForeignKey',
      table: name('kids'),
      constraint: foreignKey('FK', ['a'], { table: name('people'), columns: ['id'] }),
    },
    serverMajor(),
  );
  const { scans } = await measure(statements);
  expect([...scans].sort()).toEqual(['kids', 'people']);
  expect(mergeFacts(statements).scans.map((table) => table.name)).toEqual(['kids', 'people']);
});

/** Rules C14 and C15: which changes of type write the table anew. */
const TYPE_CHANGES: readonly (readonly [from: string, to: string])[] = [
  ['varchar(50)', 'varchar(100)'],
  ['varchar(50)', 'varchar'],
  ['varchar(50)', 'text'],
  ['varchar(50)', 'varchar(20)'],
  ['text', 'varchar'],
  ['text', 'varchar(100)'],
  ['char(10)', 'char(20)'],
  ['char(10)', 'text'],
  ['char(10)', 'varchar(20)'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10,2)', 'numeric'],
  ['numeric(10,2)', 'numeric(12,4)'],
  ['numeric', 'numeric(10,2)'],
  ['timestamp(3)', 'timestamp(6)'],
  ['timestamp(3)', 'timestamp'],
  ['timestamp', 'timestamp(3)'],
  ['timestamptz(3)', 'timestamptz'],
  ['time(3)', 'time'],
  ['interval(3)', 'interval'],
  ['interval', 'interval(3)'],
  ['bit varying(5)', 'bit varying(10)'],
  ['bit varying(5)', 'bit varying'],
  ['bit(5)', 'bit(8)'],
  ['cidr', 'inet'],
  ['inet', 'cidr'],
  ['smallint', 'integer'],
  ['integer', 'bigint'],
  ['real', 'double precision'],
  ['json', 'jsonb'],
  ['jsonb', 'text'],
  ['integer', 'text'],
  ['varchar(10)[]', 'varchar(20)[]'],
  ['text[]', 'varchar[]'],
  ['date', 'timestamp'],
  ['xml', 'text'],
  ['xml', 'varchar'],
  ['xml', 'varchar(10)'],
];

test.each(TYPE_CHANGES)('%s → %s is a rewrite or not, as it says', async (from, to) => {
  await database.query(
    `DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}; CREATE TABLE ${SCHEMA}.t (c ${from})`,
  );
  const known = { from: type(from), to: type(to), using: null };
  const statements = statementsOf(
    { kind: 'alterColumn', table: name('t'), name: 'c', changes: { type: known } },
    serverMajor(),
  );
  const { rewrites } = await measure(
    statements.map((each) => (from === 'inet' ? { ...each, sql: `${each.sql} USING "c"::cidr` } : each)),
  );
  expect(rewrites).toEqual(typeChangeRewrites(known.from, known.to, null) ? ['t'] : []);
  expect(mergeFacts(statements).rewrites.map((table) => table.name)).toEqual(rewrites);
});

test('a lock lasts until its transaction ends, whatever comes after it', async () => {
  await database.query(
    `DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}; CREATE TABLE ${SCHEMA}.t (a int); CREATE TABLE ${SCHEMA}.u (b int)`,
  );
  const statements = [
    ...statementsOf({ kind: 'renameColumn', table: name('u'), name: 'b', to: 'c' }, serverMajor()),
    ...statementsOf(
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false },
      serverMajor(),
    ),
  ];
  const told = heldLocks(statements, () => false).get(statements.at(-1)!);
  expect(told).toEqual([{ object: name('u'), mode: 'AccessExclusive' }]);
  const client = await database.client();
  await client.query('BEGIN');
  for (const { sql } of statements) await client.query(sql);
  const { rows } = await client.query(
    `SELECT relation::regclass::text AS object, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = '${SCHEMA}.u'::regclass`,
  );
  await client.query('ROLLBACK');
  expect(rows).toContainEqual({ object: `${SCHEMA}.u`, mode: 'AccessExclusiveLock' });
});
