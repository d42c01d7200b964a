/** Tables: whole ones come and go here; what changes of one that stays stands with the kind of thing that changes. */
import { createConstraint } from '../operations/constraint-creation';
import type { Operation, Pair, TableChanges } from '../operations/operation';
import { nameKey, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, ForeignKey, QualifiedName, ReplicaIdentity, Table } from '../schema/types';
import { diffColumns, type ColumnContext } from './columns';
import { diffComment } from './comments';
import { constraintName, diffConstraints, dropConstraint, matchConstraints } from './constraints';
import { pairUp, same } from './equal';
import { createIndex, diffIndexes, indexName, matchIndexes } from './indexes';
import { inheritedColumns } from './inheritance';
import type { Rebuilds } from './rebuild-set';
import { singly, type Step } from './steps';

export function diffTables(current: DatabaseSchema, target: DatabaseSchema, context: ColumnContext): readonly Step[] {
  const { added, dropped, kept } = pairUp(current.tables, target.tables, nameKey);
  return [
    ...added.flatMap((table) => createTable(table, target, context)),
    ...kept.flatMap((pair) => alterTable(pair, context)),
    ...singly(dropped.flatMap((table) => detach(table, target))),
    ...singly(dropTables(dropped)),
  ];
}

function alterTable(pair: Pair<Table>, context: ColumnContext): readonly Step[] {
  // Where nothing stands on what changes, a table taken over as it is costs nothing.
  if (pair.from === pair.to && context.rebuilds.none) return [];
  const attributes: readonly Handler[] = Object.values(ATTRIBUTES);
  return attributes.flatMap((attribute) => attribute(pair, context));
}

type Handler = (pair: Pair<Table>, context: ColumnContext) => readonly Step[];

const constraints: Handler = (pair, context) => singly(diffConstraints(pair, context.rebuilds));
const withConstraints: Handler = () => [];
const withWhole: Handler = () => [];

/** One look at all constraints together: their names share one space, and one may take another's place. */
const ATTRIBUTES = {
  schema: () => [],
  name: () => [],
  // Another kind, another partition key: the table is made anew (`remade-tables.ts`) or attached.
  kind: () => [],
  unlogged: (pair, { rebuilds }) => singly(alterWhole(pair, rebuilds)),
  inherits: withWhole,
  partitionKey: () => [],
  bound: (pair) => singly(movePartition(pair)),
  // They follow from the parent's.
  parts: () => [],
  replicaIdentity: withWhole,
  storageParameters: withWhole,
  rowSecurity: withWhole,
  columns: diffColumns,
  primaryKey: constraints,
  uniques: withConstraints,
  checks: withConstraints,
  exclusions: withConstraints,
  foreignKeys: withConstraints,
  indexes: (pair, context) => singly(diffIndexes(pair, context.rebuilds)),
  comment: (pair) => singly(diffComment(objectName('table', pair.to.schema, pair.to.name), pair)),
} satisfies Record<keyof Table, Handler>;

/** What changes of a table as a whole, in one operation. The parent of a partition is its place, and moved apart. */
function alterWhole({ from, to }: Pair<Table>, rebuilds: Rebuilds): readonly Operation[] {
  const parents = (table: Table): Table['inherits'] => (table.bound === undefined ? table.inherits : []);
  const identity = { from: identityAfter({ from, to }, rebuilds), to: to.replicaIdentity ?? null };
  const inherits = { from: parents(from), to: parents(to) };
  const changes: TableChanges = {
    ...(from.unlogged === to.unlogged ? {} : { unlogged: { from: from.unlogged, to: to.unlogged } }),
    ...(same(from.storageParameters, to.storageParameters)
      ? {}
      : { storageParameters: { from: from.storageParameters, to: to.storageParameters } }),
    ...(from.rowSecurity === to.rowSecurity ? {} : { rowSecurity: { from: from.rowSecurity, to: to.rowSecurity } }),
    ...(same(inherits.from, inherits.to) ? {} : { inherits }),
    ...(same(identity.from, identity.to) ? {} : { replicaIdentity: identity }),
  };
  return Object.keys(changes).length === 0 ? [] : [{ kind: 'alterTable', table: nameOf(to), changes }];
}

/** The replica identity follows the index under another name, and is lost with one that is made anew: then there is none. */
function identityAfter(pair: Pair<Table>, rebuilds: Rebuilds): ReplicaIdentity | null {
  const identity = pair.from.replicaIdentity ?? null;
  if (typeof identity !== 'object' || identity === null) return identity;
  const [indexes, constraints] = [matchIndexes(pair), matchConstraints(pair)];
  const index = [...indexes.same, ...indexes.renamed].find(({ from }) => from.name === identity.index);
  if (index !== undefined)
    return rebuilds.has(objectKey(indexName(pair.from, index.from))) ? 'nothing' : { index: index.to.name };
  const key = [...constraints.same, ...constraints.renamed].find(({ from }) => from.name === identity.index);
  if (key === undefined || rebuilds.has(objectKey(constraintName(pair.from, key.from)))) return 'nothing';
  return { index: key.to.name };
}

/** A partition that gets other bounds, or another parent, is detached and attached again. */
function movePartition({ from, to }: Pair<Table>): readonly Operation[] {
  const [before, after] = [from.inherits[0], to.inherits[0]];
  if (from.bound === to.bound && (to.bound === undefined || same(before, after))) return [];
  const table = nameOf(to);
  return [
    ...(from.bound === undefined || before === undefined
      ? []
      : [{ kind: 'detachPartition', table, parent: before, bound: from.bound } as const]),
    ...(to.bound === undefined || after === undefined
      ? []
      : [{ kind: 'attachPartition', table, parent: after, bound: to.bound } as const]),
  ];
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}

/** What a new table has of its parents comes with them; what it has otherwise is altered. */
function createTable(table: Table, target: DatabaseSchema, context: ColumnContext): readonly Step[] {
  const name = nameOf(table);
  const identity = typeof table.replicaIdentity === 'object' ? table.replicaIdentity : null;
  const inherited = { ...table, columns: inheritedColumns(table, target) };
  return [
    ...singly([{ kind: 'createTable', table: { ...table, indexes: [], foreignKeys: [] } }]),
    ...diffColumns(
      { from: inherited, to: { ...table, columns: table.columns.filter((column) => column.inherited) } },
      context,
    ),
    ...singly(table.indexes.map((index) => createIndex(name, index))),
    ...singly(table.foreignKeys.map((key) => createConstraint(name, key))),
    ...(identity === null
      ? []
      : singly([{ kind: 'alterTable', table: name, changes: { replicaIdentity: { from: null, to: identity } } }])),
  ];
}

/** A foreign key that points at the parent holds on to its partitions; one that has left it may go. */
function detach(table: Table, { tables }: DatabaseSchema): readonly Operation[] {
  const [parent] = table.inherits;
  if (table.bound === undefined || parent === undefined) return [];
  if (!tables.some((each) => nameKey(each) === nameKey(parent))) return [];
  return [{ kind: 'detachPartition', table: nameOf(table), parent, bound: table.bound }];
}

/** Foreign keys among dropped tables that point in a circle go first; any other goes with its table. */
function dropTables(tables: readonly Table[]): readonly Operation[] {
  const reaches = reachability(tables);
  return tables.flatMap((table): readonly Operation[] => {
    const name = { schema: table.schema, name: table.name };
    const own = nameKey(table);
    const circular = (key: ForeignKey): boolean => {
      const other = nameKey(key.references.table);
      return other !== own && (reaches.get(other)?.has(own) ?? false);
    };
    const was = { ...table, foreignKeys: table.foreignKeys.filter((key) => !circular(key)) };
    return [
      ...table.foreignKeys.filter(circular).map((key) => dropConstraint(name, key)),
      { kind: 'dropTable', table: name, was },
    ];
  });
}

/** For each table, those that can be reached from it over foreign keys among the given ones. */
function reachability(tables: readonly Table[]): ReadonlyMap<string, ReadonlySet<string>> {
  const given = new Set(tables.map(nameKey));
  const direct = new Map(
    tables.map((table) => [
      nameKey(table),
      table.foreignKeys.map((key) => nameKey(key.references.table)).filter((key) => given.has(key)),
    ]),
  );
  return new Map(
    [...given].map((start) => {
      const found = new Set<string>();
      const queue = [...(direct.get(start) ?? [])];
      for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
        if (found.has(key)) continue;
        found.add(key);
        queue.push(...(direct.get(key) ?? []));
      }
      return [start, found];
    }),
  );
}
