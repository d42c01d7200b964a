/** A constraint as SQL: what stands behind `CONSTRAINT "name"`, inside CREATE TABLE and behind ADD alike. */
import { NotCompilableError } from '../errors/operations';
import { quoteIdentifier, quoteList, quoteName } from '../schema/quote';
import type { Constraint, ForeignKey, PrimaryKey, Timing, UniqueConstraint } from '../schema/types';
import { asPrinted } from './printed-sql';
import type { StatementContext } from './statement';

/** `CONSTRAINT "PK_patients" PRIMARY KEY ("id")`; a check or a foreign key that is not validated ends in NOT VALID. */
export function constraintDefinition(constraint: Constraint, context: StatementContext): string {
  return `CONSTRAINT ${quoteIdentifier(constraint.name)} ${definition(constraint, context)}`;
}

function definition(constraint: Constraint, context: StatementContext): string {
  switch (constraint.kind) {
    case 'primaryKey':
      return `PRIMARY KEY ${keyColumns(constraint)}`;
    case 'unique':
      return `UNIQUE ${nullsNotDistinct(constraint.nullsNotDistinct, context)}${keyColumns(constraint)}`;
    case 'check':
      return (
        `CHECK (${asPrinted(constraint.expression)})` +
        (constraint.noInherit ? ' NO INHERIT' : '') +
        (constraint.validated ? '' : ' NOT VALID')
      );
    case 'foreignKey':
      return foreignKeyDefinition(constraint, context);
    case 'exclusion':
      return `EXCLUDE ${asPrinted(constraint.definition)}${timingSuffix(constraint.timing)}`;
  }
}

function keyColumns(constraint: PrimaryKey | UniqueConstraint): string {
  const include = constraint.include.length === 0 ? '' : ` INCLUDE (${quoteList(constraint.include)})`;
  return `(${quoteList(constraint.columns)})${include}${timingSuffix(constraint.timing)}`;
}

function foreignKeyDefinition(key: ForeignKey, context: StatementContext): string {
  const onDelete = key.onDeleteColumns === null ? key.onDelete : `${key.onDelete} (${quoteList(key.onDeleteColumns)})`;
  if (key.onDeleteColumns !== null) needs15('ON DELETE SET NULL or SET DEFAULT of some columns', context);
  return (
    `FOREIGN KEY (${quoteList(key.columns)}) REFERENCES ${quoteName(key.references.table)} (${quoteList(key.references.columns)})` +
    (key.match === 'SIMPLE' ? '' : ` MATCH ${key.match}`) +
    (key.onDelete === 'NO ACTION' ? '' : ` ON DELETE ${onDelete}`) +
    (key.onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${key.onUpdate}`) +
    timingSuffix(key.timing) +
    (key.validated ? '' : ' NOT VALID')
  );
}

/** `NULLS NOT DISTINCT `, with the space behind it, or nothing. @throws NotCompilableError below PostgreSQL 15. */
export function nullsNotDistinct(wanted: boolean, context: StatementContext): string {
  if (!wanted) return '';
  needs15('NULLS NOT DISTINCT', context);
  return 'NULLS NOT DISTINCT ';
}

function needs15(what: string, context: StatementContext): void {
  if (context.major >= 15) return;
  throw new NotCompilableError(
    what,
    { needs: 'PostgreSQL 15', server: context.major },
    'leave it out, or upgrade the server',
  );
}

/** `DEFERRABLE INITIALLY DEFERRED`, `DEFERRABLE INITIALLY IMMEDIATE` or `NOT DEFERRABLE`. */
export function timingWords(timing: Timing): string {
  if (!timing.deferrable) return 'NOT DEFERRABLE';
  return `DEFERRABLE INITIALLY ${timing.initiallyDeferred ? 'DEFERRED' : 'IMMEDIATE'}`;
}

function timingSuffix(timing: Timing): string {
  if (!timing.deferrable) return '';
  return timing.initiallyDeferred ? ' DEFERRABLE INITIALLY DEFERRED' : ' DEFERRABLE';
}
