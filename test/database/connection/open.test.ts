import { createServer, type Server } from 'node:net';
import { openDatabase } from '../../../src/database';
import type { Session } from '../../../src/session';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';

let db: TestDatabase;
let session: Session;

beforeAll(async () => {
  db = await createDatabase();
  session = await openDatabase({ dataSourceOptions: db.typeormOptions, lockTimeoutMs: 3000 });
});
afterAll(async () => {
  await session.close();
  await db.drop();
});

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return null;
};

test('says what it found', () => {
  const { host, port } = db.connectionOptions;
  expect(session.server).toMatchObject({
    ...{ major: serverMajor(), database: db.name, user: 'postgres', local: true, temporary: true, standby: false },
    description: `${db.name} on ${host.startsWith('/') && port === 5432 ? host : `${host}:${port}`}`,
  });
  expect(session.server.version).toMatch(/^\d+\.\d+$/);
});

test('one statement, and several', async () => {
  expect(await session.query('SELECT $1::int AS a', [3])).toEqual([{ a: 3 }]);
  expect(
    await session.script('SELECT 1 AS a; SELECT 2 AS b UNION ALL SELECT 3 ORDER BY 1; SET work_mem = 100'),
  ).toEqual([[{ a: 1 }], [{ b: 2 }, { b: 3 }], []]);
  expect(await session.script('SELECT 1 AS a')).toEqual([[{ a: 1 }]]);
});

test('statements asked for at once run one after another', async () => {
  const both = await Promise.all([
    session.query('SELECT 1 AS a'),
    session.query('SELECT 2 AS a'),
    session.query('SELECT 3 AS a'),
  ]);
  expect(both).toEqual([[{ a: 1 }], [{ a: 2 }], [{ a: 3 }]]);
});

test('sets its time limits, and its name', async () => {
  const [row] = await session.query<Record<string, string>>(
    `SELECT current_setting('lock_timeout') AS lock, current_setting('client_connection_check_interval') AS check,
       current_setting('application_name') AS name, pg_backend_pid() AS pid`,
  );
  expect(row).toEqual({ lock: '3s', check: '2s', name: 'stillhead', pid: session.backendPid });
});

test('hears notices, until it no longer wants to', async () => {
  const heard: string[] = [];
  const stop = session.onNotice((notice) =>
    heard.push(`${notice.severity} ${notice.code} ${notice.message} ${notice.hint}`),
  );
  const raise = "DO $$ BEGIN RAISE WARNING 'mind %', 1 USING HINT = 'this'; END $$";
  await session.query(raise);
  stop();
  await session.query(raise);
  expect(heard).toEqual(['WARNING 01000 mind 1 this']);
});

test('an error of the server is as pg gives it', async () => {
  await expect(session.query('SELECT nothing')).rejects.toMatchObject({ code: '42703', position: '8' });
  expect(await session.query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
});

test('does nothing that the data source asks for', async () => {
  const other = await openDatabase({
    dataSourceOptions: Object.assign(
      { synchronize: true, dropSchema: true, migrationsRun: true, extensions: ['citext'] },
      db.typeormOptions,
    ),
  });
  expect(await other.query("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")).toEqual([]);
  await other.close();
  await other.close();
});

test('--url replaces the address', async () => {
  const other = await openDatabase({
    dataSourceOptions: Object.assign({}, db.typeormOptions, { host: 'nowhere.invalid', database: 'x', username: 'y' }),
    url: db.url,
  });
  expect(other.server.database).toBe(db.name);
  await other.close();
});

test('a connection that is cut ends no process', async () => {
  const cut = await openDatabase({ dataSourceOptions: db.typeormOptions });
  await db.query('SELECT pg_terminate_backend($1)', [cut.backendPid]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await codeOf(cut.query('SELECT 1'))).toBe('CONNECTION_LOST');
  await cut.close();

  const busy = await openDatabase({ dataSourceOptions: db.typeormOptions });
  const sleeping = codeOf(busy.query('SELECT pg_sleep(10)'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await db.query('SELECT pg_terminate_backend($1)', [busy.backendPid]);
  expect(await sleeping).toBe('CONNECTION_LOST');
  await busy.close();
});

describe('cannot be opened', () => {
  const open = (changes: object) => openDatabase({ dataSourceOptions: { ...db.typeormOptions, ...changes } });

  test('nothing listens', async () => {
    await expect(open({ host: '127.0.0.1', port: 1 })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: 'cannot reach 127.0.0.1:1',
      facts: { reason: expect.stringContaining('ECONNREFUSED') },
    });
  });

  test('no such machine, no such socket', async () => {
    expect(await codeOf(open({ host: 'nowhere.invalid' }))).toBe('DATABASE_UNREACHABLE');
    expect(await codeOf(open({ host: '/nowhere' }))).toBe('DATABASE_UNREACHABLE');
  });

  test('a server that never answers', async () => {
    const silent = await new Promise<Server>((resolve) => {
      const server = createServer(() => undefined);
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(open({ host: '127.0.0.1', port, connectTimeoutMS: 200 })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      facts: { reason: 'no answer in time' },
    });
    silent.close();
  });

  test('no such database', async () => {
    await expect(open({ database: 'nothing here' })).rejects.toMatchObject({
      code: 'DATABASE_MISSING',
      message: 'there is no database nothing here',
    });
  });

  test('an unknown role', async () => {
    expect(await codeOf(open({ username: 'nobody at all' }))).toBe('AUTHENTICATION_FAILED');
  });

  test('no right to connect', async () => {
    await db.query(`CREATE ROLE "${db.name}_out" LOGIN; REVOKE CONNECT ON DATABASE "${db.name}" FROM PUBLIC`);
    await expect(open({ username: `${db.name}_out` })).rejects.toMatchObject({
      code: 'NO_RIGHTS',
      hint: `as the owner: GRANT CONNECT ON DATABASE "${db.name}" TO "${db.name}_out"`,
    });
    await db.query(`GRANT CONNECT ON DATABASE "${db.name}" TO PUBLIC; DROP ROLE "${db.name}_out"`);
  });

  test('too many connections', async () => {
    await db.query(`CREATE ROLE "${db.name}_none" LOGIN CONNECTION LIMIT 0`);
    expect(await codeOf(open({ username: `${db.name}_none` }))).toBe('TOO_MANY_CONNECTIONS');
    await db.query(`DROP ROLE "${db.name}_none"`);
  });
});
