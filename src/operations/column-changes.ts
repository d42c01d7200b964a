/** The changes of a column told in words, and turned round. No SQL but the conversion that a way back needs. */
import { quoteIdentifier } from '../schema/quote';
import { printTypeName } from '../schema/type-name';
import type { Column, ColumnSequence, Expression, Generated, Identity, QualifiedName, TypeName } from '../schema/types';
import { literalOf } from './literals';
import type { ColumnChanges, Pair } from './operation';

/** One teller for each thing that can change: an attribute that nobody can tell does not compile. */
type Tellers = {
  readonly [K in keyof ColumnChanges]-?: (pair: NonNullable<ColumnChanges[K]>, defaultSchema: string) => string | null;
};

const TELLERS: Tellers = {
  type({ from, to }, defaultSchema) {
    const words = [from, to].map((type) => printTypeName(type, 'file', defaultSchema));
    return words[0] === words[1] ? null : `type change ${words.join(' → ')}`;
  },
  // Named again beside a type: no news.
  collation: (pair) =>
    collationWords(pair.from) === collationWords(pair.to) ? null : `collation change ${arrow(pair, collationWords)}`,
  notNull: (pair) => arrow(pair, (notNull) => (notNull ? 'NOT NULL' : 'NULL')),
  default: (pair) => `default change ${arrow(pair, (expression) => expression ?? 'none')}`,
  serial: (pair) => sequenceWords('serial', pair, (serial) => serial.options.type),
  identity: (pair) => sequenceWords('identity', pair, identityWords),
  generated: (pair) => `generated expression change ${arrow(pair, generatedWords)}`,
};

/** `type change integer → bigint, NULL → NOT NULL`. */
export function describeChanges(changes: ColumnChanges, defaultSchema: string): string {
  const value = newDefault(changes);
  const told = [
    changes.type && TELLERS.type(changes.type, defaultSchema),
    changes.collation && TELLERS.collation(changes.collation, defaultSchema),
    changes.notNull && TELLERS.notNull(changes.notNull, defaultSchema),
    value && TELLERS.default(value, defaultSchema),
    changes.serial && TELLERS.serial(changes.serial, defaultSchema),
    changes.identity && TELLERS.identity(changes.identity, defaultSchema),
    changes.generated && TELLERS.generated(changes.generated, defaultSchema),
  ].filter((words) => words !== undefined && words !== null);
  return told.length === 0 ? 'no change' : told.join(', ');
}

/**
 * The default as news: `undefined` where there is none. Beside a change of the type one and the same literal is spelled anew (`'1'` of a
 * smallint, `1` of an integer), and an expression taken off and put on again.
 */
export function newDefault({ default: change, type }: ColumnChanges): Pair<Expression | null> | undefined {
  if (change === undefined || type === undefined || change.from === null || change.to === null) return change;
  const plain = (expression: Expression, of: TypeName): string => {
    const literal = literalOf(expression, of);
    return literal === null ? `SQL ${expression}` : `literal ${String(literal)}`;
  };
  return plain(change.from, type.from) === plain(change.to, type.to) ? undefined : change;
}

function arrow<T>(pair: Pair<T>, words: (side: T) => string): string {
  return `${words(pair.from)} → ${words(pair.to)}`;
}

function collationWords(collation: QualifiedName | null): string {
  return collation === null ? 'default' : `"${collation.name}"`;
}

function identityWords(identity: Identity): string {
  const words = identity.generation === 'always' ? 'always' : 'by default';
  return `${words} as ${identity.sequence.options.type}`;
}

function generatedWords(generated: Generated | null): string {
  return generated === null ? 'none' : generated.expression;
}

/** Two sides that read alike differ in the options of the sequence. */
function sequenceWords<T>(what: string, { from, to }: Pair<T | null>, words: (side: T) => string): string {
  if (from === null && to === null) return `${what} unchanged`;
  if (from === null) return `${what} added`;
  if (to === null) return `${what} removed`;
  const sides = [words(from), words(to)];
  return sides[0] === sides[1] ? `${what} sequence change` : `${what} change ${sides.join(' → ')}`;
}

/** The changes that lead back; `null` when they do not carry what the way back needs. */
export function reverseChanges(name: string, changes: ColumnChanges): ColumnChanges | null {
  const { type, generated, ...others } = changes;
  const back = generated === undefined ? {} : reverseGenerated(changes, generated);
  if (back === null) return null;
  return {
    ...swapAll(others),
    ...(type === undefined ? {} : { type: reverseType(name, type) }),
    ...back,
  };
}

type Plain = Omit<ColumnChanges, 'type' | 'generated'>;

function swapAll(changes: Plain): Plain {
  return {
    ...(changes.collation === undefined ? {} : { collation: swap(changes.collation) }),
    ...(changes.notNull === undefined ? {} : { notNull: swap(changes.notNull) }),
    ...(changes.default === undefined ? {} : { default: swap(changes.default) }),
    ...(changes.serial === undefined ? {} : { serial: swap<ColumnSequence | null>(changes.serial) }),
    ...(changes.identity === undefined ? {} : { identity: swap<Identity | null>(changes.identity) }),
  };
}

function swap<T>({ from, to }: Pair<T>): Pair<T> {
  return { from: to, to: from };
}

function reverseType(name: string, type: NonNullable<ColumnChanges['type']>): NonNullable<ColumnChanges['type']> {
  return { from: type.to, to: type.from, using: type.using === null ? null : conversionBack(name, type, type.using) };
}

/**
 * Where the way up needs a conversion, the way back takes the plain one between the two types. The cast names no length: a cast
 * to a length cuts values in silence, while PostgreSQL refuses them when it assigns.
 */
function conversionBack(name: string, { from, to }: Pair<TypeName>, using: Expression): Expression {
  const column = quoteIdentifier(name);
  const zone = /\bAT TIME ZONE\s+'(?:[^']|'')*'/i.exec(using);
  if (zone) return `${column} ${zone[0]}`;
  if (from.dimensions === 0 && to.dimensions > 0) return `${column}[1]`;
  if (from.dimensions > 0 && to.dimensions === 0)
    return `CASE WHEN ${column} IS NULL THEN NULL ELSE ARRAY[${column}] END`;
  const target = from.name === 'character' && from.schema === 'pg_catalog' ? { ...from, name: 'text' } : from;
  const cast = printTypeName({ ...target, modifiers: [] }, 'sql', '');
  const isEnumToEnum = from.schema !== 'pg_catalog' && to.schema !== 'pg_catalog';
  return isEnumToEnum ? `${column}::text::${cast}` : `${column}::${cast}`;
}

/** Back to the column as it was; where only a whole column leads there, it is the given one with all other changes taken back. */
function reverseGenerated(
  changes: ColumnChanges,
  generated: NonNullable<ColumnChanges['generated']>,
): Pick<ColumnChanges, 'generated'> | null {
  const { from, to, column } = generated;
  if (column === undefined) return to === null ? null : { generated: { from: to, to: from } };
  return { generated: { from: to, to: from, column: columnBefore(column, changes) } };
}

function columnBefore(column: Column, changes: ColumnChanges): Column {
  return {
    ...column,
    type: changes.type === undefined ? column.type : changes.type.from,
    collation: changes.collation === undefined ? column.collation : changes.collation.from,
    notNull: changes.notNull === undefined ? column.notNull : changes.notNull.from,
    default: changes.default === undefined ? column.default : changes.default.from,
    serial: changes.serial === undefined ? column.serial : changes.serial.from,
    identity: changes.identity === undefined ? column.identity : changes.identity.from,
    generated: changes.generated === undefined ? column.generated : changes.generated.from,
  };
}
