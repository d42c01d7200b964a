/**
 * Runs statements of which any may fail, in one round trip: what fails is tried again as long as others succeed, so that no order has
 * to be known; what still fails in the end is given back with the server's reason.
 */
import { quoteLiteral } from '../schema/quote';
import type { Session } from '../session';

export interface Failure {
  readonly sql: string;
  readonly error: string;
}

interface FailureRow {
  readonly failed_sql: string;
  readonly failed_error: string;
}

/** For throw-away databases: what succeeds stays. */
export async function runGuarded(session: Session, statements: readonly string[]): Promise<readonly Failure[]> {
  if (statements.length === 0) return [];
  const results = await session.script(script(statements));
  return results
    .flat()
    .filter(isFailure)
    .map((row) => ({ sql: row.failed_sql, error: row.failed_error }));
}

function isFailure(row: object): row is FailureRow {
  return 'failed_sql' in row && 'failed_error' in row;
}

function script(statements: readonly string[]): string {
  return [
    'BEGIN',
    // Bodies may speak of what is not there.
    'SET LOCAL check_function_bodies = off',
    'CREATE TEMP TABLE stillhead_statement (ordinal int, sql text, error text) ON COMMIT DROP',
    `INSERT INTO pg_temp.stillhead_statement
      SELECT ordinality, sql, '' FROM pg_catalog.jsonb_array_elements_text(${quoteLiteral(JSON.stringify(statements))}::pg_catalog.jsonb)
        WITH ORDINALITY AS each (sql, ordinality)`,
    `DO ${BLOCK}`,
    'SELECT sql AS failed_sql, error AS failed_error FROM pg_temp.stillhead_statement WHERE error IS NOT NULL ORDER BY ordinal',
    'COMMIT',
  ].join(';\n');
}

const BLOCK = `$stillhead$
DECLARE
  statement record;
  progress boolean := true;
BEGIN
  WHILE progress LOOP
    progress := false;
    FOR statement IN SELECT ordinal, sql FROM pg_temp.stillhead_statement WHERE error IS NOT NULL ORDER BY ordinal LOOP
      BEGIN
        EXECUTE statement.sql;
        UPDATE pg_temp.stillhead_statement SET error = NULL WHERE ordinal = statement.ordinal;
        progress := true;
      EXCEPTION WHEN OTHERS THEN
        UPDATE pg_temp.stillhead_statement SET error = SQLERRM WHERE ordinal = statement.ordinal;
      END;
    END LOOP;
  END LOOP;
END
$stillhead$`;
