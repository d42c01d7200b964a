/**
 * Whether PostgreSQL writes a table anew for a change of type or for the default of a new column. The rules are those of
 * `ATColumnChangeRequiresRewrite` (src/backend/commands/tablecmds.c) as far as they were measured; whatever is not known to be
 * cheap counts as a rewrite. No SQL and no locks here.
 */
import { sameType } from '../schema/type-name';
import type { Expression, TypeName } from '../schema/types';

/** Types that share one binary form, so that a change from key to value relabels the column. */
const RELABELLED: Readonly<Record<string, readonly string[]>> = {
  'character varying': ['text'],
  text: ['character varying'],
  cidr: ['inet'],
  xml: ['text', 'character varying'],
};

/** `true` when changing the type writes the table and all its indexes anew. */
export function typeChangeRewrites(from: TypeName, to: TypeName, using: Expression | null): boolean {
  if (using !== null) return true;
  if (sameType(from, to)) return false;
  // Between arrays only the very same type is known to be cheap; citext and its like live outside pg_catalog.
  if (from.dimensions > 0 || to.dimensions > 0) return true;
  if (from.schema !== 'pg_catalog' || to.schema !== 'pg_catalog') return !(isText(from) && to.name === 'citext');
  if (from.name !== to.name) return !(RELABELLED[from.name]?.includes(to.name) && widens(['9999999'], to.modifiers));
  return !sameNameIsCheap(from, to);
}

function isText(type: TypeName): boolean {
  return (
    type.schema === 'pg_catalog' &&
    (type.name === 'text' || (type.name === 'character varying' && type.modifiers.length === 0))
  );
}

function sameNameIsCheap(from: TypeName, to: TypeName): boolean {
  switch (from.name) {
    case 'character varying':
    case 'bit varying':
    case 'timestamp without time zone':
    case 'timestamp with time zone':
    case 'time without time zone':
    case 'time with time zone':
      return widens(from.modifiers, to.modifiers);
    case 'numeric':
      return numericWidens(from.modifiers, to.modifiers);
    case 'interval':
      return to.modifiers.length === 0;
    default:
      return false;
  }
}

/** No limit any more, or a greater one. */
function widens(from: readonly string[], to: readonly string[]): boolean {
  if (to[0] === undefined) return true;
  return from[0] !== undefined && Number(from[0]) <= Number(to[0]);
}

function numericWidens(from: readonly string[], to: readonly string[]): boolean {
  if (to.length === 0) return true;
  return from[1] === to[1] && Number(from[0]) <= Number(to[0]);
}

/**
 * Words before a parenthesis that are no volatile function: types with modifiers, syntax, and common functions that
 * PostgreSQL marks immutable or stable (`provolatile` in pg_proc).
 */
const NOT_VOLATILE: ReadonlySet<string> = new Set(
  (
    'varying character varchar char numeric decimal bit time timestamp timestamptz timetz interval float cast coalesce nullif greatest least ' +
    'array row extract and or not in is then else when case between like date current_timestamp current_time localtime localtimestamp ' +
    'now transaction_timestamp statement_timestamp timezone date_trunc date_part to_char to_date to_timestamp to_number make_date ' +
    'make_interval make_timestamp make_timestamptz lower upper initcap trim btrim ltrim rtrim concat concat_ws length substr substring ' +
    'replace md5 encode decode format left right abs ceil ceiling floor round trunc sqrt power jsonb_build_object json_build_object ' +
    'jsonb_build_array json_build_array to_json to_jsonb array_length cardinality current_setting current_user session_user current_schema ' +
    'current_database uuid_nil uuid_ns_dns uuid_ns_url int4range int8range numrange tsrange tstzrange daterange txid_current'
  ).split(' '),
);

/**
 * Whether a default must be computed for each row. A function that is not known counts as volatile, as PostgreSQL counts one
 * that was created without a word about it.
 */
export function isVolatile(expression: Expression): boolean {
  const bare = expression.replace(/'(?:[^']|'')*'/g, "''");
  return [...bare.matchAll(/("?[\p{L}_][\p{L}\p{N}_$]*"?)\s*\(/gu)].some(
    (match) => !NOT_VOLATILE.has((match[1] ?? '').replaceAll('"', '').toLowerCase()),
  );
}
