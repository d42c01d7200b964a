/**
 * Expressions as PostgreSQL prints them, so that they read back as the very same: one thing it prints it reads otherwise.
 *
 * A cast right behind `ARRAY[…]` is taken for the type of its elements (transformTypeCast in parse_expr.c), so that what stood for
 * `x IN ('a', 'b')` over varchar, `(ARRAY['a'::character varying, …])::text[]`, comes back with a cast for each element. With the
 * array's own type named in between, the outer cast is one of the whole array again, and prints as before.
 */

const LITERAL = String.raw`'(?:[^']|'')*'`;
/** A type as it is printed behind a literal of an element: words, a schema, quotes, modifiers. */
const TYPE = String.raw`(?:"[^"]+"|[a-z_][a-z0-9_ ]*)(?:\.(?:"[^"]+"|[a-z_][a-z0-9_]*))?(?:\(\d+(?:,\d+)?\))?`;

const TYPED = String.raw`\(ARRAY\[(?<typed>${LITERAL}::(?<type>${TYPE})(?:, ${LITERAL}::\k<type>)*)\]\)::`;
const WHOLE = String.raw`\(ARRAY\[(?<whole>\d+(?:, \d+)*)\]\)::`;

/** A literal comes first, so that nothing is found inside one. */
const ARRAYS = new RegExp(`${LITERAL}|${TYPED}|${WHOLE}`, 'g');

/** The text that reads back as what this one was printed from. */
export function asPrinted(expression: string): string {
  if (!expression.includes('(ARRAY[')) return expression;
  let read = '';
  let end = 0;
  for (const match of expression.matchAll(ARRAYS)) {
    const { typed, type, whole } = match.groups ?? {};
    const elements = typed ?? whole;
    if (elements === undefined) continue;
    read += `${expression.slice(end, match.index)}(ARRAY[${elements}]::${(type ?? 'integer').trimEnd()}[])::`;
    end = match.index + match[0].length;
  }
  return read + expression.slice(end);
}
