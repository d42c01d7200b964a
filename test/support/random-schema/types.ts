/** The types that random columns have, with defaults and expressions that fit them. Tables of facts; no chance here. */
import { quoteIdentifier, quoteLiteral, quoteName } from '../../../src/schema/quote';
import type { QualifiedName } from '../../../src/schema/types';

export type Family = 'number' | 'text' | 'boolean' | 'time' | 'range' | 'json' | 'enum' | 'array' | 'other';

/** A type as a column of the compiled schema has it. */
export interface SettledType {
  /** As `parseTypeName` reads it, without `[]`. */
  readonly word: string;
  readonly enum: { readonly name: QualifiedName; readonly labels: readonly string[] } | null;
  readonly array: boolean;
  /** The type is this domain over `word`. */
  readonly domain?: QualifiedName;
}

interface Facts {
  readonly family: Family;
  readonly defaults: readonly string[];
  /** Has a btree operator class. */
  readonly sorts: boolean;
}

const fact = (family: Family, sorts: boolean, ...defaults: readonly string[]): Facts => ({ family, sorts, defaults });

export const WORDS: Readonly<Record<string, Facts>> = {
  smallint: fact('number', true, '0', '-1', '7'),
  integer: fact('number', true, '0', '42', '-1', '(1 + 2)'),
  bigint: fact('number', true, '0', '9000000000', '-5'),
  numeric: fact('number', true, '0', '1.5', '-0.25'),
  'numeric(10,2)': fact('number', true, '0', '9.99'),
  'numeric(12,4)': fact('number', true, '0.0', '9.5'),
  real: fact('number', true, '0', '1.5'),
  'double precision': fact('number', true, '0', 'random()'),
  text: fact('text', true, `'x'`, `''`, `'it''s'`, `upper('a')`, `CURRENT_USER`, `'a\\b'`, `'now()'`),
  'varchar(20)': fact('text', true, `'x'`, `'en'`, `''`),
  'varchar(50)': fact('text', true, `'x'`, `'en'`),
  varchar: fact('text', true, `'x'`, `'1'`),
  'char(4)': fact('text', true, `'abcd'`, `'x'`),
  boolean: fact('boolean', true, 'true', 'false'),
  date: fact('time', true, 'CURRENT_DATE', `'2020-01-31'`),
  timestamp: fact('time', true, 'now()', 'LOCALTIMESTAMP', `'2020-01-31 10:00'`),
  'timestamp(3) with time zone': fact('time', true, 'now()', 'CURRENT_TIMESTAMP(3)', `'2020-01-31 10:00+00'`),
  timestamptz: fact('time', true, 'now()', 'CURRENT_TIMESTAMP', 'clock_timestamp()'),
  time: fact('other', true, `'10:00'`, 'LOCALTIME'),
  interval: fact('other', true, `'1 day'`, `'00:00:10'`),
  'interval day to second(3)': fact('other', true, `'1 day'`),
  uuid: fact('other', true, 'gen_random_uuid()', `'b0b3f1f0-0000-4000-8000-000000000000'`),
  jsonb: fact('json', true, `'{}'`, `'[]'`, `'{"a": 1}'`),
  json: fact('other', false, `'{}'`, `'[]'`),
  bytea: fact('other', true, `'\\x00ff'`, `''`),
  inet: fact('other', true, `'10.0.0.1'`),
  'bit(3)': fact('other', true, `B'101'`),
  'bit varying(8)': fact('other', true, `B'1'`),
  int4range: fact('range', true, `'[1,5)'`, `'empty'`),
  daterange: fact('range', true, `'[2020-01-01,2020-02-01)'`),
  tsvector: fact('other', true, `''`),
  point: fact('other', false, `'(0,0)'`, 'point(1, 2)'),
  money: fact('other', true, '0', `'12.50'`),
  '"char"': fact('other', true, `'a'`),
};

/** Types that a key may have and that a column elsewhere may refer to. */
export const KEY_WORDS: readonly string[] = ['integer', 'bigint', 'smallint', 'uuid', 'text', 'varchar(20)', 'date'];

export function familyOf(type: SettledType): Family {
  if (type.array) return 'array';
  return type.enum === null ? (WORDS[type.word]?.family ?? 'other') : 'enum';
}

/** Whether btree, hash and GROUP BY can work with it. */
export function sorts(type: SettledType): boolean {
  return type.enum !== null || (WORDS[type.word]?.sorts ?? false);
}

function at<T>(list: readonly T[], choice: number): T | null {
  return list[choice % Math.max(list.length, 1)] ?? null;
}

const typed = (type: SettledType, text: string): string =>
  type.enum === null ? text : `${quoteLiteral(text)}::${quoteName(type.enum.name)}`;

/** A default for a column of the type; `null` where there is none to choose from. */
export function defaultOf(type: SettledType, choice: number): string | null {
  const word = type.enum === null ? type.word : quoteName(type.enum.name);
  const label = type.enum === null ? null : at(type.enum.labels, choice);
  if (type.array) {
    const items = label === null ? [] : [typed(type, label)];
    const filled = items.length > 0 && choice % 3 === 0 ? `ARRAY[${items.join(', ')}]` : `'{}'`;
    return choice % 3 === 1 ? `'{}'::${word}[]` : filled;
  }
  if (label !== null) return choice % 2 === 0 ? quoteLiteral(label) : typed(type, label);
  return at(WORDS[type.word]?.defaults ?? [], choice);
}

/** Conditions on a column, for checks, predicates and WHERE. */
export function conditionOf(column: string, type: SettledType, choice: number): string {
  return at(conditions(quoteIdentifier(column), type, choice), choice) ?? 'true';
}

function conditions(c: string, type: SettledType, choice: number): readonly string[] {
  const label = type.enum === null ? '' : (at(type.enum.labels, choice) ?? '');
  const other = type.enum === null ? '' : (at(type.enum.labels, choice + 1) ?? '');
  const always = [`${c} IS NOT NULL`, `(${c} IS NULL) = false`];
  switch (familyOf(type)) {
    case 'number':
      if (['real', 'double precision'].includes(type.word)) return [`${c} > 0`, `${c} BETWEEN -1.5 AND 10`, ...always];
      return [`${c} > 0`, `${c} BETWEEN 1 AND 10`, `${c} IN (1, 2, 3)`, `${c} <> 5 OR ${c} IS NULL`, ...always];
    case 'text':
      return [...textConditions(c), ...always];
    case 'boolean':
      return [c, `NOT ${c}`, `${c} IS TRUE`, ...always];
    case 'time':
      return [`${c} > '2020-01-01'`, `${c} BETWEEN '2020-01-01' AND '2030-01-01'`, ...always];
    case 'range':
      return [`NOT isempty(${c})`, `upper_inf(${c})`, ...always];
    case 'json':
      return [`jsonb_typeof(${c}) = 'object'`, `${c} ? 'a'`, ...always];
    case 'enum':
      return [`${c} <> ${typed(type, label)}`, `${c} IN (${typed(type, label)}, ${typed(type, other)})`, ...always];
    case 'array':
      return [
        `cardinality(${c}) < 5`,
        type.enum === null ? `array_ndims(${c}) = 1` : `NOT ${typed(type, label)} = ANY (${c})`,
        ...always,
      ];
    case 'other':
      return always;
  }
}

/** PostgreSQL prints IN over varchar in a way that it prints otherwise once it has read it again. */
function textConditions(c: string): readonly string[] {
  return [`${c} <> ''`, `length(${c}) < 10`, `${c} LIKE 'a%'`, `lower(${c}) = ${c}`, `${c} IN ('a', 'ab', 'x')`];
}

/** An immutable expression over a column, and the type it gives; for generated columns and indexes. */
export function expressionOf(
  column: string,
  type: SettledType,
  choice: number,
): { readonly text: string; readonly type: SettledType } | null {
  const c = quoteIdentifier(column);
  const { domain: _domain, ...base } = type;
  const own = (...texts: readonly string[]) => ({ text: at(texts, choice) ?? '', type: base });
  const as = (word: string, ...texts: readonly string[]) => ({
    text: at(texts, choice) ?? '',
    type: { word, enum: null, array: false },
  });
  switch (familyOf(type)) {
    case 'number':
      return ['real', 'double precision', 'money'].includes(type.word)
        ? own(`abs(${c})`, `${c} * 2`)
        : own(`${c} + 1`, `abs(${c})`, `${c} * 2`, `COALESCE(${c}, 0)`);
    case 'text':
      return own(`lower(${c})`, `upper(${c})`, `COALESCE(${c}, '')`, `${c} || 'x'`);
    case 'boolean':
      return own(`NOT ${c}`, `${c} IS TRUE`);
    case 'json':
      return choice % 3 === 0 ? as('text', `${c} ->> 'a'`) : own(`${c} -> 'a'`, `${c} || '{}'`);
    case 'range':
      return own(`${c} * ${c}`, `${c} + ${c}`);
    case 'enum':
      return as('boolean', `${c} = ${typed(type, at(type.enum?.labels ?? [], choice) ?? '')}`, `${c} IS NULL`);
    case 'array':
      return as('integer', `cardinality(${c})`, `array_length(${c}, 1)`);
    case 'time':
    case 'other':
      return null;
  }
}
