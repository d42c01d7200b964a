/**
 * Reads the constants in the head of a revision file from its syntax: `revision`, `downRevision`, `branchLabels`, `dependsOn`, and
 * the doc comment. Written as `export const x = …`, `exports.x = …` or `module.exports = { x: … }`, also as compilers rewrite them.
 * Stops where `upgrade` begins. It must never run the file, and never guess a value that is no literal.
 */
import { lex, LexicalError, type Token } from './lexer';

export interface Head {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly branchLabels: readonly string[];
  readonly dependsOn: readonly string[];
  readonly message: string | null;
  readonly created: string | null;
}

/** Why a file has no head, with the line where that shows (`null`: nowhere in particular). */
export interface HeadProblem {
  readonly line: number | null;
  readonly reason: string;
}

const NAMES = ['revision', 'downRevision', 'branchLabels', 'dependsOn'] as const;
type HeadName = (typeof NAMES)[number];

/** `undefined`: something that only running the file would tell. */
interface Value {
  readonly line: number;
  readonly value: string | null | readonly string[] | undefined;
}
type Values = Map<HeadName, Value>;

/** The head of a file, or why it has none. */
export function readHead(source: string): Head | HeadProblem {
  const lexer = lex(source);
  try {
    const values = readValues(lexer);
    return settle(values, lexer.docComment());
  } catch (error) {
    if (error instanceof LexicalError) return { line: error.line, reason: error.message };
    throw error;
  }
}

function readValues(lexer: ReturnType<typeof lex>): Values {
  const tokens: Token[] = [];
  let depth = 0;
  for (let token = lexer.next(); token !== null; token = lexer.next()) {
    tokens.push(token);
    if (token.kind === 'punctuation') depth += '([{'.includes(token.text) ? 1 : ')]}'.includes(token.text) ? -1 : 0;
    if (depth === 0 && token.kind === 'word' && (token.text === 'upgrade' || token.text === 'downgrade')) {
      const values = valuesIn(tokens);
      if (isSettled(values.get('revision')) && isSettled(values.get('downRevision'))) return values;
    }
  }
  return valuesIn(tokens);
}

function isSettled(value: Value | undefined): boolean {
  return value !== undefined && value.value !== undefined;
}

function valuesIn(tokens: readonly Token[]): Values {
  const values: Values = new Map();
  let depth = 0;
  /** The depth of the object that is exported whole, where its keys are the constants. */
  let exported = -1;
  tokens.forEach((token, index) => {
    if (token.kind === 'punctuation' && '([{'.includes(token.text)) {
      depth++;
      if (depth === 1 && token.text === '{' && isExportedWhole(tokens, index)) exported = depth;
    } else if (token.kind === 'punctuation' && ')]}'.includes(token.text)) {
      if (depth === exported) exported = -1;
      depth--;
    } else if (isName(token.text) && (token.kind === 'word' || token.kind === 'string')) {
      const start = depth === 0 ? afterDeclaration(tokens, index) : depth === exported ? afterKey(tokens, index) : null;
      if (start !== null) keep(values, token.text, { line: token.line, value: valueAt(tokens, start) });
    }
  });
  return values;
}

function keep(values: Values, name: HeadName, value: Value): void {
  if (value.value !== undefined || !values.has(name)) values.set(name, value);
}

function isName(text: string): text is HeadName {
  return (NAMES as readonly string[]).includes(text);
}

function is(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === 'punctuation' || token.kind === 'word');
}

/** `module.exports = {`, `exports = {` or `export default {`. */
function isExportedWhole(tokens: readonly Token[], brace: number): boolean {
  const before = tokens[brace - 1];
  if (is(before, 'default')) return is(tokens[brace - 2], 'export');
  return is(before, '=') && is(tokens[brace - 2], 'exports');
}

/** Where the value of `const x: string | null = …` or `exports.x = …` begins; `null` where this is neither. */
function afterDeclaration(tokens: readonly Token[], index: number): number | null {
  const before = tokens[index - 1];
  const declared = is(before, 'const') || is(before, 'let') || is(before, 'var');
  const assigned = is(before, '.') && is(tokens[index - 2], 'exports');
  if (!declared && !assigned) return null;
  let at = index + 1;
  if (declared && is(tokens[at], ':')) {
    while (at < tokens.length && !is(tokens[at], '=') && !is(tokens[at], ';')) at++;
  }
  return is(tokens[at], '=') && !is(tokens[at + 1], '=') ? at + 1 : null;
}

function afterKey(tokens: readonly Token[], index: number): number | null {
  const before = tokens[index - 1];
  if (!is(before, '{') && !is(before, ',')) return null;
  return is(tokens[index + 1], ':') ? index + 2 : null;
}

/** The literal that begins here and is the whole value; `undefined` where it is anything else. */
function valueAt(tokens: readonly Token[], start: number): Value['value'] {
  const first = tokens[start];
  if (is(first, 'null')) return ends(tokens, start + 1) ? null : undefined;
  if (isText(first)) return ends(tokens, start + 1) ? first.text : undefined;
  if (!is(first, '[')) return undefined;
  const list: string[] = [];
  let at = start + 1;
  for (; !is(tokens[at], ']'); at++) {
    const item = tokens[at];
    if (!isText(item)) return undefined;
    list.push(item.text);
    if (is(tokens[at + 1], ',')) at++;
    else if (!is(tokens[at + 1], ']')) return undefined;
  }
  return ends(tokens, at + 1) ? list : undefined;
}

function isText(token: Token | undefined): token is Token {
  return token !== undefined && (token.kind === 'string' || token.kind === 'template') && token.literal;
}

/** Nothing that would change the value follows: an operator, a call, a member. */
function ends(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at];
  if (next === undefined) return true;
  if (next.kind === 'punctuation') return ';,})'.includes(next.text);
  return next.kind === 'word' && next.line > (tokens[at - 1]?.line ?? 0)
    ? true
    : is(next, 'as') || is(next, 'satisfies');
}

function settle(values: Values, doc: string | null): Head | HeadProblem {
  for (const name of NAMES) {
    const value = values.get(name);
    if (value !== undefined && value.value === undefined) {
      return { line: value.line, reason: `\`${name}\` is read without running the file: write it as a literal` };
    }
  }
  const revision = values.get('revision');
  if (revision === undefined) return { line: null, reason: 'it has no `revision`' };
  if (typeof revision.value !== 'string') return { line: revision.line, reason: '`revision` must be a string' };
  const down = values.get('downRevision');
  if (down === undefined) return { line: null, reason: 'it has no `downRevision` (null for the first revision)' };
  return {
    revision: revision.value,
    downRevisions: asList(down.value),
    branchLabels: asList(values.get('branchLabels')?.value),
    dependsOn: asList(values.get('dependsOn')?.value),
    ...readDoc(doc),
  };
}

function asList(value: Value['value']): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function readDoc(doc: string | null): Pick<Head, 'message' | 'created'> {
  const lines = (doc ?? '')
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trim());
  const created = lines.map((line) => /^Created:\s*(\S.*)$/.exec(line)?.[1]).find((date) => date !== undefined);
  const message = lines.find((line) => line !== '');
  const isField = message === undefined || /^(Revision|Revises|Created):/.test(message);
  return { message: isField ? null : message, created: created ?? null };
}
