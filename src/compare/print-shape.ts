/**
 * The shape of a table as far as one expression needs it: only the columns that it names. So the same expression over a thousand
 * tables is one question. The name of the table counts only where the expression says it.
 */
import type { TableShape } from '../schema/expressions';
import { identifierOf, tokens } from './sql-tokens';

/** @param also columns that belong to the question although the expression does not name them */
export function narrow(shape: TableShape, sql: string, also: readonly string[] = []): TableShape {
  // A materialized view, whose columns have types that only the server knows: it is found by its name.
  if (shape.columns.length === 0) return shape;
  const names = new Set([...also, ...tokens(sql).flatMap((token) => identifierOf(token) ?? [])]);
  // A table's name may stand for the whole row.
  if (names.has(shape.name)) return shape;
  return { schema: '', name: '', columns: shape.columns.filter((column) => names.has(column.name)) };
}
