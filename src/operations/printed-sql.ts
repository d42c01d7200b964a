/**
 * Expressions as PostgreSQL prints them, so that they read back as the very same: one thing it prints it reads otherwise.
 *
 * A cast right behind `ARRAY[…]` is taken for the type of its elements (transformTypeCast in parse_expr.c), so that what stood for
 * `x IN ('a', 'b')` over varchar, `(ARRAY['a'::character varying, …])::text[]`, comes back with a cast for each element. With the
 * array's own type named in between, the outer cast is one of the whole array again, and prints as before.
 */
import { quoteLiteral } from '../schema/quote';

const LITERAL = `'(?:[^']|'')*'`;
const NAME = `"(?:[^"]|"")*"`;
/** A type as it is printed behind a literal of an element: words, a schema, quotes, modifiers. */
const TYPE = String.raw`(?:"[^"]+"|[a-z_][a-z0-9_ ]*)(?:\.(?:"[^"]+"|[a-z_][a-z0-9_]*))?(?:\(\d+(?:,\d+)?\))?`;

const TYPED = (again: string): string => String.raw`\(ARRAY\[(${LITERAL}::(${TYPE})(?:, ${LITERAL}::${again})*)\]\)::`;
const WHOLE = String.raw`\(ARRAY\[(\d+(?:, \d+)*)\]\)::`;

/** A literal or a quoted name comes first, so that nothing is found inside one. */
const ARRAYS = new RegExp([LITERAL, NAME, TYPED(String.raw`\2`), WHOLE].join('|'), 'g');

/** The text that reads back as what this one was printed from. */
export function asPrinted(expression: string): string {
  if (!expression.includes('(ARRAY[')) return expression;
  return expression.replace(ARRAYS, (found: string, typed?: string, type?: string, whole?: string) => {
    const elements = typed ?? whole;
    return elements === undefined ? found : `(ARRAY[${elements}]::${(type ?? 'integer').trimEnd()}[])::`;
  });
}

/**
 * As `asPrinted`, by PostgreSQL, of a text that is only known there. All of it is taken apart, into what is looked for, literals, names and
 * whatever is in between: there PostgreSQL's expressions have no way to pass something over.
 * @param text an SQL expression that gives the text
 */
export function asPrintedThere(text: string): string {
  const pattern = `(${LITERAL}|${NAME}|${TYPED(String.raw`\3`)}|${WHOLE}|[^'"(]+|[('"])`;
  return `(SELECT string_agg(CASE WHEN coalesce(m[2], m[4]) IS NULL THEN m[1]
        ELSE format('(ARRAY[%s]::%s[])::', coalesce(m[2], m[4]), coalesce(rtrim(m[3]), 'integer')) END, '' ORDER BY n)
      FROM regexp_matches(${text}, ${quoteLiteral(pattern)}, 'g') WITH ORDINALITY AS t(m, n))`;
}
