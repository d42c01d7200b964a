/**
 * Primary key, unique, check, exclusion and foreign key constraints, with the names that TypeORM's metadata gives them. A name is
 * `derivedName` when no decorator says it.
 */
import type { EntityMetadata } from 'typeorm';
import { NOT_DEFERRABLE } from '../schema/empty';
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  Timing,
  UniqueConstraint,
} from '../schema/types';
import { tableName, type ModelContext } from './context';
import type { CheckMetadata, ColumnMetadata, ExclusionMetadata, ForeignKeyMetadata, UniqueMetadata } from './metadata';
import { identifier } from './names';

/** Of all primary columns, in the order of the table. */
export function readPrimaryKey(
  entity: EntityMetadata,
  columns: readonly ColumnMetadata[],
  context: ModelContext,
): PrimaryKey | null {
  const primary = columns.filter((column) => column.isPrimary);
  const given = primary[0]?.primaryKeyConstraintName;
  if (primary.length === 0) return null;
  const names = primary.map((column) => column.databaseName);
  return {
    kind: 'primaryKey',
    name: identifier(given ?? context.primaryKeyName(entity, names)),
    derivedName: given === undefined,
    comment: null,
    columns: names.map(identifier),
    include: [],
    timing: NOT_DEFERRABLE,
  };
}

export function readUnique(unique: UniqueMetadata): UniqueConstraint {
  return {
    kind: 'unique',
    name: identifier(unique.name),
    // The constraint of a one-to-one relation has a name from the strategy and no list of columns from a decorator.
    derivedName: unique.givenName === undefined || unique.givenColumnNames === undefined,
    comment: null,
    columns: unique.columns.map((column) => identifier(column.databaseName)),
    include: [],
    nullsNotDistinct: false,
    timing: timingOf(unique.deferrable),
  };
}

export function readCheck(check: CheckMetadata): CheckConstraint {
  return {
    kind: 'check',
    name: identifier(check.name),
    derivedName: check.givenName === undefined,
    comment: null,
    expression: check.expression.trim(),
    noInherit: false,
    validated: true,
  };
}

export function readExclusion(exclusion: ExclusionMetadata): ExclusionConstraint {
  return {
    kind: 'exclusion',
    name: identifier(exclusion.name),
    derivedName: exclusion.givenName === undefined,
    comment: null,
    definition: exclusion.expression.trim(),
    // Only TypeORM 1.x has it.
    timing: timingOf(exclusion.deferrable),
  };
}

export function readForeignKey(key: ForeignKeyMetadata, context: ModelContext): ForeignKey {
  const target = key.referencedEntityMetadata;
  return {
    kind: 'foreignKey',
    name: identifier(key.name),
    derivedName: key.givenName === undefined,
    comment: null,
    columns: key.columnNames.map(identifier),
    references: {
      table: tableName(target, context),
      columns: key.referencedColumnNames.map(identifier),
    },
    onDelete: actionOf(key.onDelete),
    onUpdate: actionOf(key.onUpdate),
    onDeleteColumns: null,
    match: 'SIMPLE',
    timing: timingOf(key.deferrable),
    validated: true,
  };
}

/**
 * Without the unique constraints that CREATE TABLE itself leaves out: those on the very columns of the primary key or of an earlier
 * unique constraint, checked at the same time (`transformIndexConstraints` in src/backend/parser/parse_utilcmd.c).
 */
export function withoutRedundant(
  primaryKey: PrimaryKey | null,
  uniques: readonly UniqueConstraint[],
): readonly UniqueConstraint[] {
  const seen = new Set(primaryKey === null ? [] : [keyOf(primaryKey)]);
  return uniques.filter((unique) => {
    const key = keyOf(unique);
    const redundant = seen.has(key);
    seen.add(key);
    return !redundant;
  });
}

function keyOf({ columns, timing }: PrimaryKey | UniqueConstraint): string {
  return JSON.stringify([columns, timing]);
}

function timingOf(deferrable: string | undefined): Timing {
  if (deferrable === undefined || /^not deferrable$/i.test(deferrable)) return NOT_DEFERRABLE;
  return { deferrable: true, initiallyDeferred: /^initially deferred$/i.test(deferrable) };
}

/** TypeORM says `DEFAULT` where SQL says `SET DEFAULT`. */
function actionOf(action: string | undefined): ReferentialAction {
  switch (action) {
    case 'RESTRICT':
    case 'CASCADE':
    case 'SET NULL':
      return action;
    case 'DEFAULT':
    case 'SET DEFAULT':
      return 'SET DEFAULT';
    default:
      return 'NO ACTION';
  }
}
