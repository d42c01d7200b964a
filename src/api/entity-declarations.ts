/**
 * Entities that a source text declares: `@Entity(…)`, `@ViewEntity(…)`, `@ChildEntity(…)`, also as plain calls of compiled JavaScript
 * and under another name (`import { Entity as Table }`), and `new EntitySchema({ … })`. Read from tokens, so that comments and
 * strings do not count; in one pass. Nothing is run, so that a name which only running would tell comes as the texts it is made of.
 */
import { lex, LexicalError } from '../revisions/lexer';
import type { Token } from '../revisions/lexer';

/** What is written for a name or a schema: nothing, a literal, or an expression with these texts and names in it. */
export type Written =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'expression'; readonly texts: readonly string[]; readonly names: readonly string[] };

export interface EntityDeclaration {
  readonly entity: string;
  readonly table: Written;
  readonly schema: Written;
  /** The class whose table a child of single-table inheritance shares; `null` for an entity with a table of its own. */
  readonly childOf: string | null;
}

export interface Declarations {
  readonly entities: readonly EntityDeclaration[];
  /** Constants by name: `const TABLE = 'persons'`, `persons: 'persons'`, for names that another file writes. */
  readonly constants: ReadonlyMap<string, readonly string[]>;
}

const NOTHING: Written = { kind: 'nothing' };
const ENTITY_WORDS = ['Entity', 'ViewEntity', 'ChildEntity', 'EntitySchema'] as const;
type EntityWord = (typeof ENTITY_WORDS)[number];

/** How many stretches that cannot be cut into tokens (a regular expression taken for a division) are passed over in a file. */
const MOST_FAULTS = 20;

/** How far the class of a decorator or the end of type arguments is looked for, so that no text makes this slow. */
const MOST_TOKENS = 300;

/** What a text declares; linear in its length. */
export function readDeclarations(text: string): Declarations {
  const tokens = tokensOf(text);
  const words = entityWords(tokens);
  const ends = bracketEnds(tokens);
  const entities: EntityDeclaration[] = [];
  tokens.forEach((token, index) => {
    const word = token.kind === 'word' ? words.get(token.text.replace(/^@/, '')) : undefined;
    const open = word === undefined ? null : openingBracket(tokens, index);
    const end = open === null ? undefined : ends.get(open);
    if (word === undefined || open === null || end === undefined) return;
    if (word !== 'EntitySchema') entities.push(decorated(tokens, word, open, end, ends));
    else if (isMade(tokens, index)) entities.push(schemaEntity(tokens, open, end));
  });
  return { entities: entities.filter(({ entity }) => entity !== ''), constants: constantsIn(tokens) };
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text;
  for (let fault = 0; fault < MOST_FAULTS; fault++) {
    try {
      const lexer = lex(rest);
      for (let token = lexer.next(); token !== null; token = lexer.next()) tokens.push(token);
      return tokens;
    } catch (error) {
      if (!(error instanceof LexicalError)) throw error;
      rest = afterLine(rest, error.line);
    }
  }
  return tokens;
}

function afterLine(text: string, line: number): string {
  let at = 0;
  for (let passed = 0; passed < line; passed++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return '';
    at = end + 1;
  }
  return text.slice(at);
}

/** TypeORM's own words and what this file imports them as. */
function entityWords(tokens: readonly Token[]): ReadonlyMap<string, EntityWord> {
  const words = new Map<string, EntityWord>(ENTITY_WORDS.map((word) => [word, word]));
  tokens.forEach((token, index) => {
    const word = ENTITY_WORDS.find((each) => token.kind === 'word' && each === token.text);
    const alias = tokens[index + 2];
    const renamed = is(tokens[index + 1], 'as') || is(tokens[index + 1], ':');
    if (word !== undefined && renamed && alias?.kind === 'word') words.set(alias.text, word);
  });
  return words;
}

/** Of a decorator or a call: `Entity(`, `Entity<Person>(`, `(0, typeorm_1.Entity)(`. `null` for any other mention. */
function openingBracket(tokens: readonly Token[], index: number): number | null {
  const before = tokens[index - 1];
  if (is(before, 'function') || is(before, 'class')) return null;
  let at = index + 1;
  if (is(tokens[at], ')')) at++;
  if (is(tokens[at], '<')) at = afterTypeArguments(tokens, at);
  return is(tokens[at], '(') ? at : null;
}

function afterTypeArguments(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < Math.min(tokens.length, start + MOST_TOKENS); at++) {
    if (is(tokens[at], '<')) depth++;
    if (is(tokens[at], '>') && !is(tokens[at - 1], '=') && --depth === 0) return at + 1;
    if (is(tokens[at], ';')) return start;
  }
  return start;
}

/** `new EntitySchema`, `new typeorm.EntitySchema`, `new typeorm_1.EntitySchema`. */
function isMade(tokens: readonly Token[], index: number): boolean {
  const from = is(tokens[index - 1], '.') ? index - 2 : index;
  return is(tokens[from - 1], 'new');
}

function decorated(
  tokens: readonly Token[],
  word: EntityWord,
  open: number,
  end: number,
  ends: ReadonlyMap<number, number>,
): EntityDeclaration {
  const { entity, parent } = classAfter(tokens, end, ends);
  if (word === 'ChildEntity') return { entity, table: NOTHING, schema: NOTHING, childOf: parent };
  const options = optionsIn(tokens, open, end);
  const argument = expression(tokens, open + 1, argumentEnd(tokens, open + 1, end));
  const isOptions = is(tokens[open + 1], '{');
  const table = isOptions ? (options.get('name') ?? NOTHING) : argument;
  return { entity, table, schema: options.get('schema') ?? NOTHING, childOf: null };
}

function schemaEntity(tokens: readonly Token[], open: number, end: number): EntityDeclaration {
  const options = optionsIn(tokens, open, end);
  const [name, target] = [options.get('name') ?? NOTHING, options.get('target') ?? NOTHING];
  const entity = name.kind === 'literal' ? name.text : target.kind === 'expression' ? target.names.at(-1) : undefined;
  const table = options.get('tableName') ?? (options.size === 0 ? expression(tokens, open + 1, end) : NOTHING);
  return { entity: entity ?? 'EntitySchema', table, schema: options.get('schema') ?? NOTHING, childOf: null };
}

/** The class behind a decorator, past the other ones; of compiled JavaScript the class that `__decorate([…], Person)` names. */
function classAfter(
  tokens: readonly Token[],
  end: number,
  ends: ReadonlyMap<number, number>,
): { entity: string; parent: string | null } {
  for (let at = end + 1, seen = 0; seen < MOST_TOKENS; at++, seen++) {
    const token = tokens[at];
    if (token === undefined || is(token, ';')) break;
    if (is(token, 'class')) return classAt(tokens, at);
    if (token.kind === 'punctuation' && ')]}'.includes(token.text)) {
      const named = is(token, ']') && is(tokens[at + 1], ',') ? tokens[at + 2] : undefined;
      return { entity: named?.kind === 'word' ? named.text : '', parent: null };
    }
    at = ends.get(at) ?? at;
  }
  return { entity: '', parent: null };
}

function classAt(tokens: readonly Token[], at: number): { entity: string; parent: string | null } {
  const name = tokens[at + 1];
  const entity = name?.kind === 'word' && name.text !== 'extends' ? name.text : 'default';
  for (let next = at + 1; next < at + MOST_TOKENS && !is(tokens[next], '{'); next++) {
    if (is(tokens[next], 'extends')) return { entity, parent: tokens[next + 1]?.text ?? null };
  }
  return { entity, parent: null };
}

/** The keys of every object that is an argument itself, with what is written for them. */
function optionsIn(tokens: readonly Token[], open: number, end: number): ReadonlyMap<string, Written> {
  const options = new Map<string, Written>();
  let depth = 0;
  for (let at = open + 1; at < end; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'punctuation' && '([{'.includes(token.text)) depth++;
    else if (token.kind === 'punctuation' && ')]}'.includes(token.text)) depth--;
    if (depth !== 1 || !(is(tokens[at - 1], '{') || is(tokens[at - 1], ','))) continue;
    if (token.kind !== 'word' && token.kind !== 'string') continue;
    if (is(tokens[at + 1], ':')) options.set(token.text, expression(tokens, at + 2, argumentEnd(tokens, at + 2, end)));
    else if (is(tokens[at + 1], ',') || is(tokens[at + 1], '}'))
      options.set(token.text, expression(tokens, at, at + 1));
  }
  return options;
}

/** The comma or bracket that ends the expression which begins here. */
function argumentEnd(tokens: readonly Token[], start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const token = tokens[at];
    if (token?.kind !== 'punctuation') continue;
    if (depth === 0 && ',)]}'.includes(token.text)) return at;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text)) depth--;
  }
  return end;
}

function expression(tokens: readonly Token[], start: number, end: number): Written {
  const part = tokens.slice(start, end);
  const [only] = part;
  if (only === undefined || (part.length === 1 && only.text === 'undefined')) return NOTHING;
  if (part.length === 1 && isText(only) && only.literal) return { kind: 'literal', text: only.text };
  return {
    kind: 'expression',
    texts: part.filter(isText).flatMap(({ text, literal }) => (literal ? [text] : fixedParts(text))),
    names: [
      ...part.filter((token) => token.kind === 'word').map(({ text }) => text),
      ...part
        .filter((token) => token.kind === 'template' && !token.literal)
        .flatMap(({ text }) => text.match(/\w+/g) ?? []),
    ],
  };
}

/** Of `${prefix}persons`: `persons`. */
function fixedParts(template: string): readonly string[] {
  return template.split(/\$\{[^}]*\}/).filter((part) => part !== '');
}

/** `NAME = 'text'` and `name: 'text'`: what a name may stand for in another file. */
function constantsIn(tokens: readonly Token[]): ReadonlyMap<string, readonly string[]> {
  const constants = new Map<string, string[]>();
  tokens.forEach((token, index) => {
    const value = tokens[index + 2];
    const given = is(tokens[index + 1], '=') || is(tokens[index + 1], ':');
    if (token.kind !== 'word' || !given || value === undefined || !isText(value) || !value.literal) return;
    const known = constants.get(token.text) ?? [];
    known.push(value.text);
    constants.set(token.text, known);
  });
  return constants;
}

/** Which bracket closes the one that opens here; those that are never closed have none. */
function bracketEnds(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'punctuation') return;
    if ('([{'.includes(token.text)) open.push(index);
    else if (')]}'.includes(token.text)) {
      const start = open.pop();
      if (start !== undefined) ends.set(start, index);
    }
  });
  return ends;
}

function isText(token: Token): boolean {
  return token.kind === 'string' || token.kind === 'template';
}

function is(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === 'punctuation' || token.kind === 'word');
}
