/**
 * The options of a TypeORM Postgres DataSource → the options of a `pg` client, as TypeORM's own driver translates them
 * (`PostgresDriver.createPool`), for one connection that only Stillhead uses. Reads the options, never changes them; opens nothing.
 */
import type { ClientConfig } from 'pg';
import { NotPostgresError } from '../errors/loading';
import { parseUrl } from './url';

/** What is read of `DataSource.options`, of either TypeORM version. The rest (entities, naming, logging, …) is of no concern here. */
export interface PostgresOptionsLike {
  readonly type: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** How long a server may take to answer where the data source does not say: a firewall that swallows packets must not hang us. */
const CONNECT_TIMEOUT_MS = 15_000;

/** Parameters of an address that concern TLS; `pg` reads them out of a connection string. */
const TLS_PARAMETERS = new Set([
  'ssl',
  'sslmode',
  'sslcert',
  'sslkey',
  'sslrootcert',
  'sslnegotiation',
  'uselibpqcompat',
]);

/**
 * @param url stands in for address, user and database, and for the password if it names one; `ssl`, `extra` and a password
 *   function stay. What the URL leaves out stays too, but for the port, which belongs to the host.
 * @param readTls what `pg` makes of the TLS parameters of a connection string: only `pg` knows what its `sslmode` means
 * @returns options without a connection string, which for `pg` would win over all others, a password function among them
 * @throws NotPostgresError, UrlInvalidError
 */
export function clientOptions(
  options: PostgresOptionsLike,
  url: string | null,
  readTls: (connectionString: string) => ClientConfig['ssl'],
): ClientConfig {
  if (options.type !== 'postgres') throw new NotPostgresError(String(options.type));
  const all: Fields = { ...options };
  const credentials = masterOf(all);
  const extra = fieldsOf(all['extra']);
  const config: ClientConfig = {
    connectionTimeoutMillis: numberOf(all['connectTimeoutMS']) ?? CONNECT_TIMEOUT_MS,
    application_name: textOf(all['applicationName']) ?? textOf(credentials['applicationName']) ?? 'stillhead',
    host: textOf(credentials['host']),
    port: numberOf(credentials['port']),
    user: textOf(credentials['username']),
    password: passwordOf(credentials['password']),
    database: textOf(credentials['database']),
    ssl: tlsOf(credentials['ssl']),
    connectionString: textOf(credentials['url']),
    ...extra,
    // A limit on our side ends the waiting, not the statement: an index would go on being built with nobody watching.
    query_timeout: 0,
  };
  const { connectionString, ...parts } = config;
  const own = connectionString === undefined ? parts : withAddress(parts, connectionString, readTls);
  // A stream of one's own is an address too: it leads to one server, whatever host it is given.
  return url === null ? own : withAddress({ ...own, stream: undefined }, url, readTls);
}

/** The credentials of the server that takes writes. */
function masterOf(options: Fields): Fields {
  const master = fieldsOf(options['replication'])['master'];
  return typeof master === 'object' && master !== null ? fieldsOf(master) : options;
}

/** An address in place of another; what it does not name stays. */
function withAddress(
  before: ClientConfig,
  url: string,
  readTls: (connectionString: string) => ClientConfig['ssl'],
): ClientConfig {
  const named = parseUrl(url);
  const keys = [...named.parameters.keys()];
  return {
    ...before,
    ...Object.fromEntries([...named.parameters].filter(([key]) => !TLS_PARAMETERS.has(key))),
    host: named.host ?? before.host,
    port: named.port ?? (named.host === null ? before.port : undefined),
    user: named.user ?? before.user,
    password: named.password ?? before.password,
    database: named.database ?? before.database,
    ssl: keys.some((key) => TLS_PARAMETERS.has(key)) ? readTls(url) : before.ssl,
  };
}

function passwordOf(value: unknown): ClientConfig['password'] {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') return undefined;
  return async () => {
    const given: unknown = await Reflect.apply(value, undefined, []);
    return typeof given === 'string' ? given : '';
  };
}

function tlsOf(value: unknown): ClientConfig['ssl'] {
  if (typeof value === 'boolean') return value;
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Ports are often taken from the environment, as text. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
