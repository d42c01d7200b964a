/**
 * `op`, the object that a revision file gets: turns each call into an operation and hands it to a sink. What the sink does with it
 * (run it, write it into a script, check it) is not known here, nor is whether a call was awaited: the sink is called while the
 * call is being made, so that it sees the caller's line on the stack and can tell which calls overlap.
 */
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { NameSpec, Operations, SqlValue } from '../v1';
import { Sql } from './call';
import type { Operation, OperationKind } from './operation';
import { fromCall, operationKinds } from './specs';

/** Takes an operation; the call of the revision file settles as the promise does. */
export type Sink = (operation: Operation) => Promise<void>;

/**
 * Makes the `op` of a revision file.
 * A call whose arguments do not fit throws `CallError` where it stands, before the sink hears of it.
 * @param onRefused hears of such a call, whatever the revision does with the error
 */
export function makeOperations(
  sink: Sink,
  defaultSchema: string,
  onRefused: (error: unknown) => void = () => undefined,
): Operations {
  const read = (verb: OperationKind, args: readonly unknown[]): Operation => {
    try {
      return fromCall(verb, args, defaultSchema);
    } catch (error) {
      onRefused(error);
      throw error;
    }
  };
  const verbs = Object.fromEntries(
    operationKinds.map((verb) => [verb, (...args: readonly unknown[]) => sink(read(verb, args))]),
  );
  const words = {
    sql: sqlText,
    name: nameText,
    schema: (name: unknown) => makeOperations(sink, schemaName(name), onRefused),
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
  assertTemplate(strings);
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

/** Not `x`, the beginning of a bytea: `'\xDEAD'` would become two letters and a character. */
const KNOWN_ESCAPES = '\\`${nrtu\n';

/** A call with parentheses would bring a string in, and an escape that JavaScript cannot read brings `undefined`. */
function assertTemplate(strings: unknown): void {
  const given: readonly unknown[] = Array.isArray(strings) ? strings : [null];
  if (given.some((part) => part === null) || !('raw' in given))
    throw new TypeError('op.sql stands before a template: op.sql`…`');
  if (given.some((part) => part === undefined))
    throw new TypeError('op.sql: a backslash before u is written \\\\u, or followed by four hexadecimal digits');
}

function schemaName(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError(`op.schema: the name of a schema must be a string, got ${String(name)}`);
}

function valueText(value: SqlValue | undefined): string {
  if (value instanceof Sql) return value.text;
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoteLiteral(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return numberText(value);
  throw new TypeError(`op.sql: ${String(value)} has no literal in SQL; write it as a string`);
}

/** Behind a minus sign a second one would begin a comment. */
function numberText(value: number | bigint): string {
  return value < 0 ? `(${String(value)})` : String(value);
}

/** A quoted identifier for use in ``op.sql`…` ``; with `{ schema, name }` a qualified one. */
function nameText(name: NameSpec): Sql {
  return new Sql(typeof name === 'string' ? quoteIdentifier(name) : quoteName(name));
}
