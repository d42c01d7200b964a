/**
 * Tables of links follow a rename: TypeORM makes the name of a junction table, and those of its columns, from the tables that it joins.
 * Only what differs in nothing but the table's name, with the same links, follows; anything else is asked.
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
  if (renamed.length === 0) return [];
  const known = new Map(current.tables.map((table) => [nameKey(table), table]));
  const wanted = new Set(model.tables.map(nameKey));
  const gone = current.tables.filter((table) => !wanted.has(nameKey(table)));
  return model.tables.flatMap((to) => {
    const own = known.get(nameKey(to));
    if (own !== undefined) return isOfLinks(own) && isOfLinks(to) ? columnsOf(own, to, renamed) : [];
    if (!junctions.has(nameKey(to))) return [];
    const [from, ...others] = gone.filter((table) => isSameJunction(table, to, renamed));
    return from === undefined || others.length > 0 ? [] : renamesOf(from, to);
  });
}

/** A table that has nothing but its foreign keys, whoever named it. */
function isOfLinks({ columns, foreignKeys, primaryKey }: Table): boolean {
  const joining = new Set(foreignKeys.flatMap((key) => key.columns));
  return columns.every(({ name }) => joining.has(name) && primaryKey?.columns.includes(name) === true);
}

/** Of a table of links that keeps its name: the columns that are called after a table that does not. */
function columnsOf(from: Table, to: Table, renamed: readonly RenamedTable[]): readonly Rename[] {
  const has = ({ columns }: Table, wanted: string): boolean => columns.some(({ name }) => name === wanted);
  return columnRenames(from, to, (name, next, joins) => {
    const one = renamed.find((each) => same(joins, plainName(each.to)));
    if (one === undefined || has(to, name) || has(from, next)) return false;
    return sharesRest({ name, part: one.from.name }, { name: next, part: one.to.name });
  });
}

function isSameJunction(from: Table, to: Table, renamed: readonly RenamedTable[]): boolean {
  const touched = renamed.filter((one) =>
    to.foreignKeys.some(({ references }) => same(references.table, plainName(one.to))),
  );
  if (touched.length === 0 || from.schema !== to.schema || from.columns.length !== to.columns.length) return false;
  if (!same(linksOf(from), linksOf(to))) return false;
  return touched.some((one) =>
    sharesRest({ name: from.name, part: one.from.name }, { name: to.name, part: one.to.name }),
  );
}

interface Part {
  readonly name: string;
  readonly part: string;
}

/** Whether both names are the same but for a part of each. */
function sharesRest(from: Part, to: Part): boolean {
  const rest = without(to.name, to.part);
  return without(from.name, from.part).some((each) => rest.includes(each));
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

/** The table, and its columns. */
function renamesOf(from: Table, to: Table): readonly Rename[] {
  return [{ kind: 'table', table: plainName(from), to: to.name }, ...columnRenames(from, to, () => true)];
}

/** Each column that joins the same table as before, where it is the only one to do so, if it `follows` that table. */
function columnRenames(
  from: Table,
  to: Table,
  follows: (name: string, next: string, joins: QualifiedName) => boolean,
): readonly Rename[] {
  const table = plainName(from);
  return to.foreignKeys.flatMap((key) => {
    const [own, ...others] = from.foreignKeys.filter((each) => linkOf(each) === linkOf(key));
    if (own === undefined || others.length > 0) return [];
    return key.columns.flatMap((column, index): readonly Rename[] => {
      const name = own.columns[index];
      if (name === undefined || name === column || !follows(name, column, plainName(key.references.table))) return [];
      return [{ kind: 'column', table, name, to: column }];
    });
  });
}
