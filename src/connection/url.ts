/**
 * Addresses of databases as text: read into parts, and shown without their passwords. No connection is made here, and no
 * password may leave this file inside a message.
 */
import { UrlInvalidError } from '../errors/connection';

/** The parts that an address names; what it leaves out is null. */
export interface UrlParts {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  /** `sslmode`, `application_name`, `options`, …: what stands behind the question mark, except `host` and `port`. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Stands for the empty host of `postgres://user@/database`, which a URL may not have. */
const NO_HOST = 'no-host.invalid';

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`. A folder as `?host=/run/postgresql` or as an encoded host is
 * the server's Unix socket (manual, 34.1.1.2).
 *
 * @throws UrlInvalidError without the text itself
 */
export function parseUrl(text: string): UrlParts {
  const url = readUrl(text);
  const parameters = new Map(url.searchParams.entries());
  const named = decode(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  const host = parameters.get('host') ?? (named === NO_HOST ? '' : named);
  const port = parameters.get('port') ?? url.port;
  parameters.delete('host');
  parameters.delete('port');
  return {
    host: host === '' ? null : host,
    port: port === '' ? null : Number(port),
    user: url.username === '' ? null : decode(url.username),
    password: url.password === '' ? null : decode(url.password),
    database: url.pathname.length <= 1 ? null : decode(url.pathname.slice(1)),
    parameters,
  };
}

function readUrl(text: string): URL {
  const match = /^postgres(?:ql)?:\/\/(.*)$/s.exec(text.trim());
  if (match === null) throw new UrlInvalidError('it does not begin with postgres://');
  // As `pg` is lenient: a space, and a % that encodes nothing, stand for themselves.
  const rest = (match[1] ?? '').replaceAll(' ', '%20').replace(/%(?![0-9a-f]{2})/gi, '%25');
  // A host may be missing before the database and behind the user: `postgres:///clinic`, `postgres://anna@/clinic`.
  const whole = rest.startsWith('/') ? NO_HOST + rest : rest.replace(/^([^/?#]*@)(?=[/?]|$)/, `$1${NO_HOST}`);
  try {
    return new URL(`postgres://${whole === '' ? NO_HOST : whole}`);
  } catch {
    // The error of `URL` holds its input, and so the password: it goes no further.
    throw new UrlInvalidError('it is no valid URL; special characters in user and password are written as %40, %2F, …');
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UrlInvalidError('what is encoded with % in it is no UTF-8; write % itself as %25');
  }
}

/** Every password of an address in a text, as `***`: for messages of others, which may quote their input. */
export function redactUrl(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@'"]*):[^\s'"]*@/gi, '$1:***@')
    .replace(/([?&\s](?:password|pgpassword)=)[^&\s'"]+/gi, '$1***');
}

/** A text without the secrets it may quote, and without passwords in addresses. */
export function redact(text: string, secrets: readonly string[]): string {
  const found = secrets.filter((secret) => secret.length > 2);
  return redactUrl(found.reduce((rest, secret) => rest.replaceAll(secret, '***'), text));
}

/** Whether a host is this machine: loopback, or the folder of a Unix socket. */
export function isLocalHost(host: string): boolean {
  return host.startsWith('/') || host.startsWith('@') || /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** `localhost:5432`, `[::1]:5432`, or the folder of a socket. */
export function showAddress(host: string, port: number): string {
  if (host.startsWith('/') || host.startsWith('@')) return port === 5432 ? host : `${host}:${port}`;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
