/**
 * The table that says where a database stands: a row for each head, and for a revision that is being run how much of it is applied.
 *
 * A row with `running` = `upgrade` is no head yet: its revision is applied up to `statements_done`; with `downgrade` it still is one.
 * Reading never makes the table. Only the runner writes here, under its lock.
 */
import { createHash } from 'node:crypto';

import { textOf } from '../errors';
import { NoRightsError } from '../errors/connection';
import { VersionTableForeignError } from '../errors/running';
import type { Direction } from '../revisions/revision';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { sqlstateOf } from './server-error';

/** How far a revision is applied that was interrupted, or is being run. */
export interface Progress {
  readonly revision: string;
  readonly direction: Direction;
  /** So many of its statements are applied and committed. */
  readonly statements: number;
  /** Of the SQL of those statements. */
  readonly digest: string;
}

export interface VersionState {
  /** Sorted. */
  readonly heads: readonly string[];
  readonly progress: Progress | null;
}

/** `exists`: whether the table is there at all. */
export interface StoredState extends VersionState {
  readonly exists: boolean;
}

interface Row {
  readonly version_num: string;
  readonly running: string | null;
  readonly statements_done: number | null;
  readonly statements_digest: string | null;
}

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_COLUMN = '42703';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * The heads a database is at, sorted; none where there is no version table. One query, and nothing is written.
 * @throws NoRightsError, VersionTableForeignError
 */
export async function readHeads(session: Session, table: QualifiedName): Promise<readonly string[]> {
  return (await readState(session, table)).heads;
}

/**
 * As `readHeads`, with an interrupted revision. Not inside a transaction: a table that is missing would abort it.
 * @throws NoRightsError, VersionTableForeignError
 */
export async function readState(session: Session, table: QualifiedName): Promise<StoredState> {
  try {
    const rows = await session.query<Row>(selectState(table));
    return { exists: true, ...stateOf(rows) };
  } catch (error) {
    if (sqlstateOf(error) === UNDEFINED_TABLE) return { exists: false, heads: [], progress: null };
    if (sqlstateOf(error) === UNDEFINED_COLUMN)
      throw new VersionTableForeignError(quoteName(table), textOf(error), error);
    throw explainRights(error, session, `read ${quoteName(table)}`, grantRead(session, table));
  }
}

/** The query whose rows `stateOf` reads. */
export function selectState(table: QualifiedName): string {
  return `SELECT version_num, running, statements_done, statements_digest FROM ${quoteName(table)} ORDER BY version_num COLLATE "C"`;
}

/** What the rows of `selectState` say. */
export function stateOf(rows: readonly object[]): VersionState {
  const known = rows as readonly Row[];
  const running = known.find((row) => row.running !== null);
  return {
    heads: known.filter((row) => row.running !== 'upgrade').map((row) => row.version_num),
    progress:
      running === undefined
        ? null
        : {
            revision: running.version_num,
            direction: running.running === 'upgrade' ? 'upgrade' : 'downgrade',
            statements: running.statements_done ?? 0,
            digest: running.statements_digest ?? '',
          },
  };
}

/** Whether two states are the same in every fact. */
export function sameState(one: VersionState, other: VersionState): boolean {
  return sameHeads(one.heads, other.heads) && JSON.stringify(progressKey(one)) === JSON.stringify(progressKey(other));
}

/** Whether two lists hold the same heads, in whatever order. */
export function sameHeads(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((head) => other.includes(head));
}

function progressKey({ progress }: VersionState): readonly unknown[] {
  return progress === null ? [] : [progress.revision, progress.direction, progress.statements, progress.digest];
}

/** Makes the table; harmless when met twice. */
export function createVersionTable(table: QualifiedName): string {
  return (
    `CREATE TABLE IF NOT EXISTS ${quoteName(table)} ` +
    `(version_num text PRIMARY KEY, running text, statements_done integer, statements_digest text)`
  );
}

/** Makes the table's schema. Only where it is missing: PostgreSQL asks for the right to create before it looks whether there is one. */
export function createVersionSchema(table: QualifiedName): string {
  return `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(table.schema)}`;
}

/** A query for one row with `present`: whether the table's schema is there. */
export function selectSchema(table: QualifiedName): string {
  return `SELECT to_regnamespace(${quoteLiteral(quoteIdentifier(table.schema))}) IS NOT NULL AS present`;
}

/** The statements that bring the heads from one list to another; an interrupted revision among them is over. */
export function moveHeads(table: QualifiedName, from: readonly string[], to: readonly string[]): readonly string[] {
  const removed = from.filter((head) => !to.includes(head));
  const added = to.filter((head) => !from.includes(head));
  const name = quoteName(table);
  return [
    ...removed.map((head) => `DELETE FROM ${name} WHERE version_num = ${quoteLiteral(head)}`),
    ...added.map(
      (head) =>
        `INSERT INTO ${name} (version_num) VALUES (${quoteLiteral(head)}) ` +
        `ON CONFLICT (version_num) DO UPDATE SET running = NULL, statements_done = NULL, statements_digest = NULL`,
    ),
  ];
}

/** The statement that records how far a revision is applied. */
export function recordProgress(table: QualifiedName, progress: Progress): string {
  const { revision, direction, statements, digest } = progress;
  return (
    `INSERT INTO ${quoteName(table)} (version_num, running, statements_done, statements_digest) ` +
    `VALUES (${quoteLiteral(revision)}, ${quoteLiteral(direction)}, ${statements}, ${quoteLiteral(digest)}) ` +
    `ON CONFLICT (version_num) DO UPDATE SET running = EXCLUDED.running, ` +
    `statements_done = EXCLUDED.statements_done, statements_digest = EXCLUDED.statements_digest`
  );
}

/** The statements that leave the table with these heads alone. */
export function replaceHeads(table: QualifiedName, heads: readonly string[]): readonly string[] {
  return [`DELETE FROM ${quoteName(table)}`, ...moveHeads(table, [], heads)];
}

/** The digest of statements with one more behind them; that of none is empty. */
export function nextDigest(digest: string, sql: string): string {
  return createHash('sha256').update(`${digest}\0${sql}`).digest('hex');
}

/** The key of the advisory lock of a version table: a bigint as decimal text. Advisory locks are of one database, so the name is enough. */
export function lockKey(table: QualifiedName): string {
  return createHash('sha256').update(`stillhead\0${table.schema}\0${table.name}`).digest().readBigInt64BE().toString();
}

/** The typed error for a right that is missing; any other error as it is. */
export function explainRights(error: unknown, session: Session, what: string, grant: string): unknown {
  if (sqlstateOf(error) !== INSUFFICIENT_PRIVILEGE) return error;
  return new NoRightsError(session.server.user, what, grant, error);
}

function grantRead(session: Session, table: QualifiedName): string {
  const role = quoteIdentifier(session.server.user);
  return `GRANT USAGE ON SCHEMA ${quoteIdentifier(table.schema)} TO ${role}; GRANT SELECT ON ${quoteName(table)} TO ${role}`;
}

/** What a role needs where the schema of the version table is not there, and it may make none. */
export function grantSchema(session: Session, table: QualifiedName): string {
  return `CREATE SCHEMA ${quoteIdentifier(table.schema)} AUTHORIZATION ${quoteIdentifier(session.server.user)}`;
}

/** What a role needs to run revisions. */
export function grantWrite(session: Session, table: QualifiedName, exists: boolean): string {
  const role = quoteIdentifier(session.server.user);
  if (!exists) return `GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(table.schema)} TO ${role}`;
  return `GRANT SELECT, INSERT, UPDATE, DELETE ON ${quoteName(table)} TO ${role}`;
}
