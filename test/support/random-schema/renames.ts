/** Answered renames of a random pair: those that fit what is made of its plans, and their mirror for the way back. */
import type { Rename } from '../../../src/compare/rename';
import { nameKey } from '../../../src/schema/names';
import type { DatabaseSchema, QualifiedName, Table } from '../../../src/schema/types';

/** The renames of which the old name is only on the one side and the new one only on the other. */
export function settledRenames(
  from: DatabaseSchema,
  to: DatabaseSchema,
  renames: readonly Rename[],
): readonly Rename[] {
  const targets = renames.flatMap((each) => (each.kind === 'table' ? [nameKey(newName(each))] : []));
  // Two tables cannot both take one name.
  const isAlone = (each: TableRename): boolean =>
    targets.filter((name) => name === nameKey(newName(each))).length === 1;
  const tables = renames.filter((each) => each.kind === 'table' && isAlone(each) && tableFits(each, from, to));
  const others = renames.filter((each) => each.kind !== 'table' && otherFits(each, from, to, tables));
  return [...tables, ...others];
}

type TableRename = Extract<Rename, { kind: 'table' }>;

function newName({ table, to, toSchema }: TableRename): QualifiedName {
  return { schema: toSchema ?? table.schema, name: to };
}

function tableFits(rename: Rename, from: DatabaseSchema, to: DatabaseSchema): boolean {
  if (rename.kind !== 'table') return false;
  const after = newName(rename);
  const old = tableOf(from, rename.table);
  if (old === null || tableOf(to, rename.table) !== null || tableOf(to, after) === null) return false;
  if (relations(from).has(nameKey(after)) || relations(to).has(nameKey(rename.table))) return false;
  // Renames come first: what is to go later cannot make room for what moves with the table.
  return !takesNames(old, after.schema, from) && !takesNames(tableOf(to, after), rename.table.schema, to);
}

/** Whether a table that moves to a schema would meet the name of an index or a sequence there. */
function takesNames(table: Table | null, schema: string, side: DatabaseSchema): boolean {
  if (table === null || table.schema === schema) return false;
  const own = side.tables.filter((each) => each.schema === schema).flatMap(insideNames);
  const views = side.views.filter((each) => each.schema === schema);
  const others = [...views, ...views.flatMap(({ indexes }) => indexes), ...side.sequences].map(({ name }) => name);
  return insideNames(table).some((name) => [...own, ...others].includes(name));
}

function insideNames(table: Table): readonly string[] {
  const keys = [table.primaryKey, ...table.uniques, ...table.exclusions, ...table.indexes];
  const sequences = table.columns.map(({ serial, identity }) => serial ?? identity?.sequence);
  return [...keys, ...sequences].flatMap((each) => each?.name ?? []);
}

/** All that a table's name may meet: of the first side too, since what has the name there may stay until later. */
function relations(schema: DatabaseSchema): ReadonlySet<string> {
  return new Set([...schema.tables, ...schema.views, ...schema.sequences, ...schema.enums].map(nameKey));
}

function tableOf(schema: DatabaseSchema, name: QualifiedName): Table | null {
  return schema.tables.find((each) => nameKey(each) === nameKey(name)) ?? null;
}

function otherFits(rename: Rename, from: DatabaseSchema, to: DatabaseSchema, tables: readonly Rename[]): boolean {
  switch (rename.kind) {
    case 'schema': {
      const has = (side: DatabaseSchema, schema: string): boolean =>
        side.namespaces.some(({ name }) => name === schema);
      return has(from, rename.name) && !has(to, rename.name) && has(to, rename.to) && !has(from, rename.to);
    }
    case 'table':
      return false;
    case 'column': {
      const after = tables.find((each) => each.kind === 'table' && nameKey(each.table) === nameKey(rename.table));
      const [old, next] = [
        tableOf(from, rename.table),
        tableOf(to, after?.kind === 'table' ? newName(after) : rename.table),
      ];
      const has = (table: Table | null, name: string): boolean =>
        table?.columns.some((each) => each.name === name) === true;
      return has(old, rename.name) && !has(next, rename.name) && !has(old, rename.to) && has(next, rename.to);
    }
    case 'enum': {
      const after = { schema: rename.enum.schema, name: rename.to };
      const has = (schema: DatabaseSchema, name: QualifiedName): boolean =>
        schema.enums.some((each) => nameKey(each) === nameKey(name));
      if (!has(from, rename.enum) || has(to, rename.enum) || !has(to, after)) return false;
      return !relations(from).has(nameKey(after)) && !relations(to).has(nameKey(rename.enum));
    }
    case 'enumValue': {
      const labels = (schema: DatabaseSchema): readonly string[] =>
        schema.enums.find((each) => nameKey(each) === nameKey(rename.enum))?.labels ?? [];
      const [before, after] = [labels(from), labels(to)];
      if (!before.includes(rename.value) || after.includes(rename.value)) return false;
      return !before.includes(rename.to) && after.includes(rename.to);
    }
  }
}

/** The way back: tables first have their old names again. */
export function mirrored(renames: readonly Rename[]): readonly Rename[] {
  const tables = renames.filter((each) => each.kind === 'table');
  return renames.map((rename): Rename => {
    switch (rename.kind) {
      case 'schema':
        return { kind: 'schema', name: rename.to, to: rename.name };
      case 'table': {
        const after = newName(rename);
        const { schema, name } = rename.table;
        return { kind: 'table', table: after, to: name, ...(after.schema === schema ? {} : { toSchema: schema }) };
      }
      case 'column': {
        const moved = tables.find((each) => nameKey(each.table) === nameKey(rename.table));
        return {
          ...rename,
          table: moved === undefined ? rename.table : newName(moved),
          name: rename.to,
          to: rename.name,
        };
      }
      case 'enum':
        return { kind: 'enum', enum: { schema: rename.enum.schema, name: rename.to }, to: rename.enum.name };
      case 'enumValue':
        return { ...rename, value: rename.to, to: rename.value };
    }
  });
}
