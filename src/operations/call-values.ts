/**
 * Columns, types, names and sequences as a revision file writes them, and read back: only facts that are not what PostgreSQL
 * takes by default are written, and the defaults are filled in again by the reader. No operation and no SQL here.
 */
import { defaultSequenceOptions } from '../schema/empty';
import { ownSequence, sequenceTypeOf } from '../schema/sequence-names';
import { parseTypeName, printTypeName, TypeNameError } from '../schema/type-name';
import type {
  Column,
  ColumnSequence,
  Expression,
  Generated,
  Identity,
  QualifiedName,
  SequenceOptions,
  TypeName,
} from '../schema/types';
import { CallError, nameFromCall, nameToCall, Sql, type CallValue } from './call';
import {
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  inside,
  orNull,
  sqlAt,
  textAt,
  wholeNumberAt,
  wordAt,
  type At,
  type Fields,
} from './call-reader';
import { expressionOf, literalOf } from './literals';

export type CallObject = Readonly<Record<string, CallValue | undefined>>;

/** An object without the keys whose value is `undefined`. */
export function given(fields: CallObject): CallObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function whenTrue(flag: boolean): true | undefined {
  return flag ? true : undefined;
}

export function unlessEmpty<T extends CallValue & object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

export function nameAt(at: At, value: unknown): QualifiedName {
  return nameFromCall(at.verb, at.path, value, at.defaultSchema);
}

/** A collation or an operator class: a bare name is PostgreSQL's own, any other is `{ schema, name }`. */
export function catalogNameToCall(name: QualifiedName): CallValue {
  return nameToCall(name, 'pg_catalog');
}

export function catalogNameAt(at: At, value: unknown): QualifiedName {
  return nameFromCall(at.verb, at.path, value, 'pg_catalog');
}

export function typeToCall(type: TypeName, defaultSchema: string): string {
  return printTypeName(type, 'file', defaultSchema);
}

export function typeAt(at: At, value: unknown): TypeName {
  try {
    return parseTypeName(textAt(at, value), at.defaultSchema);
  } catch (error) {
    if (error instanceof TypeNameError) throw new CallError(at.verb, at.path, 'the name of a data type', value);
    throw error;
  }
}

/** A default: a JavaScript value where it is a simple literal of the type (`null`: the type is not known), else SQL. */
export function defaultToCall(expression: Expression, type: TypeName | null): CallValue {
  return literalOf(expression, type) ?? new Sql(expression);
}

export function defaultAt(type: TypeName | null): (at: At, value: unknown) => Expression {
  return (at, value) => {
    if (typeof value === 'boolean' || typeof value === 'string') return expressionOf(value, type);
    if (typeof value === 'number' && Number.isFinite(value)) return expressionOf(value, type);
    if (value instanceof Sql) return value.text;
    throw new CallError(at.verb, at.path, 'a string, number, boolean or op.sql`…`', value);
  };
}

/** The options that differ from those PostgreSQL gives a sequence of this type, as fields of a call. */
export function sequenceOptionsToCall(options: SequenceOptions): CallObject {
  const plain = defaultSequenceOptions(options.type);
  const number = (key: 'start' | 'increment' | 'minValue' | 'maxValue' | 'cache'): CallValue | undefined =>
    options[key] === plain[key] ? undefined : numberToCall(options[key]);
  return given({
    start: number('start'),
    increment: number('increment'),
    minValue: number('minValue'),
    maxValue: number('maxValue'),
    cache: number('cache'),
    cycle: whenTrue(options.cycle),
  });
}

/** Decimal text as a JavaScript number where that loses nothing. */
export function numberToCall(text: string): number | string {
  return Number.isSafeInteger(Number(text)) && String(Number(text)) === text ? Number(text) : text;
}

export const SEQUENCE_OPTION_KEYS = ['start', 'increment', 'minValue', 'maxValue', 'cache', 'cycle'] as const;

/** The options of a sequence of this type from the fields of a call. */
export function sequenceOptionsAt(at: At, fields: Fields, type: SequenceOptions['type']): SequenceOptions {
  const plain = defaultSequenceOptions(type);
  return {
    type,
    start: fieldOr(at, fields, 'start', wholeNumberAt, plain.start),
    increment: fieldOr(at, fields, 'increment', wholeNumberAt, plain.increment),
    minValue: fieldOr(at, fields, 'minValue', wholeNumberAt, plain.minValue),
    maxValue: fieldOr(at, fields, 'maxValue', wholeNumberAt, plain.maxValue),
    cache: fieldOr(at, fields, 'cache', wholeNumberAt, plain.cache),
    cycle: fieldOr(at, fields, 'cycle', flagAt, plain.cycle),
  };
}

export const sequenceTypeAt = wordAt(['smallint', 'integer', 'bigint']);

/** The column a sequence stands behind, as far as its name and type follow from it. */
export interface SequenceSite {
  readonly table: QualifiedName;
  readonly column: string;
  /** The type of a sequence that says nothing of its type. */
  readonly type: SequenceOptions['type'];
}

/** What is not PostgreSQL's own about the sequence of a column; empty where `serial: true` says it all. */
function columnSequenceToCall(sequence: ColumnSequence, site: SequenceSite): CallObject {
  const own = ownSequence(site.table, site.column, sequence.options.type);
  const named = sequence.schema !== own.schema || sequence.name !== own.name;
  return given({
    name: named ? nameToCall(sequence, site.table.schema) : undefined,
    type: sequence.options.type === site.type ? undefined : sequence.options.type,
    ...sequenceOptionsToCall(sequence.options),
    comment: sequence.comment,
  });
}

const COLUMN_SEQUENCE_KEYS = ['name', 'type', ...SEQUENCE_OPTION_KEYS, 'comment'] as const;

/** The sequence of a column from the fields of a call. */
function columnSequenceAt(at: At, fields: Fields, site: SequenceSite): ColumnSequence {
  const type = fieldOr(at, fields, 'type', sequenceTypeAt, site.type);
  const own = ownSequence(site.table, site.column, type);
  const name = fieldOr(
    at,
    fields,
    'name',
    (place, value) => nameAt({ ...place, defaultSchema: site.table.schema }, value),
    own,
  );
  const comment = fieldOr(at, fields, 'comment', textAt, undefined);
  return {
    schema: name.schema,
    name: name.name,
    options: sequenceOptionsAt(at, fields, type),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** `serial: true`, or an object with what is not PostgreSQL's own. */
export function serialToCall(serial: ColumnSequence, site: SequenceSite): CallValue {
  return unlessEmpty(columnSequenceToCall(serial, site)) ?? true;
}

export function serialAt(site: SequenceSite): (at: At, value: unknown) => ColumnSequence {
  return (at, value) => columnSequenceAt(at, value === true ? {} : fieldsAt(at, value, COLUMN_SEQUENCE_KEYS), site);
}

const generationAt = wordAt(['always', 'byDefault']);

/** `identity: 'byDefault'`, or an object with `generation` and what is not PostgreSQL's own. */
export function identityToCall(identity: Identity, site: SequenceSite): CallValue {
  const facts = unlessEmpty(columnSequenceToCall(identity.sequence, site));
  return facts === undefined ? identity.generation : { generation: identity.generation, ...facts };
}

export function identityAt(site: SequenceSite): (at: At, value: unknown) => Identity {
  return (at, value) => {
    if (typeof value === 'string')
      return { generation: generationAt(at, value), sequence: columnSequenceAt(at, {}, site) };
    const fields = fieldsAt(at, value, ['generation', ...COLUMN_SEQUENCE_KEYS]);
    const generation = field(at, fields, 'generation', generationAt);
    return { generation, sequence: columnSequenceAt(at, fields, site) };
  };
}

/** `generated: { expression: op.sql`…` }`; `storage` only where it is virtual. */
export function generatedToCall(generated: Generated): CallValue {
  return given({
    expression: new Sql(generated.expression),
    storage: generated.storage === 'stored' ? undefined : generated.storage,
  });
}

export function generatedAt(at: At, value: unknown): Generated {
  const fields = fieldsAt(at, value, ['expression', 'storage']);
  return {
    expression: field(at, fields, 'expression', sqlAt),
    storage: fieldOr(at, fields, 'storage', wordAt(['stored', 'virtual']), 'stored'),
  };
}

/** A column of a table as a revision file writes it. */
export function columnToCall(table: QualifiedName, column: Column, defaultSchema: string): CallObject {
  const site = siteOf(table, column.name, column.type);
  return given({
    name: column.name,
    type: typeToCall(column.type, defaultSchema),
    notNull: whenTrue(column.notNull),
    default: column.default === null ? undefined : defaultToCall(column.default, column.type),
    serial: column.serial === null ? undefined : serialToCall(column.serial, site),
    identity: column.identity === null ? undefined : identityToCall(column.identity, site),
    generated: column.generated === null ? undefined : generatedToCall(column.generated),
    collation: column.collation === null ? undefined : catalogNameToCall(column.collation),
    comment: column.comment ?? undefined,
    storage: column.storage,
    compression: column.compression,
    statistics: column.statistics,
    inherited: column.inherited,
  });
}

const COLUMN_KEYS = [
  'name',
  'type',
  'notNull',
  'default',
  'serial',
  'identity',
  'generated',
  'collation',
  'comment',
  'storage',
  'compression',
  'statistics',
  'inherited',
] as const;

/** The column behind an object of a call; it must know its table, because a sequence is named after it. */
export function columnAt(table: QualifiedName): (at: At, value: unknown) => Column {
  return (at, value) => {
    const fields = fieldsAt(at, value, COLUMN_KEYS);
    const name = field(at, fields, 'name', textAt);
    const type = field(at, fields, 'type', typeAt);
    const site = siteOf(table, name, type);
    const column: Column = {
      name,
      type,
      notNull: fieldOr(at, fields, 'notNull', flagAt, false),
      default: fieldOr(at, fields, 'default', orNull(defaultAt(type)), null),
      serial: fieldOr(at, fields, 'serial', serialAt(site), null),
      identity: fieldOr(at, fields, 'identity', identityAt(site), null),
      generated: fieldOr(at, fields, 'generated', generatedAt, null),
      collation: fieldOr(at, fields, 'collation', catalogNameAt, null),
      comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
      ...keptAt(at, fields),
    };
    checkOneSource(at, fields, column);
    return column;
  };
}

/** How the values are kept, and whether the column is its parent's. */
function keptAt(at: At, fields: Fields): Pick<Column, 'storage' | 'compression' | 'statistics' | 'inherited'> {
  const statistics = fieldOr(at, fields, 'statistics', wholeNumberAt, undefined);
  return {
    ...(fields['storage'] === undefined ? {} : { storage: field(at, fields, 'storage', textAt) }),
    ...(fields['compression'] === undefined ? {} : { compression: field(at, fields, 'compression', textAt) }),
    ...(statistics === undefined ? {} : { statistics: Number(statistics) }),
    ...(fieldOr(at, fields, 'inherited', flagAt, false) ? { inherited: true } : {}),
  };
}

/** A column's values have one source; PostgreSQL would refuse two with a less helpful word. */
function checkOneSource(at: At, fields: Fields, column: Column): void {
  const sources = (['default', 'serial', 'identity', 'generated'] as const).filter((key) => column[key] !== null);
  const second = sources[1];
  if (second === undefined) return;
  throw new CallError(at.verb, inside(at, second).path, `left out beside ${sources[0] ?? ''}`, fields[second]);
}

function siteOf(table: QualifiedName, column: string, type: TypeName): SequenceSite {
  return { table, column, type: sequenceTypeOf(type) ?? 'integer' };
}
