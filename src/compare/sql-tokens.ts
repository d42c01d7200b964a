/**
 * Cuts SQL text into tokens (manual, 4.1), as far as comparing needs it: what is a name, what is a literal.
 * It must never decide what an expression means: only a PostgreSQL knows that (`settle/`).
 */

export interface Token {
  readonly kind: 'word' | 'quotedIdentifier' | 'string' | 'number' | 'symbol';
  /** As it stands in the text. */
  readonly text: string;
  readonly start: number;
}

const SPACE = /(?:\s+|--[^\n]*(?:\n|$))/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const QUOTED = /"(?:[^"]|"")*"/y;
const STRING = /(?:[eE]'(?:[^'\\]|''|\\[^])*'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*')/y;
const DOLLAR = /\$([\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const NUMBER = /(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /(?:::|[<>=!~@#%^&|*/+-]+|[^])/y;

/** The tokens of a text, without space and comments. A text that ends inside a literal gives that rest as symbols. */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  let position = 0;
  while (position < sql.length) {
    const skipped = skip(sql, position);
    if (skipped > position) {
      position = skipped;
      continue;
    }
    const token = next(sql, position);
    found.push(token);
    position += token.text.length;
  }
  return found;
}

/** The name that a token stands for, folded as PostgreSQL folds it; `null` for what is no name. */
export function identifierOf(token: Token): string | null {
  if (token.kind === 'quotedIdentifier') return token.text.slice(1, -1).replaceAll('""', '"');
  return token.kind === 'word' ? token.text.toLowerCase() : null;
}

/** Whether the text names an object, by a word or a quoted identifier. True too often rather than too seldom. */
export function mentions(sql: string, name: string): boolean {
  return tokens(sql).some((token) => identifierOf(token) === name);
}

/** Gives a column its new name wherever the text names it; what stands before `(` or behind a dot of another name is left alone. */
export function renameIdentifier(sql: string, name: string, replacement: string): string {
  const all = tokens(sql);
  let result = '';
  let copied = 0;
  all.forEach((token, index) => {
    // A type behind a cast, with its schema or without.
    const isType = all[index - (all[index - 1]?.text === '.' ? 3 : 1)]?.text === '::';
    if (identifierOf(token) !== name || all[index + 1]?.text === '(' || isType) return;
    result += sql.slice(copied, token.start) + replacement;
    copied = token.start + token.text.length;
  });
  return result + sql.slice(copied);
}

/** A label of an enum as PostgreSQL prints it, `'paid'::app.state` or inside `'{paid}'::app.state[]`, under another name. */
export function renameLabel(sql: string, type: string, label: string, replacement: string): string {
  const all = tokens(sql);
  let result = '';
  let copied = 0;
  all.forEach((token, index) => {
    if (!token.text.startsWith("'") || token.kind !== 'string' || all[index + 1]?.text !== '::') return;
    const named = all[index + 3]?.text === '.' ? index + 4 : index + 2;
    const cast = all[named];
    if (cast === undefined || identifierOf(cast) !== type) return;
    const quoted = (text: string): string => text.replaceAll("'", "''");
    const inArray = all[named + 1]?.text === '[';
    const [from, to] = [label, replacement].map((text) => quoted(inArray ? arrayElement(text) : text));
    const text = inArray
      ? token.text
          .slice(1, -1)
          .replace(/"(?:[^"\\]|\\.)*"|[^{},"]+/g, (element) => (element === from ? (to ?? '') : element))
      : token.text.slice(1, -1) === from
        ? (to ?? '')
        : token.text.slice(1, -1);
    result += `${sql.slice(copied, token.start)}'${text}'`;
    copied = token.start + token.text.length;
  });
  return result + sql.slice(copied);
}

/** As `array_out` writes it. */
function arrayElement(text: string): string {
  const plain = text !== '' && !/[\s{},"\\]/.test(text) && text.toUpperCase() !== 'NULL';
  return plain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function skip(sql: string, position: number): number {
  const space = at(SPACE, sql, position);
  if (space !== null) return position + space.length;
  if (!sql.startsWith('/*', position)) return position;
  // Block comments nest.
  let depth = 0;
  for (let index = position; index < sql.length; index++) {
    if (sql.startsWith('/*', index)) {
      depth++;
      index++;
    } else if (sql.startsWith('*/', index)) {
      depth--;
      index++;
      if (depth === 0) return index + 1;
    }
  }
  return sql.length;
}

function next(sql: string, position: number): Token {
  const make = (kind: Token['kind'], text: string): Token => ({ kind, text, start: position });
  const string = at(STRING, sql, position) ?? dollarQuoted(sql, position);
  if (string !== null) return make('string', string);
  const word = at(WORD, sql, position);
  if (word !== null) return make('word', word);
  const quoted = at(QUOTED, sql, position);
  if (quoted !== null) return make('quotedIdentifier', quoted);
  const number = at(NUMBER, sql, position);
  if (number !== null) return make('number', number);
  return make('symbol', at(SYMBOL, sql, position) ?? sql.charAt(position));
}

function dollarQuoted(sql: string, position: number): string | null {
  const open = at(DOLLAR, sql, position);
  if (open === null) return null;
  const end = sql.indexOf(open, position + open.length);
  return end === -1 ? null : sql.slice(position, end + open.length);
}

function at(pattern: RegExp, sql: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(sql)?.[0] ?? null;
}
