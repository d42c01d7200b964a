/** Storage parameters and options of relations as SQL: `WITH ("fillfactor" = '70')`. */
import { quoteIdentifier, quoteLiteral } from '../schema/quote';

/** `WITH (…)` as a list of at most one element, so that it can be spread into a statement. */
export function storageClause(parameters: Readonly<Record<string, string>>): readonly string[] {
  const list = storageParameters(parameters);
  return list === '' ? [] : [`WITH (${list})`];
}

/** The parameters without the word WITH. A dot parts the namespace `toast` from the name. */
export function storageParameters(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name.split('.').map(quoteIdentifier).join('.')} = ${quoteLiteral(value)}`)
    .join(', ');
}
