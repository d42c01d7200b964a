import { inspect } from 'node:util';
import { openDatabase } from '../../../src/database';
import { serverMajor } from '../../support/database';
import { startPostgres, MAJORS, type PostgresServer } from '../../support/postgres';

const RIGHT = 'right-geheim';
const WRONG = 'wrong-geheim';
let server: PostgresServer;

beforeAll(async () => {
  const major = MAJORS.find((known) => known === serverMajor());
  server = await startPostgres({
    auth: 'scram',
    password: RIGHT,
    tcp: true,
    ...(major === undefined ? {} : { major }),
  });
}, 60_000);
afterAll(() => server.stop());

const options = (password: unknown) => ({
  ...{ type: 'postgres', host: server.host, port: server.port, username: 'postgres', database: 'postgres', password },
});
const at = (url: string) => Object.assign({ type: 'postgres' }, { url });
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

test('a password, as text, from a function, from a promise, in an address', async () => {
  const address = `postgres://postgres:${RIGHT}@${server.host}:${server.port}/postgres`;
  for (const dataSourceOptions of [options(RIGHT), options(() => RIGHT), options(async () => RIGHT), at(address)]) {
    const session = await openDatabase({ dataSourceOptions });
    expect(session.server.user).toBe('postgres');
    await session.close();
  }
  const session = await openDatabase({
    dataSourceOptions: options(async () => RIGHT),
    url: address.replace(`:${RIGHT}`, ''),
  });
  await session.close();
});

test('a wrong password is never printed', async () => {
  const address = `postgres://postgres:${WRONG}@${server.host}:${server.port}/postgres`;
  const failures = [
    await failure(openDatabase({ dataSourceOptions: options(WRONG) })),
    await failure(openDatabase({ dataSourceOptions: options(async () => WRONG) })),
    await failure(openDatabase({ dataSourceOptions: at(address) })),
    await failure(openDatabase({ dataSourceOptions: options(RIGHT), url: address })),
    await failure(
      openDatabase({
        dataSourceOptions: options(() => {
          throw new Error(`the vault does not know ${address}`);
        }),
      }),
    ),
  ];
  for (const error of failures.slice(0, 4)) expect(error).toMatchObject({ code: 'AUTHENTICATION_FAILED' });
  expect(failures[4]).toMatchObject({ code: expect.any(String) });
  for (const error of failures) expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('geheim');
});

test('no password where one is asked for', async () => {
  expect(await failure(openDatabase({ dataSourceOptions: options(undefined) }))).toMatchObject({
    code: 'AUTHENTICATION_FAILED',
    facts: { reason: 'the server asks for a password, and none is given' },
  });
});
