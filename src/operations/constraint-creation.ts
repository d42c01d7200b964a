/** What adding a constraint means, whichever of the five kinds it is: statement, locks, words, and what it stands on. */
import { quoteName } from '../schema/quote';
import type { Constraint, ForeignKey, ObjectName, QualifiedName } from '../schema/types';
import { commentOn } from './comment-sql';
import { constraintDefinition } from './constraint-sql';
import {
  columnObjects,
  constraintObject,
  expressionColumns,
  footprint,
  keyName,
  loggedness,
  keysOfConstraint,
  tableObject,
} from './footprint';
import { lockFacts, type LockFactName } from './locks';
import type { Operation, OperationOf } from './operation';
import type { Footprint } from './spec';
import type { Statement, StatementContext } from './statement';
import { statement } from './statements';
import { columnWords, constraintWords, tableWords } from './wording';

export interface OnTable {
  readonly table: QualifiedName;
  readonly constraint: Constraint;
}

/** The operation that creates a constraint. */
export function createConstraint(table: QualifiedName, constraint: Constraint): Operation {
  switch (constraint.kind) {
    case 'primaryKey':
      return { kind: 'createPrimaryKey', table, constraint };
    case 'unique':
      return { kind: 'createUniqueConstraint', table, constraint };
    case 'check':
      return { kind: 'createCheckConstraint', table, constraint };
    case 'exclusion':
      return { kind: 'createExclusionConstraint', table, constraint };
    case 'foreignKey':
      return { kind: 'createForeignKey', table, constraint };
  }
}

/** The operation that drops a constraint and knows how to bring it back. */
export function dropConstraintOf(table: QualifiedName, constraint: Constraint): OperationOf<'dropConstraint'> {
  return { kind: 'dropConstraint', table, name: constraint.name, constraintKind: constraint.kind, was: constraint };
}

/** `ALTER TABLE … ADD CONSTRAINT …`, and its comment. */
export function addConstraint(
  table: QualifiedName,
  constraint: Constraint,
  context: StatementContext,
): readonly Statement[] {
  const sql = `ALTER TABLE ${quoteName(table)} ADD ${constraintDefinition(constraint, context)}`;
  const referenced = constraint.kind === 'foreignKey' ? { referenced: constraint.references.table } : {};
  const added = statement(sql, lockFacts(lockOfAdding(constraint), { relation: table, ...referenced }));
  const object = constraintObject(table, constraint.kind, constraint.name);
  return constraint.comment === null ? [added] : [added, commentOn(object, constraint.comment)];
}

function lockOfAdding(constraint: Constraint): LockFactName {
  switch (constraint.kind) {
    case 'primaryKey':
      return 'addPrimaryKey';
    case 'unique':
      return 'addUnique';
    case 'exclusion':
      return 'addExclusion';
    case 'check':
      return constraint.validated ? 'addCheck' : 'addCheckNotValid';
    case 'foreignKey':
      return constraint.validated ? 'addForeignKey' : 'addForeignKeyNotValid';
  }
}

/** What a constraint stands on: its columns, and for a foreign key the table, the columns and the key it points at. */
export function constraintNeeds(table: QualifiedName, constraint: Constraint): readonly ObjectName[] {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return columnObjects(table, [...constraint.columns, ...constraint.include]);
    case 'foreignKey':
      return [...columnObjects(table, constraint.columns), loggedness(table), ...referencedObjects(constraint)];
    case 'check':
      return expressionColumns(table, constraint.expression);
    case 'exclusion':
      return expressionColumns(table, constraint.definition);
  }
}

/** What a foreign key points at. */
function referencedObjects(key: ForeignKey): readonly ObjectName[] {
  const { table, columns } = key.references;
  return [tableObject(table), ...columnObjects(table, columns), keyName(table, columns), loggedness(table)];
}

export function creationFootprint({ table, constraint }: OnTable): Footprint {
  return footprint({
    creates: [constraintObject(table, constraint.kind, constraint.name), ...keysOfConstraint(table, constraint)],
    needs: [tableObject(table), ...constraintNeeds(table, constraint)],
  });
}

/** `added foreign key 'assignments.rotation_id' → 'rotations.id'`. */
export function describeCreation({ table, constraint }: OnTable, defaultSchema: string): string {
  const words = `added ${constraintWords(constraint.kind)}`;
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return `${words} on ${columnWords(table, constraint.columns, defaultSchema)}`;
    case 'foreignKey': {
      const { references } = constraint;
      return (
        `${words} ${columnWords(table, constraint.columns, defaultSchema)} → ` +
        columnWords(references.table, references.columns, defaultSchema)
      );
    }
    case 'check':
    case 'exclusion':
      return `${words} '${constraint.name}' on ${tableWords(table, defaultSchema)}`;
  }
}
