/**
 * A schema under another name, carried through a database as data: every name that lies in it, and every text of PostgreSQL's that says
 * so. It must never touch what another schema holds.
 */
import { byCodeUnit, byName } from '../schema/names';
import { quoteIdentifier } from '../schema/quote';
import type {
  Column,
  DatabaseSchema,
  Expression,
  Extension,
  Index,
  Namespace,
  ObjectName,
  OtherObject,
  QualifiedName,
  Sequence,
  Table,
  View,
} from '../schema/types';
import { mapColumnTexts, mapObjects, mapTexts, withSequence } from './rename-data';
import { identifierOf, tokens, type Token } from './sql-tokens';

interface Moving {
  readonly name: <T extends QualifiedName>(object: T) => T;
  readonly text: (sql: Expression) => Expression;
}

export function applySchemaRename(current: DatabaseSchema, from: string, to: string): DatabaseSchema {
  const known = new Set(
    [...current.tables, ...current.views, ...current.enums, ...current.sequences, ...current.others]
      .filter(({ schema }) => schema === from)
      // A function is named with its arguments.
      .map(({ name }) => name.replace(/\(.*$/s, '')),
  );
  const moving: Moving = {
    name: (object) => (object.schema === from ? { ...object, schema: to } : object),
    text: (sql) => renameQualifier(sql, from, to, known),
  };
  const object = (one: ObjectName): ObjectName =>
    one.kind === 'schema' && one.name === from ? { ...one, schema: to, name: to } : moving.name(one);
  const moved = mapObjects(current, object);
  return {
    ...moved,
    namespaces: moved.namespaces.map((one) => (one.name === from ? { ...one, name: to } : one)).sort(byNamespace),
    extensions: moved.extensions.map((one): Extension => (one.schema === from ? { ...one, schema: to } : one)),
    enums: moved.enums.map(moving.name).sort(byName),
    sequences: moved.sequences.map((one) => freeSequence(one, moving)).sort(byName),
    tables: moved.tables.map((one) => table(one, moving)).sort(byName),
    views: moved.views.map((one) => view(one, moving)).sort(byName),
    others: moved.others.map((one) => other(one, moving)),
  };
}

function byNamespace(one: Namespace, two: Namespace): number {
  return byCodeUnit(one.name, two.name);
}

function freeSequence(sequence: Sequence, { name }: Moving): Sequence {
  const { ownedBy } = sequence;
  return { ...name(sequence), ownedBy: ownedBy === null ? null : { ...ownedBy, table: name(ownedBy.table) } };
}

function table(one: Table, moving: Moving): Table {
  const { name, text } = moving;
  return {
    ...name(mapTexts(one, text)),
    inherits: one.inherits.map(name),
    columns: one.columns.map((each) => column(each, moving)),
    partitionKey: one.partitionKey === null ? null : text(one.partitionKey),
    indexes: mapTexts(one, text).indexes.map((index) => keysOf(index, moving)),
    foreignKeys: one.foreignKeys.map((key) => ({
      ...key,
      references: { ...key.references, table: name(key.references.table) },
    })),
  };
}

function column(one: Column, { name, text }: Moving): Column {
  return {
    ...withSequence(mapColumnTexts(one, text), name),
    type: name(one.type),
    collation: one.collation === null ? null : name(one.collation),
  };
}

function view(one: View, moving: Moving): View {
  return {
    ...moving.name(one),
    definition: moving.text(one.definition),
    indexes: one.indexes.map((index) => keysOf(index, moving)),
  };
}

function keysOf(index: Index, { name }: Moving): Index {
  const keys = index.keys.map((key) => ({
    ...key,
    opclass: key.opclass === null ? null : name(key.opclass),
    collation: key.collation === null ? null : name(key.collation),
  }));
  return { ...index, keys };
}

function other(one: OtherObject, { text }: Moving): OtherObject {
  const made = one.made === undefined ? {} : { made: { ...one.made, create: text(one.made.create) } };
  return { ...one, ...made, definition: text(one.definition) };
}

/** `app.users` → `billing.users`, and `'app.numbers'::regclass`, in a text where PostgreSQL says the schema of everything. */
function renameQualifier(sql: string, from: string, to: string, known: ReadonlySet<string>): string {
  const all = tokens(sql);
  let result = '';
  let copied = 0;
  all.forEach((token, index) => {
    const replacement = isQualifier(all, index, from, known) ? quoteBare(to) : inString(all, index, from, to);
    if (replacement === null) return;
    result += sql.slice(copied, token.start) + replacement;
    copied = token.start + token.text.length;
  });
  return result + sql.slice(copied);
}

/** Before a dot and something that the schema holds: a table's alias may have the same name. */
function isQualifier(all: readonly Token[], index: number, from: string, known: ReadonlySet<string>): boolean {
  const [token, dot, name] = [all[index], all[index + 1], all[index + 2]];
  if (token === undefined || name === undefined || dot?.text !== '.' || all[index - 1]?.text === '.') return false;
  return identifierOf(token) === from && known.has(identifierOf(name) ?? '');
}

function inString(all: readonly Token[], index: number, from: string, to: string): string | null {
  const token = all[index];
  if (token?.kind !== 'string' || all[index + 1]?.text !== '::' || all[index + 2]?.text !== 'regclass') return null;
  const start = [`'${from}.`, `'${quoteIdentifier(from)}.`].find((each) => token.text.startsWith(each));
  return start === undefined ? null : `'${quoteBare(to)}.${token.text.slice(start.length)}`;
}

/** As PostgreSQL prints it: without quotes where none are needed. */
function quoteBare(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name);
}
