/**
 * Accepted renames, applied to the database as data before anything is compared: nothing downstream knows the old name. Names that
 * were derived from what is renamed follow it to the names that the model now derives.
 * It must never rename on its own: every rename here was asked for.
 */
import type { Operation } from '../operations/operation';
import type { ModelSchema } from '../schema/model';
import { byCodeUnit, nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, Namespace, QualifiedName } from '../schema/types';
import { followDerivedNames } from './derived-names';
import { followLinks } from './follow-links';
import { stepAside } from './rename-aside';
import type { Rename } from './rename';
import { applyColumnRename, applyEnumRename, applyEnumValueRename, applyTableRename } from './rename-data';
import { inOrder } from './rename-order';
import { follow } from './rename-names';
import { applySchemaRename } from './rename-schema';

export type { Rename };

type TableRename = Extract<Rename, { kind: 'table' }>;

export interface RenameContext {
  /** What the derived names follow; `null`: they stay. */
  readonly model: ModelSchema | null;
  readonly defaultSchema: string;
}

export interface Renamed {
  readonly current: DatabaseSchema;
  /** In order; each one's reverse, last first, is the way back. */
  readonly operations: readonly Operation[];
}

/**
 * Schemas first, then tables and columns, then labels. What lies in something that is renamed too may be given by the old name of that
 * or by the new one.
 */
export function applyRenames(current: DatabaseSchema, renames: readonly Rename[], context: RenameContext): Renamed {
  const outer = carried(['schema', 'table', 'enum'], renames, { current, operations: [] });
  const links = linksAfter(outer, renames, context);
  const all = [...renames, ...links];
  const named = carried(['column'], all, carried(['table'], links, outer));
  const touched = new Set(named.operations.flatMap((operation) => touchedBy(operation, named.operations)));
  return carried(['enumValue'], renames, followNames(named, all, touched, context));
}

function carried(kinds: readonly Rename['kind'][], renames: readonly Rename[], start: Renamed): Renamed {
  return kinds.reduce((before, kind) => {
    const own = renames.filter((one) => one.kind === kind);
    return inOrder(own.map((one) => underNewNames(one, before.operations))).reduce(carryOut, before);
  }, start);
}

function linksAfter(
  { current, operations }: Renamed,
  renames: readonly Rename[],
  { model }: RenameContext,
): readonly Rename[] {
  const tables = renames.flatMap((one) => (one.kind === 'table' ? [{ from: one.table, to: newName(one) }] : []));
  if (model === null) return [];
  const links = followLinks(current, model.schema, tables, new Set((model.junctions ?? []).map(nameKey)));
  // What a person said too is not done twice.
  const said = renames.map((one) => underNewNames(one, operations)).flatMap(renamedColumn);
  return links.filter((link) => !renamedColumn(link).some((key) => said.includes(key)));
}

function renamedColumn(rename: Rename): readonly string[] {
  return rename.kind === 'column' ? [`${nameKey(rename.table)}.${rename.name}`] : [];
}

function carryOut({ current: before, operations }: Renamed, rename: Rename): Renamed {
  const missing = missingNamespace(before, rename);
  const { current, operations: asides } = aside(before, rename);
  return {
    current: applyToData({ ...current, namespaces: [...current.namespaces, ...missing].sort(byNamespace) }, rename),
    operations: [
      ...operations,
      ...asides,
      ...missing.map((namespace): Operation => ({ kind: 'createSchema', namespace })),
      ...toOperations(rename, current),
    ],
  };
}

function aside(current: DatabaseSchema, rename: Rename): Renamed {
  return rename.kind === 'table' ? stepAside(current, rename.table, newName(rename)) : { current, operations: [] };
}

function followNames(
  renamed: Renamed,
  renames: readonly Rename[],
  touched: ReadonlySet<string>,
  { model }: RenameContext,
): Renamed {
  if (model === null || touched.size === 0) return renamed;
  const followed = followDerivedNames(renamed.current, model.schema, renames, touched);
  return { current: followed.current, operations: [...renamed.operations, ...followed.operations] };
}

/** The table, under the name that it has in the end, of which names may have been derived. */
function touchedBy(operation: Operation, all: readonly Operation[]): readonly string[] {
  if (operation.kind !== 'renameTable' && operation.kind !== 'moveTable' && operation.kind !== 'renameColumn')
    return [];
  const { schema, name } = operation.table;
  return [nameKey(follow(objectName('table', schema, name), all))];
}

function underNewNames(rename: Rename, operations: readonly Operation[]): Rename {
  const after = (kind: 'table' | 'enum', { schema, name }: QualifiedName): QualifiedName => {
    const found = follow(objectName(kind, schema, name), operations);
    return { schema: found.schema, name: found.name };
  };
  switch (rename.kind) {
    case 'schema':
      return rename;
    case 'table':
    case 'column':
      return { ...rename, table: after('table', rename.table) };
    case 'enum':
    case 'enumValue':
      return { ...rename, enum: after('enum', rename.enum) };
  }
}

function newName({ table, to, toSchema }: TableRename): QualifiedName {
  return { schema: toSchema ?? table.schema, name: to };
}

/** The schema that a table moves to, where the database does not have it yet. */
function missingNamespace({ namespaces }: DatabaseSchema, rename: Rename): readonly Namespace[] {
  if (rename.kind !== 'table') return [];
  const { schema } = newName(rename);
  return namespaces.some(({ name }) => name === schema) ? [] : [{ name: schema, comment: null }];
}

function byNamespace(one: Namespace, other: Namespace): number {
  return byCodeUnit(one.name, other.name);
}

function applyToData(current: DatabaseSchema, rename: Rename): DatabaseSchema {
  switch (rename.kind) {
    case 'schema':
      return applySchemaRename(current, rename.name, rename.to);
    case 'table':
      return applyTableRename(current, rename.table, newName(rename));
    case 'column':
      return applyColumnRename(current, rename.table, rename.name, rename.to);
    case 'enum':
      return applyEnumRename(current, rename.enum, rename.to);
    case 'enumValue':
      return applyEnumValueRename(current, rename.enum, rename.value, rename.to);
  }
}

function toOperations(rename: Rename, current: DatabaseSchema): readonly Operation[] {
  const nameOf = ({ schema, name }: QualifiedName): QualifiedName => ({ schema, name });
  switch (rename.kind) {
    case 'schema':
      return [{ kind: 'renameSchema', name: rename.name, to: rename.to }];
    case 'table':
      return tableOperations(nameOf(rename.table), newName(rename), current);
    case 'column':
      return [{ kind: 'renameColumn', table: nameOf(rename.table), name: rename.name, to: rename.to }];
    case 'enum':
      return [{ kind: 'renameEnum', enum: nameOf(rename.enum), to: rename.to }];
    case 'enumValue':
      return [{ kind: 'renameEnumValue', enum: nameOf(rename.enum), value: rename.value, to: rename.to }];
  }
}

/** It moves under its old name, unless something has that name there already. */
function tableOperations(table: QualifiedName, to: QualifiedName, current: DatabaseSchema): readonly Operation[] {
  const moved: QualifiedName = { ...table, schema: to.schema };
  const named: QualifiedName = { ...table, name: to.name };
  if (table.schema === to.schema) return table.name === to.name ? [] : [{ kind: 'renameTable', table, to: to.name }];
  if (table.name === to.name) return [{ kind: 'moveTable', table, toSchema: to.schema }];
  return isTaken(moved, current)
    ? [
        { kind: 'renameTable', table, to: to.name },
        { kind: 'moveTable', table: named, toSchema: to.schema },
      ]
    : [
        { kind: 'moveTable', table, toSchema: to.schema },
        { kind: 'renameTable', table: moved, to: to.name },
      ];
}

/** A table, and the type of its rows, share their names with views, sequences and enums. */
function isTaken(name: QualifiedName, { tables, views, sequences, enums }: DatabaseSchema): boolean {
  return [...tables, ...views, ...sequences, ...enums].some((each) => nameKey(each) === nameKey(name));
}
