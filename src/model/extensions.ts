/**
 * The extensions that the model needs: for the types of its columns, for functions in its expressions, and those that the data source
 * lists. Only what is really used: TypeORM asks for `uuid-ossp` even where no default calls it.
 */
import { extensionOf } from '../schema/extension-types';
import { byCodeUnit } from '../schema/names';
import type { ExclusionConstraint, Expression, Extension, Table } from '../schema/types';

const FUNCTIONS: readonly (readonly [extension: string, functions: RegExp])[] = [
  ['uuid-ossp', /\buuid_(?:generate_v[1345](?:mc)?|nil|ns_(?:dns|url|oid|x500))\s*\(/i],
  ['pgcrypto', /\b(?:gen_salt|gen_random_bytes|crypt|hmac)\s*\(/i],
  ['unaccent', /\bunaccent\s*\(/i],
];

/** GiST compares ranges and shapes by itself; for `=` and `<>` on plain values it needs operator classes of the extension. */
const PLAIN_OPERATOR = /\bwith\s+(?:=|<>)/i;
const OTHER_METHOD = /^\s*using\s+(?!gist\b)/i;

/** Sorted by name; the schema is PostgreSQL's choice. */
export function readExtensions(tables: readonly Table[], listed: readonly string[]): readonly Extension[] {
  const names = new Set([...listed, ...tables.flatMap(extensionsOf)]);
  return [...names].sort(byCodeUnit).map((name) => ({ name, schema: null }));
}

function extensionsOf(table: Table): readonly string[] {
  const ofTypes = table.columns.flatMap(({ type }) => extensionOf(type) ?? []);
  const expressions = expressionsOf(table);
  const ofFunctions = FUNCTIONS.filter(([, functions]) => expressions.some((sql) => functions.test(sql)));
  return [
    ...ofTypes,
    ...ofFunctions.map(([extension]) => extension),
    ...(table.exclusions.some(needsOperatorClasses) ? ['btree_gist'] : []),
  ];
}

function needsOperatorClasses({ definition }: ExclusionConstraint): boolean {
  return PLAIN_OPERATOR.test(definition) && !OTHER_METHOD.test(definition);
}

function expressionsOf(table: Table): readonly Expression[] {
  return [
    ...table.columns.flatMap((column) => [column.default ?? [], column.generated?.expression ?? []].flat()),
    ...table.checks.map((check) => check.expression),
    ...table.indexes.flatMap((index) => index.predicate ?? []),
  ];
}
