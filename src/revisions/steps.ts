/**
 * Finds the open steps of a revision in its syntax: every call of `todo` and `irreversible`, with its line and the function it
 * stands in. A call in a function of its own counts for both directions: better one too many than one overlooked.
 * It must never run the file.
 */
import { RevisionFileInvalidError } from '../errors/revisions';
import { lex, LexicalError, type Token } from './lexer';
import type { Direction, OpenStep, Revision } from './revision';

/** All open steps of a revision, in the order of the file. Throws `RevisionFileInvalidError` where the text cannot be read. */
export function readOpenSteps(revision: Revision): readonly OpenStep[] {
  if (revision.source !== 'stillhead' || !/\b(todo|irreversible)\b/.test(revision.text)) return [];
  try {
    return stepsIn(allTokens(revision.text));
  } catch (error) {
    if (error instanceof LexicalError) throw new RevisionFileInvalidError(revision.file, error.line, error.message);
    throw error;
  }
}

function allTokens(text: string): readonly Token[] {
  const lexer = lex(text);
  const tokens: Token[] = [];
  for (let token = lexer.next(); token !== null; token = lexer.next()) tokens.push(token);
  return tokens;
}

/** At the outermost level these begin something new, so that the function before them is over. */
const BEGINS: ReadonlySet<string> = new Set([
  'export',
  'exports',
  'module',
  'const',
  'let',
  'var',
  'class',
  'async',
  'function',
]);

function stepsIn(tokens: readonly Token[]): readonly OpenStep[] {
  const steps: OpenStep[] = [];
  let depth = 0;
  let direction: OpenStep['direction'] = 'both';
  /** Where the exported object's methods stand; 0 for plain functions. */
  let level = 0;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.kind === 'punctuation') {
      if ('([{'.includes(token.text)) depth++;
      if (depth === 0 && token.text === '{') level = 0;
      if (')]}'.includes(token.text)) depth--;
      if (token.text === '{' && depth === 1 && opensExports(tokens, index)) level = 1;
      if (depth < level) level = 0;
      return;
    }
    if (token.kind !== 'word') return;
    if (depth === 0 && BEGINS.has(token.text) && !follows(before, 'export', 'async', '.', '=')) direction = 'both';
    if (depth === level && isDirection(token.text) && declares(tokens, index)) direction = token.text;
    if (
      (token.text === 'todo' || token.text === 'irreversible') &&
      follows(before, '.') &&
      isText(tokens[index + 1], '(')
    ) {
      steps.push(stepAt(tokens, index, token.text, direction));
    }
  });
  return steps;
}

function isDirection(text: string): text is Direction {
  return text === 'upgrade' || text === 'downgrade';
}

/** `function upgrade(`, `upgrade = async`, `upgrade(op) {` or `upgrade: async`; not the `upgrade` of `exports.upgrade = upgrade`. */
function declares(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return isText(next, '(') || isText(next, '=') || isText(next, ':');
}

function opensExports(tokens: readonly Token[], brace: number): boolean {
  if (isText(tokens[brace - 1], 'default')) return true;
  return isText(tokens[brace - 1], '=') && isText(tokens[brace - 2], 'exports');
}

function isText(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === 'punctuation' || token.kind === 'word');
}

function follows(before: Token | undefined, ...texts: readonly string[]): boolean {
  return texts.some((text) => isText(before, text));
}

function stepAt(
  tokens: readonly Token[],
  index: number,
  kind: OpenStep['kind'],
  direction: OpenStep['direction'],
): OpenStep {
  const args = argumentsFrom(tokens, index + 2);
  return {
    kind,
    direction,
    line: tokens[index]?.line ?? 0,
    text: literalOf(args[0]?.[0]),
    suggestion: kind === 'todo' ? suggestionOf(args[1] ?? []) : null,
    table: kind === 'todo' ? inSchema(tableOf(args), schemaBefore(tokens, index)) : null,
    column: kind === 'todo' ? columnOf(args) : null,
  };
}

/** The tokens of each argument of a call, from behind its parenthesis. */
function argumentsFrom(tokens: readonly Token[], start: number): readonly (readonly Token[])[] {
  const args: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start)) {
    if (token.kind === 'punctuation') {
      if (')]}'.includes(token.text) && depth-- === 0) break;
      if ('([{'.includes(token.text)) depth++;
      if (depth === 0 && token.text === ',') {
        args.push([]);
        continue;
      }
    }
    args.at(-1)?.push(token);
  }
  return args;
}

function literalOf(token: Token | undefined): string | null {
  return token !== undefined && (token.kind === 'string' || token.kind === 'template') && token.literal
    ? token.text
    : null;
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

/** The schema of `op.schema('billing').todo(…)`; `null` where the call stands behind nothing of the kind. */
function schemaBefore(tokens: readonly Token[], index: number): string | null {
  const called =
    isText(tokens[index - 2], ')') && isText(tokens[index - 4], '(') && isText(tokens[index - 5], 'schema');
  return called ? literalOf(tokens[index - 3]) : null;
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
