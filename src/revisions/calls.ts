/**
 * Finds calls of `op` in the syntax of a revision, with the function each stands in, and reads arguments that are literals. A call in a
 * function of its own counts for both directions. It must never run the file.
 */
import { RevisionFileInvalidError } from '../errors/revisions';
import { lex, LexicalError, type Token } from './lexer';
import type { Direction, Revision } from './revision';

/** A call as the syntax shows it. */
export interface FoundCall {
  readonly verb: string;
  readonly direction: Direction | 'both';
  readonly line: number;
  /** Of `op.schema('billing').verb(…)`; `null` where the call stands behind nothing of the kind. */
  readonly schema: string | null;
  /** The tokens of each argument. */
  readonly args: readonly (readonly Token[])[];
}

/** All calls of these methods, in the order of the file. @throws RevisionFileInvalidError where the text cannot be read */
export function readCalls(revision: Revision, verbs: readonly string[]): readonly FoundCall[] {
  if (revision.source !== 'stillhead' || !verbs.some((verb) => revision.text.includes(verb))) return [];
  try {
    return callsIn(allTokens(revision.text), new Set(verbs));
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

function callsIn(tokens: readonly Token[], verbs: ReadonlySet<string>): readonly FoundCall[] {
  const calls: FoundCall[] = [];
  let depth = 0;
  let direction: FoundCall['direction'] = 'both';
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
    if (verbs.has(token.text) && follows(before, '.') && isText(tokens[index + 1], '(')) {
      const { text: verb, line } = token;
      const schema = schemaBefore(tokens, index);
      calls.push({ verb, direction, line, schema, args: argumentsFrom(tokens, index + 2) });
    }
  });
  return calls;
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

export function isText(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === 'punctuation' || token.kind === 'word');
}

function follows(before: Token | undefined, ...texts: readonly string[]): boolean {
  return texts.some((text) => isText(before, text));
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

export function literalOf(token: Token | undefined): string | null {
  return token !== undefined && (token.kind === 'string' || token.kind === 'template') && token.literal
    ? token.text
    : null;
}

/** The schema of `op.schema('billing').todo(…)`; `null` where the call stands behind nothing of the kind. */
function schemaBefore(tokens: readonly Token[], index: number): string | null {
  const called =
    isText(tokens[index - 2], ')') && isText(tokens[index - 4], '(') && isText(tokens[index - 5], 'schema');
  return called ? literalOf(tokens[index - 3]) : null;
}
