/**
 * How many rows or values there are now: for the eyes of whoever decides about them, never for a file. Counting reads a table from end to
 * end, so it is cut short; a figure that cannot be had is left out.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';

/** Of a table its rows, of a column its values that are not null. */
export interface FigureRequest {
  readonly table: QualifiedName;
  readonly column: string | null;
}

/** Long enough for a table of a few million rows, and too short to be felt. */
const PATIENCE = '1s';

/** One figure for each request, in one round trip; `null` for all when they take too long, or the role may not read them. */
export async function readFigures(
  session: Session,
  requests: readonly FigureRequest[],
): Promise<readonly (number | null)[]> {
  if (requests.length === 0) return [];
  const counts = requests.map(({ table, column }, index) => {
    const what = column === null ? '*' : quoteIdentifier(column);
    return `(SELECT pg_catalog.count(${what}) FROM ${quoteName(table)})::float8 AS f${index}`;
  });
  const script = `BEGIN READ ONLY; SET LOCAL statement_timeout = '${PATIENCE}'; SET LOCAL lock_timeout = '${PATIENCE}';
    SELECT ${counts.join(', ')}; ROLLBACK`;
  try {
    const results = await session.script(script);
    const row = results.find((rows) => rows.length === 1)?.[0] ?? {};
    const found = new Map<string, unknown>(Object.entries(row));
    return requests.map((_request, index) => {
      const value = found.get(`f${index}`);
      return typeof value === 'number' ? value : null;
    });
  } catch {
    await session.script('ROLLBACK').catch(() => undefined);
    return requests.map(() => null);
  }
}
