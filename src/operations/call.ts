/**
 * The form an operation has in a revision file: a verb of `op` and its arguments as plain JavaScript values.
 *
 * A JavaScript string, number or boolean is a literal; SQL is an `Sql`, written ``op.sql`now()` ``; a string never turns into
 * SQL. A name is a bare string in the default schema and `{ schema, name }` elsewhere; it is never split at dots.
 */
import type { QualifiedName } from '../schema/types';
import type { OperationKind } from './operation';

/** Marks SQL text among the arguments of a call. Made by ``op.sql`…` `` only. */
export class Sql {
  constructor(readonly text: string) {}
}

/** What may stand in a call. */
export type CallValue =
  string | number | boolean | null | Sql | readonly CallValue[] | { readonly [key: string]: CallValue | undefined };

export interface Call {
  readonly verb: OperationKind;
  readonly args: readonly CallValue[];
}

/** An argument of a call that does not fit: which verb, which argument, what was expected. */
export class CallError extends TypeError {
  constructor(
    readonly verb: OperationKind,
    readonly path: string,
    readonly expected: string,
    readonly got: unknown,
    sentence = `${path} must be ${expected}, got ${describeValue(got)}`,
  ) {
    super(`op.${verb}: ${sentence}`);
    this.name = 'CallError';
  }
}

/** A key that an object of a call does not have. */
export class UnknownKeyError extends CallError {
  /** @param near the known key that may have been meant, or `null` */
  constructor(
    verb: OperationKind,
    path: string,
    key: string,
    got: unknown,
    known: readonly string[],
    near: string | null,
  ) {
    const knows = known.map((each) => `\`${each}\``).join(', ');
    const meant = near === null ? '' : `; did you mean \`${near}\`?`;
    super(verb, `${path}.${key}`, 'left out', got, `${path} has no \`${key}\`; it knows ${knows}${meant}`);
  }
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Sql) return 'op.sql';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value;
}

/** A name as a file writes it: bare in the default schema. */
export function nameToCall(name: QualifiedName, defaultSchema: string): CallValue {
  return name.schema === defaultSchema ? name.name : { schema: name.schema, name: name.name };
}

/** The name behind a string or a `{ schema, name }`. */
export function nameFromCall(verb: OperationKind, path: string, value: unknown, defaultSchema: string): QualifiedName {
  if (typeof value === 'string') return { schema: defaultSchema, name: value };
  if (typeof value === 'object' && value !== null && 'schema' in value && 'name' in value) {
    const { schema, name } = value;
    if (typeof schema === 'string' && typeof name === 'string') return { schema, name };
  }
  throw new CallError(verb, path, 'a name or { schema, name }', value);
}
