/**
 * Names that follow a rename. A constraint, index, sequence or enum whose name was made from the old name gets the one that the
 * model makes from the new one; a name that a person chose stays. Which belongs to which is told by structure.
 */
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { Column, Constraint, DatabaseSchema, Index, QualifiedName, Table } from '../schema/types';
import { constraintsOf } from './constraints';
import { same } from './equal';
import { applyEnumRename } from './rename-data';
import type { Rename } from './rename';

/** TypeORM's names end in a digest of table and columns. */
const DIGEST = /^(?:PK|UQ|REL|FK|IDX|CHK|XCL)_[0-9a-f]{26,27}$/;

/** Whether TypeORM's naming strategy made a name, and nobody chose it. */
export function isDigestName(name: string): boolean {
  return DIGEST.test(name);
}

interface Followed {
  readonly current: DatabaseSchema;
  readonly operations: readonly Operation[];
}

/** @param touched `nameKey` of the tables, under their new names, that are renamed or have a renamed column */
export function followDerivedNames(
  current: DatabaseSchema,
  model: DatabaseSchema,
  renames: readonly Rename[],
  touched: ReadonlySet<string>,
): Followed {
  const wanted = new Map(model.tables.map((table) => [nameKey(table), table]));
  const old = renames.map(oldName);
  const isDerived = (name: string): boolean =>
    isDigestName(name) || old.some((part) => name.toLowerCase().includes(part.toLowerCase()));
  const operations: Operation[] = [];
  const referencing = (table: Table): boolean =>
    table.foreignKeys.some((key) => touched.has(nameKey(key.references.table)));
  const tables = current.tables.map((table) => {
    const to = wanted.get(nameKey(table));
    if (to === undefined || (!touched.has(nameKey(table)) && !referencing(table))) return table;
    return followInTable(table, to, isDerived, operations);
  });
  return followEnums({ current: { ...current, tables }, operations }, wanted, touched, isDerived, model);
}

function oldName(rename: Rename): string {
  if (rename.kind === 'schema') return rename.name;
  if (rename.kind === 'table') return rename.table.name;
  if (rename.kind === 'enum') return rename.enum.name;
  return rename.kind === 'column' ? rename.name : rename.value;
}

type IsDerived = (name: string) => boolean;

function followInTable(table: Table, to: Table, isDerived: IsDerived, operations: Operation[]): Table {
  const name = { schema: table.schema, name: table.name };
  const model = constraintsOf(to);
  const taken = new Set([...constraintsOf(table), ...table.indexes].map((object) => object.name));
  const follow = <T extends Constraint>(constraint: T): T => {
    const match = model.find((other) => other.derivedName && alike(constraint, other));
    if (match === undefined || match.name === constraint.name || taken.has(match.name) || !isDerived(constraint.name))
      return constraint;
    operations.push({
      kind: 'renameConstraint',
      table: name,
      name: constraint.name,
      constraintKind: constraint.kind,
      to: match.name,
    });
    return { ...constraint, name: match.name };
  };
  return {
    ...table,
    primaryKey: table.primaryKey === null ? null : follow(table.primaryKey),
    uniques: table.uniques.map(follow),
    checks: table.checks.map(follow),
    exclusions: table.exclusions.map(follow),
    foreignKeys: table.foreignKeys.map(follow),
    indexes: table.indexes.map((index): Index => {
      const match = to.indexes.find((other) => other.derivedName && sameKeys(index, other));
      if (match === undefined || match.name === index.name || taken.has(match.name) || !isDerived(index.name))
        return index;
      operations.push({ kind: 'renameIndex', table: name, name: index.name, to: match.name });
      return { ...index, name: match.name };
    }),
    columns: table.columns.map((column) => followSequence(column, to, isDerived, operations)),
  };
}

/** By what an entity says of a constraint; of expressions, that there is only one candidate. */
function alike(one: Constraint, other: Constraint): boolean {
  if (one.kind === 'foreignKey' && other.kind === 'foreignKey') {
    return sameSet(one.columns, other.columns) && nameKey(one.references.table) === nameKey(other.references.table);
  }
  if (
    (one.kind === 'primaryKey' && other.kind === 'primaryKey') ||
    (one.kind === 'unique' && other.kind === 'unique')
  ) {
    return sameSet(one.columns, other.columns);
  }
  return one.kind === 'check' && other.kind === 'check' && one.expression === other.expression;
}

function sameKeys(one: Index, other: Index): boolean {
  const columns = (index: Index): readonly (string | null)[] => index.keys.map((key) => key.column);
  return (
    one.unique === other.unique &&
    (one.predicate === null) === (other.predicate === null) &&
    same(columns(one), columns(other))
  );
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return same([...one].sort(), [...other].sort());
}

function followSequence(column: Column, table: Table, isDerived: IsDerived, operations: Operation[]): Column {
  const wanted = table.columns.find((other) => other.name === column.name);
  const from = column.serial ?? column.identity?.sequence;
  const to = wanted?.serial ?? wanted?.identity?.sequence;
  if (!from || !to || from.name === to.name || from.schema !== to.schema || !isDerived(from.name)) return column;
  operations.push({ kind: 'renameSequence', sequence: { schema: from.schema, name: from.name }, to: to.name });
  const sequence = { ...from, name: to.name };
  return {
    ...column,
    serial: column.serial === null ? null : sequence,
    identity: column.identity === null ? null : { ...column.identity, sequence },
  };
}

/** An enum of one column, named after it. */
function followEnums(
  followed: Followed,
  wanted: ReadonlyMap<string, Table>,
  touched: ReadonlySet<string>,
  isDerived: IsDerived,
  model: DatabaseSchema,
): Followed {
  const derived = new Set(model.enums.filter((type) => type.derivedName).map(nameKey));
  let { current } = followed;
  const operations = [...followed.operations];
  for (const table of followed.current.tables.filter((one) => touched.has(nameKey(one)))) {
    for (const column of table.columns) {
      const type = wanted.get(nameKey(table))?.columns.find((other) => other.name === column.name)?.type;
      const from: QualifiedName = { schema: column.type.schema, name: column.type.name };
      if (
        type === undefined ||
        !derived.has(nameKey(type)) ||
        nameKey(type) === nameKey(from) ||
        type.schema !== from.schema
      )
        continue;
      const known = new Set(current.enums.map(nameKey));
      if (!known.has(nameKey(from)) || known.has(nameKey(type)) || !isDerived(from.name)) continue;
      operations.push({ kind: 'renameEnum', enum: from, to: type.name });
      current = applyEnumRename(current, from, type.name);
    }
  }
  return { current, operations };
}
