/**
 * Tables that PostgreSQL cannot turn into what they are to be: a plain table into a partitioned one, another partition key. They go and
 * come again, and with them their partitions, the views over them, and the foreign keys that point at them. An open step stands in
 * front: nothing is lost while there are rows.
 */
import type { Operation } from '../operations/operation';
import { displayName, nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, ObjectName, Table } from '../schema/types';
import { pairUp } from './equal';
import { viewName } from './views';

export interface Remade {
  /** What is there in between: neither the old nor the new ones. */
  readonly between: DatabaseSchema;
  readonly steps: readonly Operation[];
}

/** `null` where there is none, which is nearly always. */
export function remadeTables(current: DatabaseSchema, target: DatabaseSchema, defaultSchema: string): Remade | null {
  const remade = pairUp(current.tables, target.tables, nameKey).kept.filter(
    ({ from, to }) => from !== to && form(from) !== form(to),
  );
  if (remade.length === 0) return null;
  const gone = withPartitions(new Set(remade.map(({ from }) => nameKey(from))), current.tables);
  const steps = current.tables
    .filter((table) => gone.has(nameKey(table)) && holdsRows(table))
    .map((table): Operation => {
      const { schema, name } = table;
      const text = `copy the rows of ${displayName(table, defaultSchema)}: it is made anew, as PostgreSQL cannot change how a table is partitioned`;
      return { kind: 'todo', text, suggestion: null, table: { schema, name } };
    });
  return { between: without(current, gone), steps };
}

/** A partition is a table that is attached somewhere: that can be changed. */
function form({ kind, partitionKey }: Table): string {
  return `${kind === 'foreign' ? 'foreign' : ''} ${partitionKey ?? ''}`;
}

/** The rows of a partitioned table are those of its partitions. */
function holdsRows({ partitionKey }: Table): boolean {
  return partitionKey === null;
}

function withPartitions(gone: ReadonlySet<string>, tables: readonly Table[]): ReadonlySet<string> {
  const all = new Set(gone);
  let size = -1;
  while (size !== all.size) {
    size = all.size;
    for (const table of tables) {
      if (table.bound !== undefined && table.inherits.some((parent) => all.has(nameKey(parent))))
        all.add(nameKey(table));
    }
  }
  return all;
}

function without(schema: DatabaseSchema, gone: ReadonlySet<string>): DatabaseSchema {
  const views = viewsOver(schema, gone);
  const isGone = ({ schema: inSchema, table, name }: ObjectName): boolean => {
    const key = nameKey({ schema: inSchema, name: table ?? name });
    return gone.has(key) || views.has(key);
  };
  return {
    ...schema,
    tables: schema.tables
      .filter((table) => !gone.has(nameKey(table)))
      .map((table) => {
        const foreignKeys = table.foreignKeys.filter((key) => !gone.has(nameKey(key.references.table)));
        return foreignKeys.length === table.foreignKeys.length ? table : { ...table, foreignKeys };
      }),
    sequences: schema.sequences.filter(({ ownedBy }) => ownedBy === null || !gone.has(nameKey(ownedBy.table))),
    views: schema.views.filter((view) => !views.has(nameKey(view))),
    others: schema.others.filter((object) => object.table === null || !isGone(object)),
    grants: schema.grants.filter(({ on }) => !isGone(on)),
    dependencies: schema.dependencies.filter(({ dependent, referenced }) => !isGone(dependent) && !isGone(referenced)),
  };
}

/** The views that stand on these tables, or on one another over them. */
function viewsOver({ views, dependencies }: DatabaseSchema, gone: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const known = new Set(views.map((view) => objectKey(viewName(view))));
  let size = -1;
  while (size !== found.size) {
    size = found.size;
    for (const { dependent, referenced } of dependencies) {
      const beneath = nameKey({ schema: referenced.schema, name: referenced.table ?? referenced.name });
      if (known.has(objectKey(dependent)) && (gone.has(beneath) || found.has(beneath))) found.add(nameKey(dependent));
    }
  }
  return found;
}
