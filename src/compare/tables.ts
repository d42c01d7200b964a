/** Tables: whole ones come and go here; what changes of one that stays stands with the kind of thing that changes. */
import { createConstraint } from '../operations/constraint-creation';
import type { Operation, Pair } from '../operations/operation';
import { displayName, nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, ForeignKey, Table } from '../schema/types';
import { diffColumns, type ColumnContext } from './columns';
import { diffComment } from './comments';
import { diffConstraints, dropConstraint } from './constraints';
import { pairUp, same } from './equal';
import { createIndex, diffIndexes } from './indexes';
import { singly, type Step } from './steps';

export function diffTables(current: DatabaseSchema, target: DatabaseSchema, context: ColumnContext): readonly Step[] {
  const { added, dropped, kept } = pairUp(current.tables, target.tables, nameKey);
  return [
    ...singly(added.flatMap(createTable)),
    ...kept.flatMap((pair) => alterTable(pair, context)),
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

/** One look at all constraints together: their names share one space, and one may take another's place. */
const ATTRIBUTES = {
  schema: () => [],
  name: () => [],
  kind: byHand('kind'),
  unlogged: byHand('unlogged'),
  inherits: byHand('inherits'),
  partitionKey: byHand('partitionKey'),
  storageParameters: byHand('storageParameters'),
  rowSecurity: byHand('rowSecurity'),
  columns: diffColumns,
  primaryKey: constraints,
  uniques: withConstraints,
  checks: withConstraints,
  exclusions: withConstraints,
  foreignKeys: withConstraints,
  indexes: (pair, context) => singly(diffIndexes(pair, context.rebuilds)),
  comment: (pair) => singly(diffComment(objectName('table', pair.to.schema, pair.to.name), pair)),
} satisfies Record<keyof Table, Handler>;

/** No operation changes these: the difference is named as an open step rather than passed over. */
function byHand(
  attribute: 'kind' | 'unlogged' | 'inherits' | 'partitionKey' | 'storageParameters' | 'rowSecurity',
): Handler {
  return ({ from, to }, { defaultSchema }) => {
    if (same(from[attribute], to[attribute])) return [];
    const values = `${JSON.stringify(from[attribute])} → ${JSON.stringify(to[attribute])}`;
    const text = `change ${attribute} of ${displayName(to, defaultSchema)} by hand: ${values}`;
    return [[{ kind: 'todo', text, suggestion: null, table: null }]];
  };
}

function createTable(table: Table): readonly Operation[] {
  const name = { schema: table.schema, name: table.name };
  return [
    { kind: 'createTable', table: { ...table, indexes: [], foreignKeys: [] } },
    ...table.indexes.map((index) => createIndex(name, index)),
    ...table.foreignKeys.map((key) => createConstraint(name, key)),
  ];
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
