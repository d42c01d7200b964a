/** The indexes of a table or materialized view that both sides have. */
import type { TableShape } from '../schema/expressions';
import type { Index, IndexKey, QualifiedName } from '../schema/types';
import { agree, agreeOrNone, type Agreement } from './agreement';
import { INDEX, INDEX_KEY, takeOver } from './inexpressible';
import { indexName } from './indexes';
import { keptOfIndex } from './kept';
import { sameStructure } from './match';
import { narrow } from './print-shape';
import { reconcileNamed, type Likeness, type Matched } from './reconcile-named';
import type { Reconciling } from './reconcile-options';
import { mentions } from './sql-tokens';

export function reconcileIndexes(
  table: QualifiedName,
  current: readonly Index[],
  model: readonly Index[],
  shape: TableShape,
  goneColumns: readonly string[],
  context: Reconciling,
): Matched<Index> {
  return reconcileNamed(
    current,
    model,
    {
      likeness: (from, to) => indexLikeness(table, from, to, shape, context),
      related: () => false,
      nameOf: (index) => indexName(table, index),
      kept: keptOfIndex,
      isBroken: (index) => goneColumns.some((column) => standsOn(index, column)),
    },
    context,
  );
}

function indexLikeness(
  table: QualifiedName,
  from: Index,
  to: Index,
  shape: TableShape,
  context: Reconciling,
): Likeness<Index> {
  const object = indexName(table, from);
  const sameKeys = from.keys.length === to.keys.length;
  const keys = sameKeys
    ? to.keys.map((key, index) => takeOver<IndexKey>(INDEX_KEY, from.keys[index] ?? key, key))
    : to.keys;
  const merged: Index = { ...takeOver<Index>(INDEX, from, to), keys };
  // Everything but the expressions first: nobody is asked about indexes that differ anyway.
  if (!sameStructure(bare(from), bare(merged))) return { agreement: 'different', merged };
  const agreements = [
    agreeOrNone(
      from.predicate,
      to.predicate,
      (sql) => ({ kind: 'predicate', shape: narrow(shape, sql), sql }),
      object,
      context,
    ),
    ...from.keys.map((key, index): Agreement => {
      const other = to.keys[index]?.expression ?? null;
      if (key.expression === null || other === null) return 'equal';
      return agree(
        key.expression,
        other,
        (sql) => ({ kind: 'indexKey', shape: narrow(shape, sql), sql }),
        object,
        context,
      );
    }),
  ];
  if (agreements.includes('different')) return { agreement: 'different', merged };
  return {
    agreement: agreements.includes('unsettled') ? 'unsettled' : 'equal',
    merged: { ...merged, keys: from.keys, predicate: from.predicate },
  };
}

/** The structure without the text of expressions, but with where they stand. */
function bare(index: Index): Index {
  return {
    ...index,
    predicate: index.predicate === null ? null : '',
    keys: index.keys.map((key) => ({ ...key, expression: key.expression === null ? null : '' })),
  };
}

function standsOn(index: Index, column: string): boolean {
  const texts = [...index.keys.map((key) => key.expression), index.predicate].filter((text) => text !== null);
  const named = [...index.keys.map((key) => key.column), ...index.include];
  return named.includes(column) || texts.some((text) => mentions(text, column));
}
