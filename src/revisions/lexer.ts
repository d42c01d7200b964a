/**
 * Cuts TypeScript and JavaScript into tokens, as far as reading the head of a revision needs it: words, literals, punctuation.
 * Comments are skipped (the first doc comment is kept), templates and regular expressions are single tokens.
 * It must never run anything, and it does not check a grammar: only what is never closed is an error here.
 */

export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'number' | 'regexp' | 'punctuation';
  /** Of a string or template: its value; else the text as it stands. */
  readonly text: string;
  readonly line: number;
  /** A template with `${…}` in it has no value of its own. */
  readonly literal: boolean;
}

/** Something that is opened and never closed. */
export class LexicalError extends SyntaxError {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'LexicalError';
  }
}

export interface Lexer {
  /** The next token; `null` at the end. Throws `LexicalError`. */
  next(): Token | null;
  /** The first doc comment met so far, with its stars. */
  docComment(): string | null;
}

/** After these words a slash begins a regular expression; after any other word it divides. */
const BEFORE_REGEXP: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await'.split(' '),
);

const WORD = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)n?/y;
const SPACE = /[\s\ufeff]+/uy;
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** Reads tokens one by one, so that a reader of heads can stop early. */
export function lex(source: string): Lexer {
  let at = source.startsWith('#!') ? endOfLine(source, 0) : 0;
  let line = 1;
  let doc: string | null = null;
  let previous: Token | null = null;

  const take = (end: number): string => {
    const text = source.slice(at, end);
    for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) line++;
    at = end;
    return text;
  };

  const skipBlank = (): void => {
    for (;;) {
      const space = match(SPACE, source, at);
      if (space > at) take(space);
      if (source.startsWith('//', at)) take(endOfLine(source, at));
      else if (source.startsWith('/*', at)) {
        const end = source.indexOf('*/', at + 2);
        if (end < 0) throw new LexicalError(line, 'a comment is never closed');
        const comment = take(end + 2);
        if (doc === null && comment.startsWith('/**') && comment.length > 4) doc = comment;
      } else if (space === at) return;
    }
  };

  const next = (): Token | null => {
    skipBlank();
    if (at >= source.length) return null;
    const start = line;
    const found = scan(source, at, line, previous);
    take(found.end);
    previous = { kind: found.kind, text: found.text, line: start, literal: found.literal };
    return previous;
  };

  return { next, docComment: () => doc };
}

/** Templates within templates; nobody writes more, and each is a call of ours. */
const MOST_NESTED = 100;

interface Scanned {
  readonly kind: Token['kind'];
  readonly text: string;
  readonly literal: boolean;
  readonly end: number;
}

function scan(source: string, at: number, line: number, previous: Token | null, depth = 0): Scanned {
  const character = source.charAt(at);
  if (character === "'" || character === '"') return scanString(source, at, line, character);
  if (character === '`') return scanTemplate(source, at, line, depth);
  const word = match(WORD, source, at);
  if (word > at) return { kind: 'word', text: source.slice(at, word), literal: true, end: word };
  const number = match(NUMBER, source, at);
  if (number > at) return { kind: 'number', text: source.slice(at, number), literal: true, end: number };
  if (character === '/' && regexpMayFollow(previous)) {
    const end = match(REGEXP, source, at);
    if (end > at) return { kind: 'regexp', text: source.slice(at, end), literal: true, end };
  }
  return { kind: 'punctuation', text: character, literal: true, end: at + 1 };
}

function regexpMayFollow(previous: Token | null): boolean {
  if (previous === null) return true;
  if (previous.kind === 'word') return BEFORE_REGEXP.has(previous.text);
  return previous.kind === 'punctuation' && !')]}'.includes(previous.text);
}

function scanString(source: string, at: number, line: number, quote: string): Scanned {
  for (let index = at + 1; index < source.length; index++) {
    const character = source.charAt(index);
    if (character === '\\') {
      if (source.startsWith('\r\n', index + 1)) index++;
      index++;
    } else if (character === quote) {
      return { kind: 'string', text: unescape(source.slice(at + 1, index)), literal: true, end: index + 1 };
    } else if (character === '\n') break;
  }
  throw new LexicalError(line, 'a string is never closed');
}

function scanTemplate(source: string, at: number, line: number, depth: number): Scanned {
  if (depth > MOST_NESTED) throw new LexicalError(line, 'template strings are nested too deeply');
  let literal = true;
  let index = at + 1;
  while (index < source.length) {
    const character = source.charAt(index);
    if (character === '\\') index += 2;
    else if (character === '`') {
      const text = unescape(source.slice(at + 1, index).replaceAll('\r\n', '\n'));
      return { kind: 'template', text, literal, end: index + 1 };
    } else if (character === '$' && source.charAt(index + 1) === '{') {
      literal = false;
      index = endOfSubstitution(source, index + 2, line, depth + 1);
    } else index++;
  }
  throw new LexicalError(line, 'a template string is never closed');
}

/** The place behind the `}` that ends a `${…}`; what stands inside is code again. */
function endOfSubstitution(source: string, at: number, line: number, nested: number): number {
  let depth = 0;
  let previous: Token | null = null;
  for (let index = at; index < source.length;) {
    const blank = endOfBlank(source, index, line);
    if (blank > index) {
      index = blank;
      continue;
    }
    const found = scan(source, index, line, previous, nested);
    index = found.end;
    if (found.kind === 'punctuation' && found.text === '{') depth++;
    if (found.kind === 'punctuation' && found.text === '}' && depth-- === 0) return index;
    previous = { ...found, line };
  }
  throw new LexicalError(line, 'a template string is never closed');
}

function endOfBlank(source: string, at: number, line: number): number {
  if (source.startsWith('//', at)) return endOfLine(source, at);
  if (!source.startsWith('/*', at)) return match(SPACE, source, at);
  const end = source.indexOf('*/', at + 2);
  if (end < 0) throw new LexicalError(line, 'a comment is never closed');
  return end + 2;
}

/** Where a sticky expression that begins at `at` ends; `at` where it does not match. */
function match(expression: RegExp, source: string, at: number): number {
  expression.lastIndex = at;
  const found = expression.exec(source);
  return found === null ? at : at + found[0].length;
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_whole, point?: string, unit?: string, byte?: string, single?: string) => {
      const hex = point ?? unit ?? byte;
      if (hex !== undefined) return codePoint(parseInt(hex, 16));
      if (single === undefined || single === '\n' || single === '\r\n') return '';
      return ESCAPES[single] ?? single;
    },
  );
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '';
}
