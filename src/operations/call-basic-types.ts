/** What many arguments of `op` are made of. */
import type { Sql } from './call';

/** A name in the default schema, or `{ schema, name }`. Never split at dots. */
export type NameSpec = string | { readonly schema: string; readonly name: string };

/** What stands between `${…}` in ``op.sql`…` ``. */
export type SqlValue = string | number | bigint | boolean | null | Sql;

/** A changed thing. `from` is a precondition. */
export interface PairSpec<T> {
  readonly from: T;
  readonly to: T;
}
