/**
 * `op`, the object that a revision file gets: turns each call into an operation and hands it to a sink. What the sink does with it
 * (run it, write it into a script, check it) is not known here, nor is whether a call was awaited: the sink is called while the
 * call is being made, so that it sees the caller's line on the stack and can tell which calls overlap.
 */
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { NameSpec, Operations, SqlValue } from '../v1';
import { Sql } from './call';
import type { Operation } from './operation';
import { fromCall, operationKinds } from './specs';

/** Takes an operation; the call of the revision file settles as the promise does. */
export type Sink = (operation: Operation) => Promise<void>;

/**
 * Makes the `op` of a revision file.
 * A call whose arguments do not fit throws `CallError` where it stands, before the sink hears of it.
 */
export function makeOperations(sink: Sink, defaultSchema: string): Operations {
  const verbs = Object.fromEntries(
    operationKinds.map((verb) => [verb, (...args: readonly unknown[]) => sink(fromCall(verb, args, defaultSchema))]),
  );
  const words = {
    sql: sqlText,
    name: nameText,
    schema: (name: string) => makeOperations(sink, name),
  };
  return complete({ ...verbs, ...words });
}

/** Every kind has its verb, because `operationKinds` comes from the map that has every kind. */
function complete(op: Readonly<Record<string, unknown>>): Operations {
  assertComplete(op);
  return Object.freeze(op);
}

function assertComplete(
  op: Readonly<Record<string, unknown>>,
): asserts op is Readonly<Record<string, unknown>> & Operations {
  for (const verb of [...operationKinds, 'sql', 'name', 'schema']) {
    if (typeof op[verb] !== 'function') throw new TypeError(`op.${verb} is missing`);
  }
}

/** ``op.sql`…` ``: the text as it stands; a value between becomes a quoted literal, another `Sql` stays what it is. */
function sqlText(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  strings.raw.forEach(refuseLostBackslash);
  const text = strings.reduce((text, part, index) => text + valueText(values[index - 1]) + part);
  return new Sql(text);
}

/** JavaScript drops the backslash of an escape that it does not know, so that the pattern `\\d` would silently become `d`. */
function refuseLostBackslash(raw: string): void {
  const lost = [...raw.matchAll(/\\([^])/g)].find(([, escaped = '']) => !KNOWN_ESCAPES.includes(escaped));
  if (lost)
    throw new TypeError(`op.sql: write \\${lost[0]} where ${lost[0]} is meant, or JavaScript drops the backslash`);
}

const KNOWN_ESCAPES = '\\`${nrtux\n';

function valueText(value: SqlValue | undefined): string {
  if (value instanceof Sql) return value.text;
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoteLiteral(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new TypeError(`op.sql: ${String(value)} has no literal in SQL; write it as a string`);
}

/** A quoted identifier for use in ``op.sql`…` ``; with `{ schema, name }` a qualified one. */
function nameText(name: NameSpec): Sql {
  return new Sql(typeof name === 'string' ? quoteIdentifier(name) : quoteName(name));
}
