/**
 * A question to a PostgreSQL: how do you print this expression? Two expressions are equal when one server prints both alike.
 * `compare/` asks, `settle/` answers; neither evaluates anything.
 */
import type { Column, QualifiedName, TypeName } from './types';

/** The table an expression belongs to, as far as its meaning depends on it. */
export interface TableShape extends QualifiedName {
  readonly columns: readonly Pick<Column, 'name' | 'type' | 'collation'>[];
}

export type PrintRequest = {
  /** Digest of the rest, from `printKey`: answers are kept under it. */
  readonly key: string;
} & PrintQuestion;

export type PrintQuestion =
  | { readonly kind: 'default'; readonly type: TypeName; readonly sql: string }
  | { readonly kind: 'check'; readonly shape: TableShape; readonly sql: string }
  | { readonly kind: 'generated'; readonly shape: TableShape; readonly column: string; readonly sql: string }
  | { readonly kind: 'predicate'; readonly shape: TableShape; readonly sql: string }
  | { readonly kind: 'indexKey'; readonly shape: TableShape; readonly sql: string }
  | { readonly kind: 'exclusion'; readonly shape: TableShape; readonly sql: string }
  | { readonly kind: 'view'; readonly materialized: boolean; readonly schema: string; readonly sql: string };

/** `columns`: of a view, its output columns; else empty. `error`: the server refuses the expression in this shape. */
export type Printed =
  | { readonly text: string; readonly columns: readonly string[]; readonly error: null }
  | { readonly text: null; readonly error: string };

/** Answers by key. A request without an answer stays unsettled. */
export type PrintAnswers = ReadonlyMap<string, Printed>;
