/**
 * Keys and foreign keys that stay, and must be taken down and put back because a column in one of them, or the key that one points at,
 * changes. Part of `rebuilds.ts`.
 */
import type { Pair } from '../operations/operation';
import { nameKey, objectKey } from '../schema/names';
import { sameType } from '../schema/type-name';
import type { Column, Constraint, ForeignKey, Index, QualifiedName, Table } from '../schema/types';
import { comparable } from './casts';
import { constraintName, constraintsOf, matchConstraints } from './constraints';
import { pairUp, same } from './equal';
import { indexName, matchIndexes } from './indexes';
import type { RebuildSides } from './rebuild-set';

/**
 * Where the type of an included column changes, PostgreSQL makes the key anew without thinking of the foreign keys that stand on it, and
 * refuses ("cannot drop desired object(s)"): such a key is taken down, and they with it.
 */
export function rebuiltKeys(
  pairs: readonly Pair<Table>[],
  { current, target, replacedEnums }: RebuildSides,
  keys: Set<string>,
): void {
  const referenced = new Set(
    [...current.tables, ...target.tables].flatMap((table) =>
      table.foreignKeys.map(({ references }) => targetKey(references.table, references.columns)),
    ),
  );
  for (const pair of pairs) {
    const changing = retypedColumns(pair, replacedEnums);
    if (changing.size === 0) continue;
    const { from } = pair;
    for (const constraint of [...(from.primaryKey === null ? [] : [from.primaryKey]), ...from.uniques]) {
      if (!constraint.include.some((column) => changing.has(column))) continue;
      if (referenced.has(targetKey(from, constraint.columns))) keys.add(objectKey(constraintName(from, constraint)));
    }
    for (const index of from.indexes) {
      if (!index.unique || !index.include.some((column) => changing.has(column))) continue;
      const columns = index.keys.map(({ column }) => column ?? '');
      if (referenced.has(targetKey(from, columns))) keys.add(objectKey(indexName(from, index)));
    }
  }
}

/** By name: their type or their collation is another one, or the enum that is their type is swapped. */
export function retypedColumns({ from, to }: Pair<Table>, enums: ReadonlySet<string>): ReadonlySet<string> {
  const { kept } = pairUp(from.columns, to.columns, ({ name }) => name);
  return new Set(
    kept
      .filter((pair) => isRetyped([pair.from, pair.to]) || enums.has(nameKey(pair.from.type)) || isRecollated(pair))
      .map((pair) => pair.to.name),
  );
}

/** PostgreSQL changes a collation as it changes a type. */
function isRecollated({ from, to }: Pair<Column>): boolean {
  return !same(from.collation, to.collation);
}

/** A foreign key goes with the key it points at, and where its two sides cannot be compared while one is altered before the other. */
export function rebuiltForeignKeys(pairs: readonly Pair<Table>[], keys: Set<string>, enums: ReadonlySet<string>): void {
  const tables = new Map(pairs.map((pair) => [nameKey(pair.to), pair]));
  const gone = new Set(pairs.flatMap((pair) => keysThatGo(pair, keys)));
  for (const pair of pairs) {
    const matching = matchConstraints(pair);
    for (const { from } of [...matching.same, ...matching.renamed, ...matching.changed]) {
      if (from.kind !== 'foreignKey') continue;
      const key = targetKey(from.references.table, from.references.columns);
      const referenced = tables.get(nameKey(from.references.table));
      const bothLogged = changesLogging(pair) && referenced !== undefined && changesLogging(referenced);
      if (gone.has(key) || bothLogged || !staysComparable(from, pair, referenced, enums)) {
        keys.add(objectKey(constraintName(pair.from, from)));
      }
    }
  }
}

/** Of two tables that both change, neither can be first while a foreign key stands between them. */
function changesLogging({ from, to }: Pair<Table>): boolean {
  return from.unlogged !== to.unlogged;
}

/** What a foreign key may point at and what is dropped: primary key, unique constraint, unique index. */
function keysThatGo(pair: Pair<Table>, rebuilt: ReadonlySet<string>): readonly string[] {
  const constraints = matchConstraints(pair);
  const staying = [...constraints.same, ...constraints.renamed].map(({ from }) => from);
  const isKey = (constraint: Constraint): boolean => constraint.kind === 'primaryKey' || constraint.kind === 'unique';
  const goes = (constraint: Constraint): boolean =>
    !staying.includes(constraint) || rebuilt.has(objectKey(constraintName(pair.from, constraint)));
  const fromConstraints = constraintsOf(pair.from)
    .filter((constraint) => isKey(constraint) && goes(constraint))
    .map((constraint) => targetKey(pair.from, 'columns' in constraint ? constraint.columns : []));
  const indexes = matchIndexes(pair);
  const stayingIndexes = [...indexes.same, ...indexes.renamed].map(({ from }) => from);
  const indexGoes = (index: Index): boolean =>
    !stayingIndexes.includes(index) || rebuilt.has(objectKey(indexName(pair.from, index)));
  const fromIndexes = pair.from.indexes
    .filter((index) => index.unique && indexGoes(index))
    .map((index) =>
      targetKey(
        pair.from,
        index.keys.map((key) => key.column ?? ''),
      ),
    );
  return [...fromConstraints, ...fromIndexes];
}

function targetKey(table: QualifiedName, columns: readonly string[]): string {
  return JSON.stringify([nameKey(table), [...columns].sort()]);
}

function staysComparable(
  key: ForeignKey,
  pair: Pair<Table>,
  referenced: Pair<Table> | undefined,
  enums: ReadonlySet<string>,
): boolean {
  return key.columns.every((name, index) => {
    const own = bothTypes(pair, name);
    const theirs = referenced === undefined ? [] : bothTypes(referenced, key.references.columns[index] ?? '');
    const all = [...own, ...theirs];
    if (all.some((column) => enums.has(nameKey(column.type)))) return false;
    // What has been compared so far goes on being compared, whatever the two types are.
    if (!isRetyped(own) && !isRetyped(theirs)) return true;
    return comparable(all.map((column) => column.type));
  });
}

function isRetyped([from, to]: readonly Column[]): boolean {
  return from !== undefined && to !== undefined && !sameType(from.type, to.type);
}

function bothTypes({ from, to }: Pair<Table>, name: string): readonly Column[] {
  return [from, to].flatMap((table) => table.columns.filter((column) => column.name === name));
}
