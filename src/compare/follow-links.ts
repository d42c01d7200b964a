/**
 * Tables of links follow a rename: TypeORM makes the name of a junction table, and those of its columns, from the tables that it joins.
 * Only one whose name differs in nothing but the table's, with the same links, follows; anything else is asked.
 */
import { nameKey } from '../schema/names';
import type { DatabaseSchema, ForeignKey, QualifiedName, Table } from '../schema/types';
import { same } from './equal';
import type { Rename } from './rename';

interface RenamedTable {
  /** Before and after. */
  readonly from: QualifiedName;
  readonly to: QualifiedName;
}

/**
 * The renames of junction tables and their columns that follow those of the tables they join.
 * @param current the renames of tables are carried out
 * @param junctions `nameKey` of the tables of the model whose names nobody wrote
 */
export function followLinks(
  current: DatabaseSchema,
  model: DatabaseSchema,
  renamed: readonly RenamedTable[],
  junctions: ReadonlySet<string>,
): readonly Rename[] {
  if (junctions.size === 0 || renamed.length === 0) return [];
  const known = new Set(current.tables.map(nameKey));
  const wanted = new Set(model.tables.map(nameKey));
  const gone = current.tables.filter((table) => !wanted.has(nameKey(table)));
  const fresh = model.tables.filter((table) => junctions.has(nameKey(table)) && !known.has(nameKey(table)));
  return fresh.flatMap((to) => {
    const [from, ...others] = gone.filter((table) => isSameJunction(table, to, renamed));
    return from === undefined || others.length > 0 ? [] : renamesOf(from, to);
  });
}

function isSameJunction(from: Table, to: Table, renamed: readonly RenamedTable[]): boolean {
  const touched = renamed.filter((one) =>
    to.foreignKeys.some(({ references }) => same(references.table, plainName(one.to))),
  );
  if (touched.length === 0 || from.schema !== to.schema || from.columns.length !== to.columns.length) return false;
  if (!same(linksOf(from), linksOf(to))) return false;
  return touched.some((one) => {
    const rest = without(to.name, one.to.name);
    return without(from.name, one.from.name).some((each) => rest.includes(each));
  });
}

function plainName({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}

function linksOf({ foreignKeys }: Table): readonly string[] {
  return foreignKeys.map(linkOf).sort();
}

function linkOf({ references }: ForeignKey): string {
  return `${nameKey(references.table)} ${references.columns.join(' ')}`;
}

/** What is left of a name without another that is part of it, for each place where it stands. */
function without(name: string, part: string): readonly string[] {
  const [whole, own] = [name, part].map((each) => each.replace(/_/g, '').toLowerCase());
  const left: string[] = [];
  if (whole === undefined || own === undefined || own === '') return left;
  for (let at = whole.indexOf(own); at !== -1; at = whole.indexOf(own, at + 1)) {
    left.push(`${whole.slice(0, at)} ${whole.slice(at + own.length)}`);
  }
  return left;
}

/** The table, and each column that joins the same table where it is the only one to do so. */
function renamesOf(from: Table, to: Table): readonly Rename[] {
  const table = plainName(from);
  const columns = to.foreignKeys.flatMap((key): readonly Rename[] => {
    const [own, ...others] = from.foreignKeys.filter((each) => linkOf(each) === linkOf(key));
    if (own === undefined || others.length > 0) return [];
    return key.columns.flatMap((column, index) => {
      const name = own.columns[index];
      return name === undefined || name === column ? [] : [{ kind: 'column', table, name, to: column }];
    });
  });
  return [{ kind: 'table', table, to: to.name }, ...columns];
}
