/**
 * The statement proposed to a person who must fill a column: right in form, its value only an example. It must never put one row's
 * data in the place of another's: where the value lies in another table, which row of it is meant is left open, and nothing is filled.
 */
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import { mentions } from './sql-tokens';
import type { Column, EnumType, QualifiedName, Table } from '../schema/types';

const EXAMPLES: Readonly<Record<string, string>> = {
  smallint: '0',
  integer: '0',
  bigint: '0',
  numeric: '0',
  real: '0',
  'double precision': '0',
  money: '0',
  text: "''",
  'character varying': "''",
  character: "''",
  boolean: 'false',
  date: 'CURRENT_DATE',
  'time without time zone': 'LOCALTIME',
  'time with time zone': 'CURRENT_TIME',
  'timestamp without time zone': 'now()',
  'timestamp with time zone': 'now()',
  interval: "'0'",
  json: "'{}'",
  jsonb: "'{}'",
  uuid: 'gen_random_uuid()',
  bytea: "''",
  tsvector: "''",
  inet: "'0.0.0.0'",
  cidr: "'0.0.0.0/32'",
  point: "'(0,0)'",
  ...Object.fromEntries(
    ['int4range', 'int8range', 'numrange', 'tsrange', 'tstzrange', 'daterange'].map((range) => [range, "'empty'"]),
  ),
};

/** `UPDATE … SET … WHERE … IS NULL`, with an example of a value by what the column points at, else by its type. */
export function fillSuggestion(table: Table, column: Column, enums: readonly EnumType[]): string {
  const name = quoteIdentifier(column.name);
  const value = referenced(table, column) ?? bound(table, column) ?? example(column, enums);
  return `UPDATE ${quoteName(table)} SET ${name} = ${value} WHERE ${name} IS NULL`;
}

/** As it stands it finds no row, so that the column stays empty and the next step refuses to go on. */
function referenced({ foreignKeys }: Table, { name }: Column): string | null {
  const keys = foreignKeys.filter(({ columns }) => columns.includes(name));
  const key = keys.find(({ columns }) => columns.length === 1) ?? keys[0];
  const column = key?.references.columns[key.columns.indexOf(name)];
  if (key === undefined || column === undefined) return null;
  const from = `${quoteName(key.references.table)} AS r`;
  return `(SELECT r.${quoteIdentifier(column)} FROM ${from} WHERE false /* instead: which row belongs to this one */)`;
}

/** A key or a check takes not just any value, and no key the same one twice: left open, too. */
function bound({ primaryKey, uniques, indexes, checks }: Table, { name }: Column): string | null {
  const keys = [...(primaryKey === null ? [] : [primaryKey]), ...uniques].map(({ columns }) => columns);
  const unique = indexes.filter((index) => index.unique).map((index) => index.keys.map(({ column }) => column));
  if ([...keys, ...unique].some((columns) => columns.includes(name)))
    return 'NULL /* instead: another value for each row */';
  const check = checks.find(({ expression }) => mentions(expression, name));
  return check === undefined ? null : `NULL /* instead: a value that ${check.name.replaceAll('*/', '')} takes */`;
}

function example({ type }: Column, enums: readonly EnumType[]): string {
  if (type.dimensions > 0) return "'{}'";
  if (type.schema === 'pg_catalog') return EXAMPLES[type.name] ?? UNKNOWN;
  const label = enums.find((each) => isSame(each, type))?.labels[0];
  return label === undefined ? UNKNOWN : quoteLiteral(label);
}

const UNKNOWN = "'…'";

function isSame(one: QualifiedName, other: QualifiedName): boolean {
  return one.schema === other.schema && one.name === other.name;
}
