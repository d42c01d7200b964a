/** The statement proposed to a person who must fill a column: right in form, its value only an example. */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Column, QualifiedName } from '../schema/types';

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
  'timestamp without time zone': 'now()',
  'timestamp with time zone': 'now()',
  json: "'{}'",
  jsonb: "'{}'",
  uuid: 'gen_random_uuid()',
  bytea: "''",
};

/** `UPDATE … SET … WHERE … IS NULL`, with an example of a value by the type of the column. */
export function fillSuggestion(table: QualifiedName, column: Column): string {
  const name = quoteIdentifier(column.name);
  const value =
    column.type.dimensions > 0 ? "'{}'" : column.type.schema === 'pg_catalog' ? EXAMPLES[column.type.name] : undefined;
  return `UPDATE ${quoteName(table)} SET ${name} = ${value ?? "'…'"} WHERE ${name} IS NULL`;
}
