/**
 * What a direction of a revision drops that holds values, read from its syntax: tables and columns. It must never run the file; a name that
 * is no literal is not seen here.
 */
import { readCalls, type FoundCall } from './calls';
import { literalValue } from './literal-value';
import type { Direction, Revision } from './revision';

/** `persons`, `persons.nickname`, `market.products`, in the order of the file. @throws RevisionFileInvalidError */
export function lossesOf(revision: Revision, direction: Direction): readonly string[] {
  const calls = readCalls(revision, ['dropTable', 'dropColumn']).filter((call) => call.direction === direction);
  const names = calls.flatMap((call) => {
    const table = tableOf(call);
    if (table === null) return [];
    if (call.verb === 'dropTable') return [table];
    const column = literalValue(call.args[1] ?? []);
    return typeof column === 'string' ? [`${table}.${column}`] : [];
  });
  return [...new Set(names)];
}

function tableOf({ args, schema }: FoundCall): string | null {
  const name = literalValue(args[0] ?? []);
  if (typeof name === 'string') return schema === null ? name : `${schema}.${name}`;
  if (typeof name !== 'object' || name === null || !('schema' in name) || !('name' in name)) return null;
  return typeof name.schema === 'string' && typeof name.name === 'string' ? `${name.schema}.${name.name}` : null;
}
