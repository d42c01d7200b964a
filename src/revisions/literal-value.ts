/**
 * The value of an argument that is a literal through and through: strings, numbers, lists, objects of such, and ``op.sql`…` `` as its text.
 * Anything else has no value here: it must never be guessed, and nothing is run.
 */
import { isText, literalOf } from './calls';
import type { Token } from './lexer';

/** The value; `undefined` where a part of it is no literal. */
export function literalValue(tokens: readonly Token[]): unknown {
  const reader: Reader = { tokens, at: 0 };
  const value = valueAt(reader);
  return reader.at === tokens.length ? value : undefined;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function valueAt(reader: Reader): unknown {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return undefined;
  if (isText(token, '[')) return listAt(reader);
  if (isText(token, '{')) return objectAt(reader);
  const text = literalOf(token);
  if (text !== null) return text;
  if (token.kind === 'number') return Number(token.text.replaceAll('_', ''));
  if (token.kind !== 'word') return undefined;
  if (WORDS.has(token.text)) return WORDS.get(token.text);
  return sqlAt(reader);
}

/** Behind the name of `op`: ``.sql`…` ``. */
function sqlAt(reader: Reader): unknown {
  const [dot, sql, template] = reader.tokens.slice(reader.at, reader.at + 3);
  if (!isText(dot, '.') || !isText(sql, 'sql') || template?.kind !== 'template') return undefined;
  reader.at += 3;
  return literalOf(template) ?? undefined;
}

function listAt(reader: Reader): unknown {
  const list: unknown[] = [];
  while (!ends(reader, ']')) {
    const value = valueAt(reader);
    if (value === undefined || !goesOn(reader, ']')) return undefined;
    list.push(value);
  }
  return list;
}

function objectAt(reader: Reader): unknown {
  const fields: [string, unknown][] = [];
  while (!ends(reader, '}')) {
    const key = keyAt(reader);
    if (key === null || !isText(reader.tokens[reader.at++], ':')) return undefined;
    const value = valueAt(reader);
    if (value === undefined || !goesOn(reader, '}')) return undefined;
    fields.push([key, value]);
  }
  return Object.fromEntries(fields);
}

/** `name`, `'a name'`, `['a name']`. */
function keyAt(reader: Reader): string | null {
  const token = reader.tokens[reader.at++];
  if (token?.kind === 'word') return token.text;
  if (!isText(token, '[')) return literalOf(token);
  const key = literalOf(reader.tokens[reader.at++]);
  return isText(reader.tokens[reader.at++], ']') ? key : null;
}

function ends(reader: Reader, bracket: string): boolean {
  const over = isText(reader.tokens[reader.at], bracket);
  if (over) reader.at++;
  return over;
}

/** Takes the comma before the next one; where nothing follows, the bracket stays. */
function goesOn(reader: Reader, bracket: string): boolean {
  const next = reader.tokens[reader.at];
  if (isText(next, bracket)) return true;
  reader.at++;
  return isText(next, ',');
}
