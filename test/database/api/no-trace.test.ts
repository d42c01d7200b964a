/**
 * What reads leaves no trace: `check` and `revision --dry-run` of a role that may only read, and of a server that is not local, change
 * nothing in the system catalogs, not even rows that are rolled back, and find no false difference. The server itself counts: `pg_stat_all_tables`.
 */
import * as fs from 'node:fs';
import { createServer, connect, type Server } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Check, Column, DataSource, Entity, Index, PrimaryGeneratedColumn, Unique, ViewEntity } from 'typeorm';
import { autogenerate, check, revision } from '../../../src/index';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

const READER = `stillhead_reader_${process.pid}`;

@Entity('person')
@Check(`age BETWEEN 0 AND 150 AND name IN ('a', 'b')`)
@Unique(['name', 'age'])
class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column({ default: () => `upper('x') || lower('Y')` }) name: string;
  @Column({ default: () => '1 + 2' }) age: number;
  @Index({ where: `born > '2000-01-01' AND name LIKE 'a%'` })
  @Column({ type: 'date', default: () => 'CURRENT_DATE' })
  born: string;
  @Column({ type: 'int', generatedType: 'STORED', asExpression: 'age * 2 + 1' }) twice: number;
  @Column({ type: 'enum', enum: ['sad', 'glad'], default: 'sad' }) mood: string;
}

@ViewEntity({ name: 'adult', expression: 'SELECT id, name FROM person WHERE age >= 18 AND name IS NOT NULL' })
class Adult {}

let database: TestDatabase;
let folder: string;
let elsewhere: { readonly server: Server; readonly host: string; readonly port: number } | null;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'no_trace' });
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-no-trace-'));
  const made = new DataSource({ ...database.typeormOptions, entities: [Person, Adult] });
  await made.initialize();
  await made.synchronize();
  await made.destroy();
  const admin = await database.client();
  await admin.query(`CREATE ROLE ${READER} LOGIN; ALTER ROLE ${READER} SET default_transaction_read_only = on;
    REVOKE TEMPORARY ON DATABASE "${database.name}" FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${READER}`);
  await admin.end();
  elsewhere = await openElsewhere();
});
afterAll(async () => {
  elsewhere?.server.close();
  await database.query(`DROP OWNED BY ${READER}; DROP ROLE ${READER}`);
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The test server under an address of this machine that is no loopback; `null` where it has none. */
function openElsewhere(): Promise<typeof elsewhere> {
  const addresses = Object.values(os.networkInterfaces()).flatMap((each) => each ?? []);
  const host = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  if (host === undefined) return Promise.resolve(null);
  const { connectionOptions } = database;
  const server = createServer((socket) => {
    const onward = connect({ host: connectionOptions.host, port: connectionOptions.port });
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve({ server, host, port: address.port });
    });
  });
}

/** A project of its own, so that no answer of another test is remembered. */
function projectOf(name: string, options: Partial<TestDatabase['typeormOptions']>, entities = [Person, Adult]) {
  const cwd = path.join(folder, name);
  fs.mkdirSync(cwd);
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "extensions": "create" }');
  return { cwd, dataSource: new DataSource({ ...database.typeormOptions, ...options, entities }) };
}

/** As `counted`, once it stays the same: until version 14 a process of its own gathers the figures, half a second behind. */
async function written(): Promise<readonly object[]> {
  let last = await counted();
  if (serverMajor() > 14) return last;
  for (let left = 10; left > 0; left--) {
    await sleep(1200);
    const now = await counted();
    if (JSON.stringify(now) === JSON.stringify(last)) break;
    last = now;
  }
  return last;
}

/**
 * Rows written in this database since the statistics began, by table of the catalogs and of the users; what is rolled back counts, so
 * that a dead row shows, too. `n_dead_tup` would fall when a mere reader cleans a page.
 */
async function counted(): Promise<readonly object[]> {
  // A session tells what it did when it ends, or when it is idle for a second.
  for (let left = 40; ; left--) {
    const others = await database.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    if (others.length === 0 || left === 0) break;
    await sleep(50);
  }
  await database.query('SELECT pg_stat_clear_snapshot()');
  // Catalogs that all databases share are written to by other tests.
  return database.query(`SELECT schemaname || '.' || s.relname AS "table", n_tup_ins, n_tup_upd, n_tup_del
    FROM pg_stat_all_tables s JOIN pg_class c ON c.oid = s.relid WHERE NOT relisshared AND schemaname <> 'pg_toast' ORDER BY 1`);
}

const FLAGS = { renames: [], noRenames: true, drops: [], keeps: [] };

async function readsOnly(project: ReturnType<typeof projectOf>): Promise<void> {
  const start = { written: await written(), lines: await fingerprint(database) };
  const before = fs.readdirSync(project.cwd);
  const { state, difference } = await check(project);
  expect([state, difference.operations, difference.warnings]).toEqual(['agrees', [], []]);
  const dry = await revision({ ...project, message: 'x', autogenerate: true, dryRun: true, answers: FLAGS });
  expect([dry.text, dry.difference?.operations]).toEqual([null, []]);
  expect({ written: await written(), lines: await fingerprint(database) }).toEqual(start);
  expect(fs.readdirSync(project.cwd).filter((name) => !before.includes(name) && name !== '.stillhead')).toEqual([]);
}

test('what is counted does count: a temporary table shows', async () => {
  const start = await written();
  const client = await database.client();
  await client.query('BEGIN; CREATE TEMPORARY TABLE x (id int); ROLLBACK');
  await client.end();
  expect(await written()).not.toEqual(start);
});

test('a role that may only read', () => readsOnly(projectOf('reader', { username: READER })));

test('a server that is not local', async () => {
  if (elsewhere === null) throw new Error('this machine has no address but its own loopback');
  const { host, port } = elsewhere;
  await readsOnly(projectOf('elsewhere', { host, port }));
});

test('a role that may only read, on a server that is not local', async () => {
  if (elsewhere === null) throw new Error('this machine has no address but its own loopback');
  const { host, port } = elsewhere;
  await readsOnly(projectOf('both', { host, port, username: READER }));
});

test('and what differs is found there, and read only', async () => {
  if (elsewhere === null) throw new Error('this machine has no address but its own loopback');
  const { host, port } = elsewhere;
  const start = await written();
  @Entity('person')
  class Changed extends Person {
    @Column({ type: 'text', nullable: true }) note: string;
  }
  const project = projectOf('changed', { host, port, username: READER }, [Changed, Adult]);
  const found = await autogenerate(project);
  expect(found.upgrade.map(({ sql }) => sql)).toContain('ALTER TABLE "public"."person" ADD COLUMN "note" text');
  expect(await written()).toEqual(start);
});
