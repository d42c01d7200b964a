/** Indexes of tables and materialized views that no constraint owns: a rename where only the name differs, else drop and create. */
import type { Operation, Pair } from '../operations/operation';
import { objectKey, objectName } from '../schema/names';
import type { Index, ObjectName, QualifiedName } from '../schema/types';
import { diffComment } from './comments';
import { match, structureKey, type Matching } from './match';
import type { Rebuilds } from './rebuild-set';

/** A table or a materialized view. */
interface Indexed extends QualifiedName {
  readonly indexes: readonly Index[];
}

export function indexName(table: QualifiedName, index: Index): ObjectName {
  return objectName('index', table.schema, index.name, table.name);
}

export function matchIndexes({ from, to }: Pair<Indexed>): Matching<Index> {
  return match(from.indexes, to.indexes, structureKey);
}

export function diffIndexes(tables: Pair<Indexed>, rebuilds: Rebuilds): readonly Operation[] {
  const table = { schema: tables.to.schema, name: tables.to.name };
  const { same, renamed, changed, dropped, added } = matchIndexes(tables);
  const comment = (pair: Pair<Index>): readonly Operation[] => diffComment(indexName(table, pair.to), pair);
  const rebuilt = (pair: Pair<Index>): boolean => rebuilds.has(objectKey(indexName(table, pair.from)));
  const again = ({ from, to }: Pair<Index>): readonly Operation[] => [dropIndex(table, from), createIndex(table, to)];
  return [
    ...same.flatMap((pair) => (rebuilt(pair) ? again(pair) : comment(pair))),
    ...renamed.flatMap((pair) => (rebuilt(pair) ? again(pair) : [rename(table, pair), ...comment(pair)])),
    ...changed.flatMap(again),
    ...dropped.map((index) => dropIndex(table, index)),
    ...added.map((index) => createIndex(table, index)),
  ];
}

export function createIndex(table: QualifiedName, index: Index): Operation {
  return { kind: 'createIndex', table, index, concurrently: false };
}

function dropIndex(table: QualifiedName, was: Index): Operation {
  return { kind: 'dropIndex', table, name: was.name, concurrently: false, was };
}

function rename(table: QualifiedName, { from, to }: Pair<Index>): Operation {
  return { kind: 'renameIndex', table, name: from.name, to: to.name };
}
