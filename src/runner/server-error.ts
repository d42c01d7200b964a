/**
 * Reads the errors that a server, a connection or a revision's own code throws, by their fields: `pg` is not imported here, and an
 * error of another realm is no `Error` of ours.
 */
import { ConnectionLostError } from '../errors/connection';

/** The fields of `pg`'s DatabaseError. */
export interface ServerError {
  readonly message: string;
  /** SQLSTATE, five characters. */
  readonly code: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  /** Counted in characters from 1. */
  readonly position: number | null;
}

/** What an error says; for one that no server sent all but the message is null. */
export function readServerError(error: unknown): ServerError {
  return {
    message: messageOf(error),
    code: sqlstateOf(error),
    detail: textOf(error, 'detail'),
    hint: textOf(error, 'hint'),
    position: numberOrNull(textOf(error, 'position')),
  };
}

/** The SQLSTATE of an error; `null` where it is not a server's. */
export function sqlstateOf(error: unknown): string | null {
  const code = textOf(error, 'code');
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && textOf(error, 'severity') !== null ? code : null;
}

/** 55P03 lock_not_available and 40P01 deadlock_detected: the same again may succeed. */
export function isRetryable(error: unknown): boolean {
  return ['55P03', '40P01'].includes(sqlstateOf(error) ?? '');
}

/** Class 08, the shutdowns of class 57, and what a socket says when it breaks. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return true;
  const sqlstate = sqlstateOf(error);
  if (sqlstate !== null) return sqlstate.startsWith('08') || ['57P01', '57P02', '57P03'].includes(sqlstate);
  const code = textOf(error, 'code') ?? '';
  if (['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED'].includes(code)) return true;
  return /^Connection terminated|^Client has encountered a connection error|^Client was closed/.test(
    textOf(error, 'message') ?? '',
  );
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return textOf(error, 'message') ?? String(error);
}

/** The stack of what was thrown; empty where it has none. */
export function stackOf(error: unknown): string {
  return textOf(error, 'stack') ?? '';
}

function textOf(error: unknown, field: string): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : null;
}

function numberOrNull(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
