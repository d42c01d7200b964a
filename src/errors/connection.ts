/**
 * Errors on the way to a server. An address comes here without its password, and the text of one that cannot be read never comes here.
 */
import { type Facts, StillheadError } from '../errors';

/** A server that does not answer, or not in PostgreSQL's protocol. */
export class DatabaseUnreachableError extends StillheadError {
  readonly code = 'DATABASE_UNREACHABLE';
  constructor(address: string, reason: string, cause: unknown) {
    super(`cannot reach ${address}`, {
      facts: { reason },
      hint: 'start the server, or name another with --url postgres://user@host:port/database, or use --embedded',
      cause,
    });
  }
}

/** A connection that ended while it was in use. `known`: what is certain of the database all the same. */
export class ConnectionLostError extends StillheadError {
  readonly code = 'CONNECTION_LOST';
  constructor(address: string, reason: string, cause: unknown, known: Facts = {}) {
    super(`the connection to ${address} ended`, {
      facts: { reason, ...known },
      hint: 'stillhead current tells what was finished',
      cause,
    });
  }
}

/** The server does not let this user in: a wrong password, an unknown role, or no line in pg_hba.conf. */
export class AuthenticationFailedError extends StillheadError {
  readonly code = 'AUTHENTICATION_FAILED';
  constructor(address: string, user: string, reason: string, cause: unknown) {
    super(`${address} does not let ${user} in`, {
      facts: { user, reason },
      hint: 'check user and password of the data source, or name others with --url',
      cause,
    });
  }
}

/** A server without the database that is asked for. `address` is `host:port`. */
export class DatabaseMissingError extends StillheadError {
  readonly code = 'DATABASE_MISSING';
  constructor(database: string, address: string, user: string, cause: unknown) {
    const colon = address.lastIndexOf(':');
    const server = colon < 0 ? ['-h', address] : ['-h', address.slice(0, colon), '-p', address.slice(colon + 1)];
    super(`there is no database ${database}`, {
      facts: { server: address },
      hint: ['createdb', ...server, '-U', user, database].map(shellWord).join(' '),
      cause,
    });
  }
}

/** A word as a shell takes it, in quotes only where it needs them. */
function shellWord(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A role without a right that is needed. */
export class NoRightsError extends StillheadError {
  readonly code = 'NO_RIGHTS';
  /** @param grant what the owner is to run; `null`: nobody can tell */
  constructor(user: string, what: string, grant: string | null, cause: unknown, facts: Facts = {}) {
    super(`${user} may not ${what}`, {
      facts: { user, ...facts },
      hint: grant === null ? 'run it as a role that may, or let this one' : `as the owner: ${grant}`,
      cause,
    });
  }
}

/** A standby, which only reads: `check` and `diff` work there, and what is to be changed is changed on its primary. */
export class StandbyError extends StillheadError {
  readonly code = 'STANDBY';
  /** @param server `clinic on localhost:5432` */
  constructor(server: string) {
    super(`${server} is a standby, which only reads`, {
      hint: 'name its primary: --url postgres://user@host:port/database',
    });
  }
}

/** A server whose connections are all taken. */
export class TooManyConnectionsError extends StillheadError {
  readonly code = 'TOO_MANY_CONNECTIONS';
  constructor(address: string, reason: string, cause: unknown) {
    super(`${address} takes no further connection`, {
      facts: { reason },
      hint: 'close others, or raise max_connections',
      cause,
    });
  }
}

/** A server of a major that its makers no longer support, and we do not know. */
export class ServerTooOldError extends StillheadError {
  readonly code = 'SERVER_TOO_OLD';
  constructor(address: string, version: string, oldest: number) {
    super(`${address} is PostgreSQL ${version}; the oldest supported is ${oldest}`, { facts: { version, oldest } });
  }
}

/** An address of a database that is none. Its text is not printed: it may hold a password. */
export class UrlInvalidError extends StillheadError {
  readonly code = 'URL_INVALID';
  override readonly exitCode = 2;
  constructor(reason: string) {
    super('the address of the database cannot be read', {
      facts: { reason },
      hint: 'write it as postgres://user:password@host:5432/database',
    });
  }
}

/** No address of a database: the configuration names entities, which have none of their own. */
export class UrlMissingError extends StillheadError {
  readonly code = 'URL_MISSING';
  override readonly exitCode = 2;
  constructor() {
    super('there is no address of a database', {
      facts: { reason: 'the configuration names entities, and those have none' },
      hint: 'give --url postgres://user:password@host:5432/database, or STILLHEAD_URL, or --embedded',
    });
  }
}
