import { UrlInvalidError } from '../../../src/errors/connection';
import { isLocalHost, parseUrl, redact, redactUrl, showAddress } from '../../../src/connection/url';

const parts = (text: string) => {
  const { parameters, ...rest } = parseUrl(text);
  return { ...rest, ...Object.fromEntries(parameters) };
};
const none = { host: null, port: null, user: null, password: null, database: null };

describe('parseUrl', () => {
  test.each([
    ['postgres://u:p@h:1/d', { host: 'h', port: 1, user: 'u', password: 'p', database: 'd' }],
    ['postgresql://h/d', { ...none, host: 'h', database: 'd' }],
    ['postgres:///d', { ...none, database: 'd' }],
    ['postgres://', none],
    ['postgres://u@/d', { ...none, user: 'u', database: 'd' }],
    ['postgres://u@/d?host=/run/pg&port=5433', { ...none, user: 'u', database: 'd', host: '/run/pg', port: 5433 }],
    ['postgres://u@%2Frun%2Fpg:6000/d', { ...none, user: 'u', database: 'd', host: '/run/pg', port: 6000 }],
    ['postgres://[::1]:5/d', { ...none, host: '::1', port: 5, database: 'd' }],
    ['postgres://u:p%40ss%2F@h/d%20e', { ...none, host: 'h', user: 'u', password: 'p@ss/', database: 'd e' }],
    ['postgres://u:100%@h/d', { ...none, host: 'h', user: 'u', password: '100%', database: 'd' }],
    [
      'postgres://h/d?sslmode=require&application_name=x',
      { ...none, host: 'h', database: 'd', sslmode: 'require', application_name: 'x' },
    ],
  ])('%s', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test.each(['mysql://u:secret@h/d', 'postgres://u:secret@h:port/d', 'u:secret@h', ''])(
    '%s is none, and does not print',
    (text) => {
      expect(() => parseUrl(text)).toThrow(UrlInvalidError);
      try {
        parseUrl(text);
      } catch (error) {
        expect(JSON.stringify([error, String(error), error instanceof Error ? error.stack : ''])).not.toContain(
          'secret@',
        );
      }
    },
  );
});

test('passwords are taken out of any text', () => {
  expect(redactUrl('cannot read postgres://u:p%40ss@h/d?password=x&a=1')).toBe(
    'cannot read postgres://u:***@h/d?password=***&a=1',
  );
  expect(redactUrl('postgres://u@h/d')).toBe('postgres://u@h/d');
  expect(redact('role "u" with geheim', ['geheim'])).toBe('role "u" with ***');
});

test('local hosts and their text', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1', '/run/pg'].filter((host) => !isLocalHost(host))).toEqual([]);
  expect(['db', 'localhost.example', '10.0.0.1', '::2'].filter(isLocalHost)).toEqual([]);
  expect([
    showAddress('h', 5432),
    showAddress('::1', 1),
    showAddress('/run/pg', 5432),
    showAddress('/run/pg', 1),
  ]).toEqual(['h:5432', '[::1]:1', '/run/pg', '/run/pg:1']);
});
