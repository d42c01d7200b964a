/**
 * A rename carried through the text of a view as PostgreSQL prints it, as PostgreSQL itself does: a view follows what it stands on, and
 * its own columns keep their names. Only for texts that PostgreSQL printed, where every relation stands with its schema.
 */
import type { QualifiedName } from '../schema/types';
import { quoteIdentifier } from '../schema/quote';
import { identifierOf, tokens, type Token } from './sql-tokens';

/** Words that may follow a relation in FROM and are no alias of it. */
const AFTER_RELATION: ReadonlySet<string> = new Set(
  'where,group,having,order,limit,offset,fetch,for,union,intersect,except,window,join,left,right,full,inner,cross,natural,on,using,tablesample'.split(
    ',',
  ),
);
const ENDS_SELECT_LIST: ReadonlySet<string> = new Set([
  'FROM',
  'WHERE',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'ORDER',
  'LIMIT',
  'GROUP',
]);

interface Change {
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

/** `SELECT persons.id FROM app.persons` → `SELECT people.id FROM app.people`. */
export function renameRelationInView(definition: string, relation: QualifiedName, to: QualifiedName): string {
  const all = tokens(definition);
  const relations = relationsAt(all, relation);
  const names = new Set(relations.map(({ index }) => index + 2));
  const goesByName = relations.some(({ alias }) => alias === null);
  const schemas = new Set(to.schema === relation.schema ? [] : relations.map(({ index }) => index));
  const changes = all.flatMap((token, index): readonly Change[] => {
    const { start, text } = token;
    if (schemas.has(index)) return [{ start, length: text.length, text: quoteIdentifier(to.schema) }];
    const isQualifier =
      goesByName &&
      identifierOf(token) === relation.name &&
      all[index + 1]?.text === '.' &&
      all[index - 1]?.text !== '.';
    if (!names.has(index) && (!isQualifier || names.has(index + 2))) return [];
    return [{ start, length: text.length, text: quoteIdentifier(to.name) }];
  });
  return apply(definition, changes);
}

/** `SELECT p.name FROM …` → `SELECT p."fullName" AS name FROM …`. */
export function renameColumnInView(definition: string, relation: QualifiedName, column: string, to: string): string {
  const all = tokens(definition);
  const relations = relationsAt(all, relation);
  if (relations.length === 0) return definition;
  const aliases = new Set(relations.map(({ alias }) => alias ?? relation.name));
  const inList = selectLists(all);
  const changes = all.flatMap((token, index): readonly Change[] => {
    if (identifierOf(token) !== column || !isColumnOf(all, index, aliases)) return [];
    const keepsName = inList[index] === true && isWholeItem(all, index) ? ` AS ${quoteIdentifier(column)}` : '';
    return [{ start: token.start, length: token.text.length, text: quoteIdentifier(to) + keepsName }];
  });
  return apply(definition, changes);
}

/** Where `schema.relation` stands, by the position of the schema, and the alias behind it. */
function relationsAt(
  all: readonly Token[],
  relation: QualifiedName,
): readonly { index: number; alias: string | null }[] {
  return all.flatMap((token, index) => {
    const isName = all[index + 1]?.text === '.' && all[index + 2] !== undefined;
    const name = all[index + 2];
    if (
      !isName ||
      name === undefined ||
      identifierOf(token) !== relation.schema ||
      identifierOf(name) !== relation.name
    )
      return [];
    if (all[index + 3]?.text === '.' || all[index + 3]?.text === '(' || all[index - 1]?.text === '::') return [];
    return [{ index, alias: aliasOf(all[index + 3]) }];
  });
}

function aliasOf(token: Token | undefined): string | null {
  if (token === undefined) return null;
  const name = identifierOf(token);
  return name === null || (token.kind === 'word' && AFTER_RELATION.has(name)) ? null : name;
}

/** A bare column belongs to the one relation that a query without qualifiers has. */
function isColumnOf(all: readonly Token[], index: number, aliases: ReadonlySet<string>): boolean {
  const [before, after] = [all[index - 1], all[index + 1]];
  if (after?.text === '(' || after?.text === '.' || before?.text === '::' || before?.text.toUpperCase() === 'AS')
    return false;
  if (before?.text !== '.') return !isAlias(all, index);
  const qualifier = all[index - 2];
  return qualifier !== undefined && aliases.has(identifierOf(qualifier) ?? '');
}

/** Behind `schema.relation` stands an alias, not a column. */
function isAlias(all: readonly Token[], index: number): boolean {
  return all[index - 2]?.text === '.' && all[index - 1]?.kind !== 'symbol' && all[index - 3] !== undefined;
}

/** Whether the select item is this column and nothing else, so that its name is that of the output column. */
function isWholeItem(all: readonly Token[], index: number): boolean {
  const start = all[index - 1]?.text === '.' ? index - 2 : index;
  const before = all[start - 1]?.text.toUpperCase();
  const after = all[index + 1]?.text.toUpperCase();
  const begins = before === ',' || before === 'SELECT' || before === 'DISTINCT' || before === ')';
  return (
    begins && (after === undefined || after === ',' || after === ')' || after === ';' || ENDS_SELECT_LIST.has(after))
  );
}

/** For each token whether it stands in a select list, at the level of its items. */
function selectLists(all: readonly Token[]): readonly boolean[] {
  const levels: boolean[] = [false];
  return all.map((token) => {
    const word = token.text.toUpperCase();
    if (word === '(') levels.push(false);
    else if (word === ')' && levels.length > 1) levels.pop();
    else if (word === 'SELECT') levels[levels.length - 1] = true;
    else if (token.kind === 'word' && ENDS_SELECT_LIST.has(word)) levels[levels.length - 1] = false;
    return levels.at(-1) ?? false;
  });
}

function apply(text: string, changes: readonly Change[]): string {
  let result = '';
  let copied = 0;
  for (const { start, length, text: replacement } of changes) {
    result += text.slice(copied, start) + replacement;
    copied = start + length;
  }
  return result + text.slice(copied);
}
