/**
 * Accepted renames, applied to the database as data before anything is compared: nothing downstream knows the old name. Names that
 * were derived from what is renamed follow it to the names that the model now derives.
 * It must never rename on its own: every rename here was asked for.
 */
import type { Operation } from '../operations/operation';
import type { ModelSchema } from '../schema/model';
import { byCodeUnit, nameKey } from '../schema/names';
import type { DatabaseSchema, Namespace, QualifiedName } from '../schema/types';
import { followDerivedNames } from './derived-names';
import type { Rename } from './rename';
import { applyColumnRename, applyEnumRename, applyEnumValueRename, applyTableRename } from './rename-data';

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

/** Tables first, then columns, whose tables may be given by the old name or the new one. */
export function applyRenames(current: DatabaseSchema, renames: readonly Rename[], context: RenameContext): Renamed {
  const tables = new Map(
    renames.flatMap((rename) => (rename.kind === 'table' ? [[nameKey(rename.table), newName(rename)] as const] : [])),
  );
  const operations: Operation[] = [];
  let renamed = current;
  const touched = new Set<string>();
  const phases: readonly Rename['kind'][] = ['table', 'enum', 'enumValue', 'column'];
  for (const rename of phases.flatMap((kind) => renames.filter((one) => one.kind === kind))) {
    const settled = underNewName(rename, tables);
    const missing = missingNamespace(renamed, settled);
    operations.push(...missing.map((namespace): Operation => ({ kind: 'createSchema', namespace })));
    renamed = applyToData({ ...renamed, namespaces: [...renamed.namespaces, ...missing].sort(byNamespace) }, settled);
    operations.push(...toOperations(settled));
    if (settled.kind === 'table') touched.add(nameKey(newName(settled)));
    if (settled.kind === 'column') touched.add(nameKey(settled.table));
  }
  if (context.model === null || touched.size === 0) return { current: renamed, operations };
  const followed = followDerivedNames(renamed, context.model.schema, renames, touched);
  return { current: followed.current, operations: [...operations, ...followed.operations] };
}

function underNewName(rename: Rename, tables: ReadonlyMap<string, QualifiedName>): Rename {
  if (rename.kind !== 'column') return rename;
  const table = tables.get(nameKey(rename.table));
  return table === undefined ? rename : { ...rename, table };
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

function toOperations(rename: Rename): readonly Operation[] {
  const nameOf = ({ schema, name }: QualifiedName): QualifiedName => ({ schema, name });
  switch (rename.kind) {
    case 'table':
      return tableOperations(nameOf(rename.table), newName(rename));
    case 'column':
      return [{ kind: 'renameColumn', table: nameOf(rename.table), name: rename.name, to: rename.to }];
    case 'enum':
      return [{ kind: 'renameEnum', enum: nameOf(rename.enum), to: rename.to }];
    case 'enumValue':
      return [{ kind: 'renameEnumValue', enum: nameOf(rename.enum), value: rename.value, to: rename.to }];
  }
}

function tableOperations(table: QualifiedName, to: QualifiedName): readonly Operation[] {
  const moved: QualifiedName = { ...table, schema: to.schema };
  return [
    ...(table.schema === to.schema ? [] : [{ kind: 'moveTable' as const, table, toSchema: to.schema }]),
    ...(table.name === to.name ? [] : [{ kind: 'renameTable' as const, table: moved, to: to.name }]),
  ];
}
