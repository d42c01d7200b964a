/** Servers that do not answer, do not let in, or do not allow; and passwords, which are never printed. */
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject, type Ended } from '../../support/cli';
import { serverMajor } from '../../support/database';
import { MAJORS, startPostgres, type PostgresServer } from '../../support/postgres';
import { entityFile, NAME } from '../../support/shop';
import { Client } from 'pg';

const RIGHT = 'right-geheim';
const WRONG = 'wr@ng/ge%heim :x';
const ENCODED = encodeURIComponent(WRONG);

let cli: Cli;
let server: PostgresServer;
let admin: Client;
let project: CliProject;
beforeAll(async () => {
  cli = await openCli();
  const major = MAJORS.find((known) => known === serverMajor());
  server = await startPostgres({
    auth: 'scram',
    password: RIGHT,
    tcp: true,
    ...(major === undefined ? {} : { major }),
  });
  admin = new Client({ connectionString: address('postgres', RIGHT) });
  await admin.connect();
  await admin.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
  await admin.query(`CREATE ROLE app LOGIN PASSWORD '${RIGHT}'`);
  project = cli.project({
    'data-source.ts': dataSourceFile(`[__dirname + '/entities/*.ts']`),
    'entities/person.ts': entityFile('Person', 'persons', NAME),
  });
  expect(await run('postgres', 'revision', '--autogenerate', '-m', 'start')).toMatchObject({ code: 0, stderr: '' });
}, 120_000);
afterAll(async () => {
  await admin.end();
  await server.stop();
  cli.remove();
});

function address(user: string, password: string, database = 'postgres', port = server.port): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
const run = (user: string, ...args: readonly string[]) => project.run(...args, '--url', address(user, RIGHT));

/** Nothing of a password in any of its spellings, in text and in JSON. */
function secretFree(ended: Ended): void {
  const printed = ended.stdout + ended.stderr;
  for (const secret of [WRONG, ENCODED, encodeURI(WRONG), 'geheim', RIGHT]) expect(printed).not.toContain(secret);
}

const COMMANDS = [['check'], ['upgrade'], ['current'], ['revision', '--autogenerate', '-m', 'x'], ['inspect']];

test('nothing listens there', async () => {
  for (const format of [[], ['--format', 'json']]) {
    const ended = await project.run('check', '--url', address('app', ENCODED, 'postgres', 1), ...format);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/DATABASE_UNREACHABLE.*127\.0\.0\.1:1/);
    secretFree(ended);
  }
});

test('a host that nobody knows', async () => {
  const ended = await project.run('check', '--format', 'json');
  expect(ended.code).toBe(1);
  expect(errorOf(ended)).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  expect(errorOf(ended).message).toMatch(/nowhere\.invalid/);
});

test.each(COMMANDS)('a wrong password is never printed: %s', async (...command) => {
  for (const format of [[], ['--format', 'json']]) {
    const ended = await project.run(...command, '--url', address('app', ENCODED), ...format);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/AUTHENTICATION_FAILED/);
    secretFree(ended);
  }
});

test('nor a wrong one of the data source, of the environment, or of an address that cannot be read', async () => {
  const own = cli.project({
    'data-source.ts': dataSourceFile('[]', {
      host: '127.0.0.1',
      port: server.port,
      username: 'app',
      password: WRONG,
      database: 'postgres',
    }),
  });
  const url = cli.project({ 'data-source.ts': dataSourceFile('[]', { url: address('app', ENCODED) }) });
  for (const ended of [
    await own.run('current'),
    await url.run('current', '--format', 'json'),
    await project.runIn({ STILLHEAD_URL: address('app', ENCODED) }, 'current'),
    await project.run('current', '--url', `postgres://app:${WRONG}@127.0.0.1:${server.port}/postgres`),
    await project.run('current', '--url', `mysql://app:${ENCODED}@127.0.0.1/x`),
    await project.run('current', '--url', `app:${WRONG}`, '--format', 'json'),
    await project.run('current', `--ulr=${address('app', ENCODED)}`),
    await project.runIn({ DEBUG: 'stillhead:*' }, 'check', '--url', address('app', ENCODED)),
  ]) {
    expect(ended.code).toBeGreaterThan(0);
    expect(ended.stderr).toMatch(/error/);
    secretFree(ended);
  }
});

test('a database that is not there', async () => {
  const ended = await project.run('check', '--url', address('postgres', RIGHT, 'nothere'), '--format', 'json');
  expect(errorOf(ended)).toMatchObject({
    code: 'DATABASE_MISSING',
    hint: `createdb -h 127.0.0.1 -p ${server.port} -U postgres nothere`,
  });
});

test('a role that may not create: the missing GRANT is named, and with it the command works', async () => {
  const ended = await run('app', 'upgrade', '--format', 'json');
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  const error = errorOf(ended);
  expect(error).toMatchObject({ code: 'NO_RIGHTS', facts: { user: 'app' } });
  const grant = /GRANT .*$/.exec(error.hint ?? '')?.[0] ?? '';
  expect(grant).toBe('GRANT USAGE, CREATE ON SCHEMA "public" TO "app"');
  await admin.query(grant);
  expect(await run('app', 'upgrade')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('app', 'downgrade', 'base')).toMatchObject({ code: 0, stderr: '' });
  await admin.query(`DROP TABLE stillhead_version; REVOKE CREATE ON SCHEMA public FROM app`);
});

test('a role that may not read: check and upgrade name the GRANT; with SELECT and USAGE alone check works and changes nothing', async () => {
  expect(await run('postgres', 'upgrade')).toMatchObject({ code: 0 });
  const ended = await run('app', 'check', '--format', 'json');
  const error = errorOf(ended);
  expect([ended.code, error.code]).toEqual([1, 'NO_RIGHTS']);
  expect(error.hint).toMatch(/GRANT SELECT ON "public"\."stillhead_version" TO "app"/);
  await admin.query(/GRANT .*$/s.exec(error.hint ?? '')?.[0] ?? '');
  await admin.query('ALTER ROLE app SET default_transaction_read_only = on');
  const { rows: before } = await admin.query('SELECT oid, relname, xmin FROM pg_class ORDER BY oid');
  expect(await run('app', 'check')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('app', 'inspect', 'persons')).toMatchObject({ code: 0, stderr: '' });
  expect((await admin.query('SELECT oid, relname, xmin FROM pg_class ORDER BY oid')).rows).toEqual(before);
  await admin.query('ALTER ROLE app RESET default_transaction_read_only');
});

test('a role that may not change what is there', async () => {
  project.write({
    'entities/person.ts': entityFile('Person', 'persons', NAME, '@Column({ nullable: true }) age: number;'),
  });
  expect(await run('postgres', 'revision', '--autogenerate', '-m', 'age')).toMatchObject({ code: 0 });
  await admin.query('GRANT ALL ON stillhead_version TO app');
  const ended = await run('app', 'upgrade', '--format', 'json');
  expect(ended.code).toBe(1);
  const error = errorOf(ended);
  expect(['NO_RIGHTS', 'STATEMENT_FAILED']).toContain(error.code);
  expect(error.message).toMatch(/persons/);
  expect(await run('postgres', 'current', '--format', 'json')).toMatchObject({ code: 0 });
});
