import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createDatabase, serverMajor, type TestDatabase } from '../support/database';
import { startPostgres, type Major } from '../support/postgres';

const major = serverMajor();

describe('the server under test', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase();
  });

  afterAll(() => db.drop());

  it('is of the major that was asked for', async () => {
    const [row] = await db.query<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`);
    expect(Math.floor((row?.version ?? 0) / 10_000)).toBe(major);
  });

  it('runs two sessions at once: one waits for the lock of the other', async () => {
    await db.query('CREATE TABLE counters (id int PRIMARY KEY)');
    const [first, second] = [await db.client(), await db.client()];
    await first.query('BEGIN; LOCK TABLE counters');
    let done = false;
    const waiting = second.query('INSERT INTO counters VALUES (1)').then(() => (done = true));
    let waiters = 0;
    while (waiters === 0) {
      const [row] = await db.query<{ waiters: number }>(
        `SELECT count(*)::int AS waiters FROM pg_locks WHERE NOT granted AND relation = 'counters'::regclass`,
      );
      waiters = row?.waiters ?? 0;
    }
    expect(done).toBe(false);
    await first.query('COMMIT');
    await waiting;
    expect(done).toBe(true);
  });

  it('gives the rows of the last of several statements', async () => {
    expect(await db.query('SELECT 1 AS one; SELECT 2 AS two')).toEqual([{ two: 2 }]);
    expect(await db.query('SELECT $1::text AS word', ['word'])).toEqual([{ word: 'word' }]);
  });

  it('drops a database that somebody is connected to', async () => {
    const other = await createDatabase({ sql: 'CREATE TABLE t ()' });
    const stranger = new Client({ connectionString: other.url });
    stranger.on('error', () => undefined);
    await stranger.connect();
    await other.drop();
    expect(await db.query('SELECT FROM pg_database WHERE datname = $1', [other.name])).toHaveLength(0);
    await stranger.end();
  });
});

describe('a server of a test', () => {
  it('asks for a password, has the time zone of the test and takes its folder with it', async () => {
    const server = await startPostgres({
      major: major as Major,
      tcp: true,
      auth: 'scram',
      timezone: 'Pacific/Chatham',
    });
    try {
      const client = new Client({ connectionString: server.url() });
      await client.connect();
      const { rows } = await client.query<{ zone: string }>(`SELECT current_setting('timezone') AS zone`);
      expect(rows[0]?.zone).toBe('Pacific/Chatham');
      await client.end();
      const intruder = new Client({ host: server.host, port: server.port, user: 'postgres', password: 'wrong' });
      await expect(intruder.connect()).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await server.stop();
    }
    expect(fs.existsSync(server.socket)).toBe(false);
  });

  it('ends with the process that started it, even when that is killed', async () => {
    // A process that starts a server as startPostgres does, and is killed before it can do anything about it.
    const script = `

      const { readFileSync } = require('node:fs');
      const swc = require('@swc/core');
      require.extensions['.ts'] = (module, file) =>
        module._compile(swc.transformSync(readFileSync(file, 'utf8'), { swcrc: false, configFile: false, filename: file,
          module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }).code, file);
      require('./test/support/postgres.ts').startPostgres({ major: ${major} }).then((server) => {
        console.log(server.socket + ' ' + server.pid);
        setInterval(() => {}, 1000);
      });`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const [folder = '', pid = ''] = line.toString().trim().split(' ');
    expect(fs.existsSync(folder)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (let waited = 0; waited < 100 && fs.existsSync(folder); waited++) await sleep(50);
    expect(fs.existsSync(folder)).toBe(false);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});
