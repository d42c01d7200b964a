/**
 * Names of the model as PostgreSQL will keep them. Nothing here makes up a name: TypeORM's naming strategy has done so.
 */
import { clipBytes } from '../schema/sequence-names';

/** The longest identifier in bytes: NAMEDATALEN - 1. */
const LONGEST = 63;

/** An identifier as PostgreSQL truncates it: to 63 bytes of UTF-8, never inside a character (`pg_mbcliplen`). */
export function identifier(name: string): string {
  return clipBytes(name, LONGEST);
}

/** TypeORM splits the name of a table at its dots: `billing.invoices` is `invoices` in the schema `billing`. */
export function splitTableName(name: string): { readonly schema: string | null; readonly name: string } {
  const [first, second] = name.split('.');
  return first === undefined || second === undefined ? { schema: null, name } : { schema: first, name: second };
}
