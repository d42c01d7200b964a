/** The options of a sequence as SQL: for CREATE SEQUENCE, ALTER SEQUENCE and the parentheses behind AS IDENTITY. */
import { defaultSequenceOptions } from '../schema/empty';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { ColumnSequence, QualifiedName, SequenceOptions } from '../schema/types';
import { lockFacts } from './locks';
import type { Statement } from './statement';
import { statement } from './statements';

/** The options that are not what the type gives by itself, without `AS type`: `START WITH 100`, `CYCLE`. */
function sequenceOptions(options: SequenceOptions): readonly string[] {
  return differingOptions(defaultSequenceOptions(options.type), options);
}

/** The options in which two sequences differ, as the words that lead from one to the other; the type is left out. */
export function differingOptions(from: SequenceOptions, to: SequenceOptions): readonly string[] {
  const words: readonly (readonly [boolean, string])[] = [
    [from.start !== to.start, `START WITH ${to.start}`],
    [from.increment !== to.increment, `INCREMENT BY ${to.increment}`],
    [from.minValue !== to.minValue, `MINVALUE ${to.minValue}`],
    [from.maxValue !== to.maxValue, `MAXVALUE ${to.maxValue}`],
    [from.cache !== to.cache, `CACHE ${to.cache}`],
    [from.cycle !== to.cycle, to.cycle ? 'CYCLE' : 'NO CYCLE'],
  ];
  return words.flatMap(([differs, text]) => (differs ? [text] : []));
}

const BOUNDS: Readonly<Record<SequenceOptions['type'], readonly [least: string, greatest: string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};

/** Whether the bounds of a sequence lie within a type, or follow it there by themselves. */
export function fits({ type: own, minValue, maxValue }: SequenceOptions, type: SequenceOptions['type']): boolean {
  const [least, greatest] = BOUNDS[type];
  const isOwn = (bound: string): boolean => BOUNDS[own].includes(bound);
  const lies = (bound: string): boolean => BigInt(bound) >= BigInt(least) && BigInt(bound) <= BigInt(greatest);
  return (isOwn(minValue) || lies(minValue)) && (isOwn(maxValue) || lies(maxValue));
}

/** What the options become when only the type changes: a bound of the old type becomes that of the new one (manual, ALTER SEQUENCE). */
export function retyped(options: SequenceOptions, type: SequenceOptions['type']): SequenceOptions {
  const [least, greatest] = BOUNDS[options.type];
  return {
    ...options,
    type,
    minValue: options.minValue === least ? BOUNDS[type][0] : options.minValue,
    maxValue: options.maxValue === greatest ? BOUNDS[type][1] : options.maxValue,
  };
}

/** The words of ALTER SEQUENCE that lead from one set of options to another; empty when they are equal. */
function alterSequenceOptions(from: SequenceOptions, to: SequenceOptions): readonly string[] {
  if (from.type === to.type) return [...differingOptions(from, to), ...restarted(from, to)];
  return [`AS ${to.type}`, ...differingOptions(retyped(from, to.type), to), ...restarted(from, to)];
}

/** Where no place of the old range lies in the new one, the sequence begins anew: there is nowhere else to stand. */
function restarted(from: SequenceOptions, to: SequenceOptions): readonly string[] {
  const apart = BigInt(to.minValue) > BigInt(from.maxValue) || BigInt(to.maxValue) < BigInt(from.minValue);
  return apart ? [`RESTART WITH ${to.start}`] : [];
}

/** `CREATE SEQUENCE` with its type and what differs from the type's defaults. */
export function createSequence(sequence: QualifiedName, options: SequenceOptions): Statement {
  return statement(
    ['CREATE SEQUENCE', quoteName(sequence), `AS ${options.type}`, ...sequenceOptions(options)].join(' '),
  );
}

/** `ALTER SEQUENCE` from one set of options to another: one statement, or none. */
export function alterSequence(
  sequence: QualifiedName,
  from: SequenceOptions,
  to: SequenceOptions,
): readonly Statement[] {
  const words = alterSequenceOptions(from, to);
  if (words.length === 0) return [];
  return [
    ...liftedTo(sequence, from, to),
    statement(
      `ALTER SEQUENCE ${quoteName(sequence)} ${words.join(' ')}`,
      lockFacts('alterSequence', { relation: sequence }),
    ),
  ];
}

/** A sequence that stands below its new lowest value must stand on it before PostgreSQL takes the new bounds. */
function liftedTo(sequence: QualifiedName, from: SequenceOptions, to: SequenceOptions): readonly Statement[] {
  if (BigInt(to.minValue) <= BigInt(from.minValue) || BigInt(to.minValue) > BigInt(from.maxValue)) return [];
  const name = quoteName(sequence);
  const lift = `SELECT setval(${quoteLiteral(name)}::regclass, ${to.minValue}, false) FROM ${name}`;
  return [statement(`${lift} WHERE last_value < ${to.minValue}`)];
}

export function renameSequence(sequence: QualifiedName, to: string): Statement {
  return statement(
    `ALTER SEQUENCE ${quoteName(sequence)} RENAME TO ${quoteIdentifier(to)}`,
    lockFacts('renameSequence', { relation: sequence }),
  );
}

export function dropSequence(sequence: QualifiedName): Statement {
  return statement(`DROP SEQUENCE ${quoteName(sequence)}`, lockFacts('dropSequence', { relation: sequence }));
}

/** Ties a sequence to its column, so that it is dropped with it. */
export function ownSequenceBy(sequence: QualifiedName, table: QualifiedName, column: string): Statement {
  return statement(
    `ALTER SEQUENCE ${quoteName(sequence)} OWNED BY ${quoteName(table)}.${quoteIdentifier(column)}`,
    lockFacts('ownSequence', { parent: table }),
  );
}

/** `nextval('"public"."t_id_seq"'::regclass)`. */
export function nextvalOf(sequence: QualifiedName): string {
  return `nextval(${quoteLiteral(quoteName(sequence))}::regclass)`;
}

/** Puts one sequence where another stands, or on its lowest value where that lies above. Nothing is drawn from either. */
export function carrySequence(from: ColumnSequence, to: ColumnSequence): Statement {
  const least = to.options.minValue;
  const inBounds = BigInt(from.options.minValue) >= BigInt(least);
  const place = inBounds
    ? 'last_value, is_called'
    : `greatest(last_value, ${least}), is_called AND last_value >= ${least}`;
  return statement(`SELECT setval(${quoteLiteral(quoteName(to))}::regclass, ${place}) FROM ${quoteName(from)}`);
}

/**
 * Puts a sequence behind the values that the column already has. HAVING keeps `setval` from being called at all on an empty
 * table, or where every value lies before the start.
 */
export function advanceSequence(
  sequence: QualifiedName & { readonly options: SequenceOptions },
  table: QualifiedName,
  column: string,
): Statement {
  const down = sequence.options.increment.startsWith('-');
  const last = `${down ? 'min' : 'max'}(${quoteIdentifier(column)})`;
  return statement(
    `SELECT setval(${quoteLiteral(quoteName(sequence))}::regclass, ${last}) FROM ${quoteName(table)}` +
      ` HAVING ${last} ${down ? '<=' : '>='} ${sequence.options.start}`,
    lockFacts('readGreatest', { relation: table }),
  );
}
