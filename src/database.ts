/**
 * Opens the user's database for Stillhead: a connection of its own through `pg`, made from the options of the user's DataSource.
 * It never synchronises, installs extensions, runs migrations or drops: TypeORM has no part in it. The caller's DataSource is read,
 * never changed.
 */
import type { Client, ClientConfig } from 'pg';
import { connectFailure, type Attempt } from './connection/failures';
import { clientOptions, type PostgresOptionsLike } from './connection/options';
import { sessionOf } from './connection/session';
import { isLocalHost, showAddress } from './connection/url';
import { ServerTooOldError } from './errors/connection';
import type { ServerFacts, Session } from './session';

export type { PostgresOptionsLike } from './connection/options';

/** The oldest major whose catalog Stillhead reads. */
const OLDEST_MAJOR = 14;

/** How often a busy server looks whether its client is still there, so that a killed one does not hold its locks. */
const CHECK_INTERVAL = '2s';

export interface OpenOptions {
  /** `DataSource.options` of the user's, of TypeORM 0.3 or 1.x. */
  readonly dataSourceOptions: PostgresOptionsLike;
  /** Replaces address, user and database, and the password if it names one; `ssl`, `extra` and a password function stay. */
  readonly url?: string | null;
  /** Sets `lock_timeout` for the whole connection. Behind a transaction pooler leave it out: it would outlive us there. */
  readonly lockTimeoutMs?: number | null;
  /** How people know the database, where its address says nothing: `clinic (embedded)`. */
  readonly description?: string | null;
  /** Said by the caller where the address cannot tell: a stream of one's own. */
  readonly local?: boolean;
}

/**
 * @throws DatabaseUnreachableError, AuthenticationFailedError, DatabaseMissingError, NoRightsError, TooManyConnectionsError,
 *   ServerTooOldError, UrlInvalidError, NotPostgresError
 */
export async function openDatabase(options: OpenOptions): Promise<Session> {
  const pg = (await import('pg')).default;
  const config = clientOptions(
    options.dataSourceOptions,
    options.url ?? null,
    (url) => new pg.Client({ connectionString: url }).ssl,
  );
  const secrets: string[] = typeof config.password === 'string' ? [config.password] : [];
  const client = new pg.Client({ ...config, password: rememberedPassword(config.password, secrets) });
  const attempt = attemptOf(client, secrets);
  // Until the session listens: an error that comes after the connection failed must not end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  try {
    await client.connect();
    const { server, backendPid } = await readFacts(client, config, options);
    const session = sessionOf(client, server, backendPid);
    client.off('error', ignore);
    return session;
  } catch (error) {
    void client.end().catch(ignore);
    throw connectFailure(error, attempt);
  }
}

/** A password function that also tells us what not to print. */
function rememberedPassword(password: ClientConfig['password'], secrets: string[]): ClientConfig['password'] {
  if (typeof password !== 'function') return password;
  return async () => {
    const given = await password();
    secrets.push(given);
    return given;
  };
}

function attemptOf(client: Client, secrets: readonly string[]): Attempt {
  return {
    address: showAddress(client.host, client.port),
    database: client.database ?? '',
    user: client.user ?? '',
    secrets,
  };
}

interface FactsRow {
  readonly number: number;
  readonly version: string;
  readonly build: string;
  readonly database: string;
  readonly user: string;
  readonly pid: number;
  readonly temporary: boolean;
  readonly standby: boolean;
}

async function readFacts(
  client: Client,
  config: ClientConfig,
  options: OpenOptions,
): Promise<{ server: ServerFacts; backendPid: number }> {
  const result = await client.query<FactsRow>(
    `SELECT pg_catalog.current_setting('server_version_num')::int AS number, pg_catalog.current_setting('server_version') AS version,
       pg_catalog.version() AS build, pg_catalog.current_database()::text AS database, current_user::text AS "user",
       pg_backend_pid() AS pid, pg_is_in_recovery() AS standby,
       NOT pg_is_in_recovery() AND NOT pg_catalog.current_setting('transaction_read_only')::bool
         AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') AS temporary`,
  );
  const row = result.rows[0];
  if (row === undefined) throw new Error('it speaks the protocol of PostgreSQL, but says nothing of itself');
  // `15.18 (Debian 15.18-1)` → `15.18`
  const version = row.version.split(' ')[0] ?? row.version;
  const major = Math.floor(row.number / 10_000);
  const address = showAddress(client.host, client.port);
  if (major < OLDEST_MAJOR) throw new ServerTooOldError(address, version, OLDEST_MAJOR);
  const embedded = row.build.includes('emcc') || row.build.includes('wasm');
  await setUp(client, embedded, options.lockTimeoutMs ?? null);
  const streamed = config.stream !== undefined;
  const server: ServerFacts = {
    major,
    version,
    database: row.database,
    user: row.user,
    description: options.description ?? `${row.database} ${embedded ? '(embedded)' : `on ${address}`}`,
    local: options.local ?? (embedded || (!streamed && isLocalHost(client.host))),
    temporary: row.temporary,
    standby: row.standby,
  };
  return { server, backendPid: row.pid };
}

async function setUp(client: Client, embedded: boolean, lockTimeoutMs: number | null): Promise<void> {
  if (lockTimeoutMs !== null) {
    await client.query("SELECT pg_catalog.set_config('lock_timeout', $1, false)", [`${Math.trunc(lockTimeoutMs)}ms`]);
  }
  if (embedded) return;
  // Servers on systems that cannot tell (before 17 all but Linux) refuse the setting; a transaction pooler may, too.
  await client
    .query("SELECT pg_catalog.set_config('client_connection_check_interval', $1, false)", [CHECK_INTERVAL])
    .catch(() => undefined);
}
