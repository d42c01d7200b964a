/** Constraints of a table that stays: a rename where only the name differs, in place what can be, else drop and create. */
import { createConstraint } from '../operations/constraint-creation';
import type { Operation, Pair } from '../operations/operation';
import { objectKey, objectName } from '../schema/names';
import type { Constraint, ForeignKey, ObjectName, QualifiedName, Table } from '../schema/types';
import { diffComment } from './comments';
import { same } from './equal';
import { match, structureKey, type Matching } from './match';
import type { Rebuilds } from './rebuild-set';

/** All constraints of a table, the key first. */
export function constraintsOf(table: Table): readonly Constraint[] {
  const keys = table.primaryKey === null ? [] : [table.primaryKey];
  return [...keys, ...table.uniques, ...table.checks, ...table.exclusions, ...table.foreignKeys];
}

export function constraintName(table: QualifiedName, constraint: Constraint): ObjectName {
  return objectName(constraint.kind, table.schema, constraint.name, table.name);
}

/** How the constraints of both sides belong together; what changed by name only is `renamed`. */
export function matchConstraints({ from, to }: Pair<Table>): Matching<Constraint> {
  return match(constraintsOf(from), constraintsOf(to), structureKey, (constraint) => constraint.kind);
}

export function diffConstraints(tables: Pair<Table>, rebuilds: Rebuilds): readonly Operation[] {
  const table = { schema: tables.to.schema, name: tables.to.name };
  const { same: equal, renamed, changed, dropped, added } = matchConstraints(tables);
  const comment = (pair: Pair<Constraint>): readonly Operation[] => diffComment(constraintName(table, pair.to), pair);
  const rebuilt = (pair: Pair<Constraint>): boolean => rebuilds.has(objectKey(constraintName(table, pair.from)));
  const again = ({ from, to }: Pair<Constraint>): readonly Operation[] => [
    dropConstraint(table, from),
    createConstraint(table, to),
  ];
  return [
    ...equal.flatMap((pair) => (rebuilt(pair) ? again(pair) : comment(pair))),
    ...renamed.flatMap((pair) => (rebuilt(pair) ? again(pair) : [rename(table, pair), ...comment(pair)])),
    ...changed.flatMap((pair) => {
      const inPlace = rebuilt(pair) ? null : alterInPlace(table, pair);
      return inPlace === null ? again(pair) : [...inPlace, ...comment(pair)];
    }),
    ...dropped.map((constraint) => dropConstraint(table, constraint)),
    ...added.map((constraint) => createConstraint(table, constraint)),
  ];
}

export function dropConstraint(table: QualifiedName, was: Constraint): Operation {
  return { kind: 'dropConstraint', table, name: was.name, constraintKind: was.kind, was };
}

function rename(table: QualifiedName, { from, to }: Pair<Constraint>): Operation {
  return { kind: 'renameConstraint', table, name: from.name, constraintKind: from.kind, to: to.name };
}

/** Only a foreign key's timing and a missing validation change in place; `null`: it takes drop and create. */
function alterInPlace(table: QualifiedName, { from, to }: Pair<Constraint>): readonly Operation[] | null {
  if (from.kind === 'foreignKey' && to.kind === 'foreignKey') {
    const without = ({ timing: _timing, validated: _validated, ...rest }: ForeignKey): string => structureKey(rest);
    if (without(from) !== without(to) || (from.validated && !to.validated)) return null;
    const timing: readonly Operation[] = same(from.timing, to.timing)
      ? []
      : [{ kind: 'alterForeignKey', table, name: to.name, timing: { from: from.timing, to: to.timing } }];
    return [...timing, ...validation(table, { from, to })];
  }
  if (from.kind !== 'check' || to.kind !== 'check') return null;
  const becomesValid = !from.validated && to.validated;
  return becomesValid && structureKey({ ...from, validated: true }) === structureKey(to)
    ? validation(table, { from, to })
    : null;
}

function validation(
  table: QualifiedName,
  { from, to }: Pair<{ readonly name: string; readonly validated: boolean }>,
): readonly Operation[] {
  return from.validated === to.validated ? [] : [{ kind: 'validateConstraint', table, name: to.name }];
}
