/**
 * Why a connection could not be opened: errors of Node, of `pg` and of the server → our own, which say it in words.
 * No password may enter one: every text from elsewhere goes through `redact`.
 */
import { codeOf, StillheadError, textOf } from '../errors';
import {
  AuthenticationFailedError,
  DatabaseMissingError,
  DatabaseUnreachableError,
  NoRightsError,
  TooManyConnectionsError,
} from '../errors/connection';
import { quoteIdentifier } from '../schema/quote';
import { redact } from './url';

/** What was tried, for people; `secrets` are what must not be shown. */
export interface Attempt {
  readonly address: string;
  readonly database: string;
  readonly user: string;
  readonly secrets: readonly string[];
}

/** SQLSTATEs (manual, appendix A) that a server gives when it refuses a connection. */
const REFUSED: Readonly<Record<string, (attempt: Attempt, reason: string, cause: unknown) => StillheadError>> = {
  // invalid_password, and invalid_authorization_specification: an unknown role, or no line in pg_hba.conf
  '28P01': (attempt, reason, cause) => new AuthenticationFailedError(attempt.address, attempt.user, reason, cause),
  '28000': (attempt, reason, cause) => new AuthenticationFailedError(attempt.address, attempt.user, reason, cause),
  '3D000': (attempt, _reason, cause) =>
    new DatabaseMissingError(attempt.database, attempt.address, attempt.user, cause),
  '42501': (attempt, _reason, cause) =>
    new NoRightsError(
      attempt.user,
      `connect to ${attempt.database}`,
      `GRANT CONNECT ON DATABASE ${quoteIdentifier(attempt.database)} TO ${quoteIdentifier(attempt.user)}`,
      cause,
    ),
  '53300': (attempt, reason, cause) => new TooManyConnectionsError(attempt.address, reason, cause),
};

/** Codes of Node's, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'there is no machine of that name (ENOTFOUND)',
  EAI_AGAIN: 'the name server does not answer (EAI_AGAIN)',
  ETIMEDOUT: 'no answer in time (ETIMEDOUT)',
  EHOSTUNREACH: 'there is no way to that machine (EHOSTUNREACH)',
  ENETUNREACH: 'there is no way to that network (ENETUNREACH)',
  ECONNRESET: 'it hung up (ECONNRESET)',
  ENOENT: 'there is no socket in that folder (ENOENT)',
  EACCES: 'the socket may not be opened (EACCES)',
};

/** The error to throw for what went wrong while connecting. An error of ours stays as it is. */
export function connectFailure(cause: unknown, attempt: Attempt): StillheadError {
  if (cause instanceof StillheadError) return cause;
  const first = firstOf(cause);
  const code = codeOf(cause) ?? codeOf(first);
  const text = redact(textOf(first), attempt.secrets);
  const safe = withoutSecrets(cause, text);
  const refused = code === null ? undefined : REFUSED[code];
  if (refused !== undefined) return refused(attempt, text, safe);
  // `pg` itself gives up where the server asks for a password and there is none.
  if (/password must be a (non-empty )?string|client password/i.test(text)) {
    return new AuthenticationFailedError(
      attempt.address,
      attempt.user,
      'the server asks for a password, and none is given',
      safe,
    );
  }
  const reason = (code === null ? undefined : REASONS[code]) ?? (/timeout/i.test(text) ? 'no answer in time' : text);
  return new DatabaseUnreachableError(attempt.address, reason, safe);
}

/** Node wraps several attempts (IPv6, then IPv4) into one error without a text. */
function firstOf(cause: unknown): unknown {
  const isEmpty = textOf(cause) === '' && typeof cause === 'object' && cause !== null && 'errors' in cause;
  return isEmpty && Array.isArray(cause.errors) && cause.errors.length > 0 ? cause.errors[0] : cause;
}

/** The cause as it may be shown: the error itself only where its text holds no secret. */
function withoutSecrets(cause: unknown, safe: string): unknown {
  return textOf(cause) === safe ? cause : new Error(safe);
}
