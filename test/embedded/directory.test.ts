/** The embedded PostgreSQL on a directory. Needs no server, but takes its time. */
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { openEmbedded, type EmbeddedDatabase, type OpenEmbeddedOptions } from '../../src/scratch/embedded';
import { buildPackage, runNode, type BuiltPackage } from '../support/built-package';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-embedded-')));
const cacheDirectory = path.join(folder, 'cache');
const directory = path.join(folder, 'clinic/.stillhead/pgdata');
let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
}, 60_000);
afterAll(() => {
  built.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function using<Result>(
  run: (database: EmbeddedDatabase) => Promise<Result>,
  options: Partial<OpenEmbeddedOptions> = {},
): Promise<Result> {
  const database = await openEmbedded({ directory, cacheDirectory, ...options });
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

const lockFile = `${directory}.lock`;

test('keeps what was written, and says what it is', async () => {
  await using(async (database) => {
    const session = await database.session();
    expect(session.server).toMatchObject({
      major: 18,
      description: 'clinic (embedded)',
      local: true,
      database: 'postgres',
    });
    await session.query('CREATE TABLE kept (id integer)');
    await session.query('INSERT INTO kept VALUES (1)');
    expect(fs.existsSync(lockFile)).toBe(true);
  });
  expect(fs.existsSync(lockFile)).toBe(false);
  await using(async (database) => {
    const session = await database.session();
    expect(await session.query('SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });
}, 60_000);

test('looks like a server: settings, types, notices, errors, extensions', async () => {
  await using(async (database) => {
    const session = await database.session();
    expect(
      await session.script(
        `SHOW search_path; SHOW allow_system_table_mods;
         SELECT count(*)::int > 30 AS many FROM pg_available_extensions;
         SELECT 1::bigint AS big, now() IS NOT NULL AS yes, '{1,2}'::int[] AS list`,
      ),
    ).toEqual([
      [{ search_path: '"$user", public' }],
      [{ allow_system_table_mods: 'off' }],
      [{ many: true }],
      [{ big: '1', yes: true, list: [1, 2] }],
    ]);
    const heard: string[] = [];
    session.onNotice((notice) => heard.push(notice.message));
    await session.query("DO $$ BEGIN RAISE NOTICE 'here'; END $$");
    expect(heard).toEqual(['here']);
    await expect(session.query('SELECT nothing')).rejects.toMatchObject({ code: '42703', position: '8' });
    await session.script('CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION "uuid-ossp"');
    expect(await session.query("SELECT 'A'::citext = 'a' AS same")).toEqual([{ same: true }]);
  });
}, 60_000);

test('several sessions take turns, and TypeORM is one of them', async () => {
  await using(async (database) => {
    const [one, two] = [await database.session(), await database.session()];
    await one.query('BEGIN');
    await one.query('CREATE TABLE turn (id integer)');
    const waiting = two.query<{ count: number }>('SELECT count(*)::int AS count FROM turn');
    await one.query('INSERT INTO turn VALUES (1)');
    await one.query('COMMIT');
    expect(await waiting).toEqual([{ count: 1 }]);

    // A client that goes inside a transaction leaves nothing of it.
    await one.query('BEGIN');
    await one.query('INSERT INTO turn VALUES (2)');
    await one.close();
    expect(await two.query('SELECT count(*)::int AS count FROM turn')).toEqual([{ count: 1 }]);

    const dataSource = new DataSource({ type: 'postgres', extra: database.pgOptions });
    await dataSource.initialize();
    expect(await dataSource.query('SELECT id FROM turn')).toEqual([{ id: 1 }]);
    await dataSource.destroy();
    const client = new Client(database.pgOptions);
    await client.connect();
    expect((await client.query('SELECT 1 AS a')).rows).toEqual([{ a: 1 }]);
    await client.end();
  });
}, 60_000);

test('within one process a directory is shared', async () => {
  await using(async (one) => {
    await using(async (two) => {
      const [first, second] = [await one.session(), await two.session()];
      await first.query('CREATE TABLE shared (id integer)');
      expect(await second.query('SELECT id FROM shared')).toEqual([]);
    });
    expect(await (await one.session()).query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
  });
}, 60_000);

/** Opens the directory in a process of its own, and holds it until it is told to go on, or killed. */
function holder(): { readonly child: ChildProcess; ready(): Promise<void>; readonly ended: Promise<number | null> } {
  const script = `require(${JSON.stringify(built.dist('scratch/embedded.js'))}).openEmbedded(${JSON.stringify({ directory, cacheDirectory })})
    .then(async (database) => {
      const session = await database.session();
      await session.script('CREATE TABLE IF NOT EXISTS held (id serial); INSERT INTO held DEFAULT VALUES');
      console.log('READY');
      process.stdin.once('data', () => database.close());
      process.stdin.once('end', () => process.stdin.destroy());
    });`;
  const child = spawn(process.execPath, ['-e', script], { cwd: built.folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('READY')) resolve();
    });
    void ended.then(() => reject(new Error(`ended: ${output}`)));
  });
  ready.catch(() => undefined);
  return { child, ready: () => ready, ended };
}

test('a second process waits, says for whom, and gives up in the end', async () => {
  const other = holder();
  await other.ready();
  const waited: number[] = [];
  const onWait = (owner: { readonly pid: number }): void => void waited.push(owner.pid);
  await expect(openEmbedded({ directory, cacheDirectory, waitMs: 300, onWait })).rejects.toMatchObject({
    code: 'EMBEDDED_BUSY',
    facts: { process: other.child.pid },
    hint: expect.stringContaining(lockFile),
  });
  expect(waited).toEqual([other.child.pid]);
  const late = using(async (database) => (await database.session()).query('SELECT count(*)::int AS rows FROM held'));
  other.child.stdin?.end('go on\n');
  expect(await late).toEqual([{ rows: 1 }]);
  expect(await other.ended).toBe(0);
}, 60_000);

test('the lock of a killed process counts for nothing, and what it committed is there', async () => {
  const other = holder();
  await other.ready();
  other.child.kill('SIGKILL');
  await other.ended;
  expect(fs.existsSync(lockFile)).toBe(true);
  const onWait = jest.fn();
  expect(
    await using(async (database) => (await database.session()).query('SELECT count(*)::int AS rows FROM held'), {
      onWait,
    }),
  ).toEqual([{ rows: 2 }]);
  expect(onWait).not.toHaveBeenCalled();
}, 60_000);

test('a lock of another machine, and one of a process id that was given out again', async () => {
  const owner = { pid: process.pid, start: 'another time', host: os.hostname(), command: 'node', since: '' };
  fs.writeFileSync(lockFile, JSON.stringify(owner));
  await using(async () => undefined, { waitMs: 0 });
  fs.writeFileSync(lockFile, JSON.stringify({ ...owner, host: 'elsewhere' }));
  await expect(using(async () => undefined, { waitMs: 0 })).rejects.toMatchObject({
    code: 'EMBEDDED_BUSY',
    facts: { machine: 'elsewhere' },
  });
  fs.rmSync(lockFile);
}, 60_000);

test('processes that start at once come in one after another', async () => {
  const script = `const { openEmbedded } = require(${JSON.stringify(built.dist('scratch/embedded.js'))});
    openEmbedded(${JSON.stringify({ directory: path.join(folder, 'many/pgdata'), cacheDirectory })}).then(async (database) => {
      const session = await database.session();
      await session.script('CREATE TABLE IF NOT EXISTS many (id serial); INSERT INTO many DEFAULT VALUES');
      const [row] = await session.query('SELECT count(*)::int AS rows FROM many');
      await database.close();
      console.log(row.rows);
    });`;
  const ran = await Promise.all([1, 2, 3].map(() => runNode(script, { cwd: built.folder })));
  expect(ran.map(({ stdout, stderr }) => stdout.trim() + stderr).sort()).toEqual(['1', '2', '3']);
}, 90_000);

test('a directory of another major, or of something else, is not opened', async () => {
  const old = path.join(folder, 'old');
  fs.mkdirSync(old);
  fs.writeFileSync(path.join(old, 'PG_VERSION'), '17\n');
  await expect(openEmbedded({ directory: old })).rejects.toMatchObject({
    code: 'EMBEDDED_MAJOR',
    facts: { found: '17', embedded: 18 },
  });
  fs.rmSync(path.join(old, 'PG_VERSION'));
  fs.writeFileSync(path.join(old, 'letters.txt'), '');
  await expect(openEmbedded({ directory: old })).rejects.toMatchObject({ code: 'EMBEDDED_FOREIGN' });
  expect(fs.readdirSync(old)).toEqual(['letters.txt']);
  expect(fs.existsSync(`${old}.lock`)).toBe(false);
});
