/** The constraints of a table that both sides have. */
import type { PrintQuestion, TableShape } from '../schema/expressions';
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  QualifiedName,
  Table,
  UniqueConstraint,
} from '../schema/types';
import { agree } from './agreement';
import { constraintName } from './constraints';
import { same } from './equal';
import { CHECK, EXCLUSION, FOREIGN_KEY, PRIMARY_KEY, takeOver, UNIQUE } from './inexpressible';
import { keptOfCheck, keptOfForeignKey, keptOfPrimaryKey, keptOfUnique } from './kept';
import { sameStructure } from './match';
import { narrow } from './print-shape';
import { reconcileNamed, type Likeness, type Matched } from './reconcile-named';
import type { Reconciling } from './reconcile-options';
import { mentions } from './sql-tokens';

export interface TableContext extends Reconciling {
  readonly table: QualifiedName;
  readonly shape: TableShape;
  /** Columns of the database that go. */
  readonly goneColumns: readonly string[];
}

export function reconcilePrimaryKey(current: Table, model: Table, context: TableContext): PrimaryKey | null {
  const one = (key: PrimaryKey | null): readonly PrimaryKey[] => (key === null ? [] : [key]);
  const { target } = reconcileNamed<PrimaryKey>(
    one(current.primaryKey),
    one(model.primaryKey),
    {
      likeness: (from, to) => {
        // The order of a key's columns is that of the properties in a class: nobody means it.
        const columns = same([...from.columns].sort(), [...to.columns].sort()) ? from.columns : to.columns;
        return plain(from, { ...takeOver<PrimaryKey>(PRIMARY_KEY, from, to), columns });
      },
      related: () => true,
      nameOf: (key) => constraintName(context.table, key),
      kept: keptOfPrimaryKey,
      isBroken: (key) => overlap([...key.columns, ...key.include], context.goneColumns),
    },
    context,
  );
  return target[0] ?? null;
}

export function reconcileUniques(current: Table, model: Table, context: TableContext): Matched<UniqueConstraint> {
  return reconcileNamed<UniqueConstraint>(
    current.uniques,
    model.uniques,
    {
      likeness: (from, to) => plain(from, takeOver<UniqueConstraint>(UNIQUE, from, to)),
      related: (from, to) => same(from.columns, to.columns),
      nameOf: (unique) => constraintName(context.table, unique),
      kept: keptOfUnique,
      isBroken: (unique) => overlap([...unique.columns, ...unique.include], context.goneColumns),
    },
    context,
  );
}

export function reconcileChecks(current: Table, model: Table, context: TableContext): readonly CheckConstraint[] {
  return reconcileNamed<CheckConstraint>(
    current.checks,
    model.checks,
    {
      likeness: (from, to) => {
        const merged = takeOver<CheckConstraint>(CHECK, from, to);
        const ask = (sql: string): PrintQuestion => ({ kind: 'check', shape: narrow(context.shape, sql), sql });
        const agreement = agree(from.expression, to.expression, ask, constraintName(context.table, from), context);
        return { agreement, merged: agreement === 'different' ? merged : { ...merged, expression: from.expression } };
      },
      related: () => false,
      nameOf: (check) => constraintName(context.table, check),
      kept: keptOfCheck,
      isBroken: (check) => context.goneColumns.some((column) => mentions(check.expression, column)),
    },
    context,
  ).target;
}

export function reconcileExclusions(
  current: Table,
  model: Table,
  context: TableContext,
): readonly ExclusionConstraint[] {
  return reconcileNamed<ExclusionConstraint>(
    current.exclusions,
    model.exclusions,
    {
      likeness: (from, to) => {
        const merged = takeOver<ExclusionConstraint>(EXCLUSION, from, to);
        const ask = (sql: string): PrintQuestion => ({ kind: 'exclusion', shape: narrow(context.shape, sql), sql });
        const agreement = agree(from.definition, to.definition, ask, constraintName(context.table, from), context);
        if (agreement === 'different') return { agreement, merged };
        const settled = { ...merged, definition: from.definition };
        return same(from.timing, to.timing)
          ? { agreement, merged: settled }
          : { agreement: 'different', merged: settled };
      },
      related: () => false,
      nameOf: (exclusion) => constraintName(context.table, exclusion),
      kept: () => [],
      isBroken: (exclusion) => context.goneColumns.some((column) => mentions(exclusion.definition, column)),
    },
    context,
  ).target;
}

export function reconcileForeignKeys(current: Table, model: Table, context: TableContext): readonly ForeignKey[] {
  return reconcileNamed<ForeignKey>(
    current.foreignKeys,
    model.foreignKeys,
    {
      likeness: (from, to) => {
        const merged = takeOver<ForeignKey>(FOREIGN_KEY, from, to);
        const reordered = samePairs(from, to)
          ? { ...merged, columns: from.columns, references: from.references }
          : merged;
        return plain(from, reordered);
      },
      related: samePairs,
      nameOf: (key) => constraintName(context.table, key),
      kept: keptOfForeignKey,
      isBroken: (key) => overlap(key.columns, context.goneColumns),
    },
    context,
  ).target;
}

function plain<T extends { readonly name: string; readonly derivedName: boolean; readonly comment: string | null }>(
  from: T,
  merged: T,
): Likeness<T> {
  return { agreement: sameStructure(from, merged) ? 'equal' : 'different', merged };
}

/** Whether both join the same columns to the same columns: their order says nothing. */
function samePairs(one: ForeignKey, other: ForeignKey): boolean {
  const pairs = (key: ForeignKey): readonly string[] =>
    key.columns.map((column, index) => `${column}\n${key.references.columns[index] ?? ''}`).sort();
  return same(one.references.table, other.references.table) && same(pairs(one), pairs(other));
}

function overlap(columns: readonly string[], gone: readonly string[]): boolean {
  return columns.some((column) => gone.includes(column));
}
