/**
 * CREATE TABLE as text: which columns and constraints stand inside it, and which must come after it. Indexes and foreign keys are never
 * part of it.
 */
import { quoteName } from '../schema/quote';
import type { CheckConstraint, Constraint, ExclusionConstraint, Table, UniqueConstraint } from '../schema/types';
import { columnDefinition } from './column-sql';
import { constraintDefinition } from './constraint-sql';
import type { StatementContext } from './statement';
import { storageClause } from './storage-sql';

/** The constraints that stand inside CREATE TABLE, in the order in which people read them. */
export function innerConstraints(table: Table): readonly Constraint[] {
  return [
    ...(table.primaryKey === null ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.checks,
    ...table.exclusions,
  ];
}

/**
 * What is added after CREATE TABLE: it would validate a check that is NOT VALID at once, and make only one of two keys over the
 * same columns (transformIndexConstraints in parse_utilcmd.c).
 */
export function lateConstraints(table: Table): readonly LateConstraint[] {
  const keys = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.uniques, ...table.exclusions];
  const place = (key: Constraint): string => JSON.stringify(key.kind === 'exclusion' ? key.definition : columnsOf(key));
  const first = new Map([...keys].reverse().map((key) => [place(key), key.name]));
  return [
    ...[...table.uniques, ...table.exclusions].filter((key) => first.get(place(key)) !== key.name),
    ...table.checks.filter((check) => !check.validated),
  ];
}

type LateConstraint = UniqueConstraint | ExclusionConstraint | CheckConstraint;

function columnsOf(key: Constraint): readonly string[] {
  return 'columns' in key ? key.columns : [];
}

/** The constraints that CREATE TABLE itself makes. */
export function earlyConstraints(table: Table): readonly Constraint[] {
  const late = new Set<Constraint>(lateConstraints(table));
  return innerConstraints(table).filter((constraint) => !late.has(constraint));
}

/** A table over lines: its columns, then its constraints. */
export function tableDefinition(table: Table, context: StatementContext): string {
  const lines = [
    ...ownColumns(table).map((column) => columnDefinition(table, column, context)),
    ...earlyConstraints(table).map((constraint) => constraintDefinition(constraint, context)),
  ];
  const parent = table.bound === undefined ? undefined : table.inherits[0];
  const body = lines.length === 0 ? '()' : `(\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
  if (parent !== undefined) {
    return [
      `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${quoteName(table)} PARTITION OF ${quoteName(parent)}`,
      ...(lines.length === 0 ? [] : [body]),
      table.bound ?? 'DEFAULT',
      ...(table.partitionKey === null ? [] : [`PARTITION BY ${table.partitionKey}`]),
      ...storageClause(table.storageParameters),
    ].join(' ');
  }
  return [
    `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${quoteName(table)} ${body}`,
    ...(table.inherits.length === 0 ? [] : [`INHERITS (${table.inherits.map(quoteName).join(', ')})`]),
    ...(table.partitionKey === null ? [] : [`PARTITION BY ${table.partitionKey}`]),
    ...storageClause(table.storageParameters),
  ].join(' ');
}

/**
 * Columns that come from a parent alone are not written: PostgreSQL would take them for the table's own. All those of a partition are its
 * parent's, also where it was a table before (MergeAttributesIntoExisting in tablecmds.c).
 */
export function ownColumns(table: Table): Table['columns'] {
  if (table.bound !== undefined) return [];
  return table.inherits.length === 0 ? table.columns : table.columns.filter((column) => column.inherited !== true);
}

export function inheritedNames(table: Table): readonly string[] {
  const own = new Set(ownColumns(table));
  return table.columns.filter((column) => !own.has(column)).map(({ name }) => name);
}
