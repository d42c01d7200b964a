import { NotPostgresError } from '../../../src/errors/loading';
import { clientOptions } from '../../../src/connection/options';

const tls = (url: string) => ({ servername: /sslmode=([a-z-]*)/.exec(url)?.[1] ?? '' });
const read = (options: object, url: string | null = null) => clientOptions({ type: 'postgres', ...options }, url, tls);

test('the fields of a data source', () => {
  const ssl = { ca: 'x' };
  expect(
    read({
      host: 'h',
      port: 1,
      username: 'u',
      password: 'p',
      database: 'd',
      ssl,
      applicationName: 'a',
      connectTimeoutMS: 9,
    }),
  ).toEqual({
    ...{ host: 'h', port: 1, user: 'u', password: 'p', database: 'd', ssl },
    ...{ application_name: 'a', connectionTimeoutMillis: 9, query_timeout: 0 },
  });
});

test('a port from the environment is text', () => {
  expect(read({ port: '6543' }).port).toBe(6543);
});

test('an address wins over the fields, as for pg', () => {
  expect(read({ url: 'postgres://a@b:3/c?sslmode=require', host: 'h', username: 'u', password: 'p' })).toMatchObject({
    ...{ host: 'b', port: 3, user: 'a', password: 'p', database: 'c', ssl: { servername: 'require' } },
  });
});

test('the master of a replication, with the options beside it', () => {
  const replication = { master: { host: 'm', username: 'mu', database: 'md' }, slaves: [{ host: 's' }] };
  expect(read({ host: 'ignored', replication, extra: { keepAlive: true } })).toMatchObject({
    ...{ host: 'm', user: 'mu', database: 'md', keepAlive: true },
  });
});

test('extra wins, also as the way to a database of its own', () => {
  const stream = () => undefined;
  expect(read({ host: 'h', extra: { host: 'x', stream, query_timeout: 5 } })).toMatchObject({
    host: 'x',
    stream,
    query_timeout: 0,
  });
});

test('a url replaces address, user and database, and keeps ssl, extra and a password function', async () => {
  const given = read(
    {
      host: 'h',
      port: 1,
      username: 'u',
      password: async () => 'secret',
      database: 'd',
      ssl: true,
      extra: { keepAlive: true },
    },
    'postgres://v@w/x',
  );
  expect(given).toMatchObject({ host: 'w', user: 'v', database: 'x', ssl: true, keepAlive: true });
  expect(given.port).toBeUndefined();
  expect(typeof given.password === 'function' ? await given.password() : null).toBe('secret');
});

test('a url keeps what it does not name', () => {
  const before = { url: 'postgres://u:p@h:1/d?sslmode=verify-full' };
  expect(read(before, 'postgres:///other')).toMatchObject({
    ...{ host: 'h', port: 1, user: 'u', password: 'p', database: 'other', ssl: { servername: 'verify-full' } },
  });
  expect(read(before, 'postgres://v:q@/d?sslmode=disable')).toMatchObject({
    user: 'v',
    password: 'q',
    ssl: { servername: 'disable' },
  });
});

test('a url leads away from a stream of ones own', () => {
  expect(read({ extra: { stream: () => undefined } }, 'postgres://h/d').stream).toBeUndefined();
});

test('another kind of database is refused', () => {
  expect(() => clientOptions({ type: 'mysql' }, null, tls)).toThrow(NotPostgresError);
});
