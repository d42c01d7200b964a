/**
 * Finds the open steps of a revision in its syntax: every call of `todo` and `irreversible`, with its line and the function it
 * stands in. A call in a function of its own counts for both directions: better one too many than one overlooked.
 * It must never run the file.
 */
import { isText, literalOf, readCalls, type FoundCall } from './calls';
import type { Token } from './lexer';
import type { OpenStep, Revision } from './revision';

/** All open steps of a revision, in the order of the file. Throws `RevisionFileInvalidError` where the text cannot be read. */
export function readOpenSteps(revision: Revision): readonly OpenStep[] {
  return readCalls(revision, ['todo', 'irreversible']).map((call) =>
    stepOf(call, call.verb === 'todo' ? 'todo' : 'irreversible'),
  );
}

function stepOf({ direction, line, schema, args }: FoundCall, kind: OpenStep['kind']): OpenStep {
  return {
    kind,
    direction,
    line,
    text: literalOf(args[0]?.[0]),
    suggestion: kind === 'todo' ? suggestionOf(args[1] ?? []) : null,
    table: kind === 'todo' ? inSchema(tableOf(args), schema) : null,
    column: kind === 'todo' ? columnOf(args) : null,
  };
}

/** A string, or the text of an ``op.sql`…` ``. */
function suggestionOf(argument: readonly Token[]): string | null {
  if (isText(argument[0], '{')) return null;
  return literalOf(argument.length === 1 ? argument[0] : argument.at(-1));
}

/** `{ table: 'persons' }` or `{ table: { schema: 'billing', name: 'invoices' } }` among the arguments. */
function tableOf(args: readonly (readonly Token[])[]): OpenStep['table'] {
  for (const argument of args) {
    const key = argument.findIndex((token, index) => isText(token, 'table') && isText(argument[index + 1], ':'));
    if (key < 0) continue;
    const value = argument.slice(key + 2);
    if (!isText(value[0], '{')) return literalOf(value[0]);
    const schema = literalAfter(value, 'schema');
    const name = literalAfter(value, 'name');
    return schema === null || name === null ? null : { schema, name };
  }
  return null;
}

function inSchema(table: OpenStep['table'], schema: string | null): OpenStep['table'] {
  return schema !== null && typeof table === 'string' ? { schema, name: table } : table;
}

/** `{ table: 'persons', column: 'email' }` among the arguments. */
function columnOf(args: readonly (readonly Token[])[]): string | null {
  return args.map((argument) => literalAfter(argument, 'column')).find((column) => column !== null) ?? null;
}

function literalAfter(tokens: readonly Token[], key: string): string | null {
  const at = tokens.findIndex((token, index) => isText(token, key) && isText(tokens[index + 1], ':'));
  return at < 0 ? null : literalOf(tokens[at + 2]);
}
