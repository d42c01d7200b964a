/**
 * The name of the environment that a database is (`production`), kept as a line of the comment on the version table: it needs no column
 * and no row, so that any version table can be read, and it stays when a downgrade leaves the table empty. Where a run names no
 * environment, nothing here sends a statement. What else stands in the comment is never touched.
 */
import { WrongEnvironmentError } from '../errors/running';
import { quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { addLine, commentOf } from './version-comment';

const LABEL = 'stillhead environment: ';

/** An expression: the name that a database has, else NULL. Also where there is no version table. */
function environmentOf(table: QualifiedName): string {
  return `substring(${commentOf(table)} FROM ${quoteLiteral(`(?n)^${LABEL}(.*)$`)})`;
}

/** A query for one row with `environment`. */
export function selectEnvironment(table: QualifiedName): string {
  return `SELECT ${environmentOf(table)} AS environment`;
}

/** What a row of `selectEnvironment` says. */
export function environmentIn(rows: readonly object[]): string | null {
  const [row] = rows;
  return row !== undefined && 'environment' in row && typeof row.environment === 'string' ? row.environment : null;
}

/** The name that a database has. Writes nothing. */
export async function readEnvironment(session: Session, table: QualifiedName): Promise<string | null> {
  return environmentIn(await session.query(selectEnvironment(table)));
}

/**
 * Refuses a database of another name; one without a name is nobody's yet. Without `name` nothing is asked.
 * @returns the name that the database has, where it was asked for
 * @throws WrongEnvironmentError
 */
export async function assertEnvironment(
  session: Session,
  table: QualifiedName,
  name: string | null,
): Promise<string | null> {
  if (name === null) return null;
  const stored = await readEnvironment(session, table);
  if (stored !== null && stored !== name) throw wrongEnvironment(session.server.description, table, stored, name);
  return stored;
}

/** The refusal, with the statement that gives the database another name on purpose. */
export function wrongEnvironment(
  database: string,
  table: QualifiedName,
  stored: string,
  name: string,
): WrongEnvironmentError {
  return new WrongEnvironmentError(database, stored, name, nameByHand(table, name));
}

/** What a person types who wants a database to have a name, or another one. */
export function nameByHand(table: QualifiedName, name: string): string {
  return `COMMENT ON TABLE ${quoteName(table)} IS ${quoteLiteral(`${LABEL}${name}`)}`;
}

/** Statements for the body of a block: they give a database without a name this one, in a line of its own. */
export function storeIfNone(table: QualifiedName, name: string): string {
  return `IF ${environmentOf(table)} IS NULL THEN ${addLine(table, `${LABEL}${name}`)} END IF;`;
}

/** A condition: whether a database has another name. */
export function isElsewhere(table: QualifiedName, name: string): string {
  return `${environmentOf(table)} <> ${quoteLiteral(name)}`;
}
