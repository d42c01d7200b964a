/**
 * Renames that need no answer: `@RenamedFrom` in the entities, lines of the hints. Each counts only while the database has the old name
 * and not the new one, so that it is silent once it is carried out. It must never take an old name that is not exactly the one said.
 */
import { follow } from '../compare/rename-names';
import type { Rename } from '../compare/rename';
import type { Operation } from '../operations/operation';
import type { DeclaredRename, ModelSchema } from '../schema/model';
import { nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, QualifiedName, Table } from '../schema/types';

/** A rename under the names that the database has now, and who says it. */
export interface Said {
  readonly rename: Rename;
  readonly by: string;
  /** The line of the hints that says it. */
  readonly hint?: string;
}

/** How far the renames have come: what lies around the things of this kind has its final name in `renamed`. */
export interface Progress {
  readonly kind: Rename['kind'];
  readonly renamed: DatabaseSchema;
  /** What leads back to the names that the database has now. */
  readonly back: readonly Operation[];
}

/** What the decorators say of one kind of thing. */
export function saidByEntities({ renames = [] }: ModelSchema, { kind, renamed, back }: Progress): readonly Said[] {
  const own = renames.filter((each) => each.kind === kind);
  if (own.length === 0) return [];
  const tables = new Map(renamed.tables.map((table) => [nameKey(table), table]));
  return own.flatMap((each) => {
    const rename = pending(each, tables, renamed);
    if (rename === null) return [];
    const { entity, property } = each.origin;
    return [{ rename: underOldNames(rename, back), by: `@RenamedFrom of ${entity}${property ? `.${property}` : ''}` }];
  });
}

function pending(declared: DeclaredRename, tables: ReadonlyMap<string, Table>, renamed: DatabaseSchema): Rename | null {
  if (declared.kind === 'table') return pendingTable(declared, tables);
  const table = tables.get(nameKey(declared.table));
  if (table === undefined) return null;
  const { schema, name } = declared.table;
  if (declared.kind === 'column') {
    const columns = new Set(table.columns.map((column) => column.name));
    const from = declared.from.find((each) => columns.has(each));
    if (columns.has(declared.name) || from === undefined) return null;
    return { kind: 'column', table: { schema, name }, name: from, to: declared.name };
  }
  const type = table.columns.find((column) => column.name === declared.column)?.type;
  const labels = renamed.enums.find((each) => type !== undefined && nameKey(each) === nameKey(type))?.labels ?? [];
  if (type === undefined || labels.includes(declared.label) || !labels.includes(declared.from)) return null;
  const of = { schema: type.schema, name: type.name };
  return { kind: 'enumValue', enum: of, value: declared.from, to: declared.label };
}

function pendingTable(
  { table, from }: Extract<DeclaredRename, { kind: 'table' }>,
  tables: ReadonlyMap<string, Table>,
): Rename | null {
  const before = from.find((each) => tables.has(nameKey(each)));
  if (tables.has(nameKey(table)) || before === undefined) return null;
  const { schema, name } = before;
  return {
    kind: 'table',
    table: { schema, name },
    to: table.name,
    ...(schema === table.schema ? {} : { toSchema: table.schema }),
  };
}

function underOldNames(rename: Rename, back: readonly Operation[]): Rename {
  const before = (kind: 'table' | 'enum', { schema, name }: QualifiedName): QualifiedName => {
    const found = follow(objectName(kind, schema, name), back);
    return { schema: found.schema, name: found.name };
  };
  if (rename.kind === 'table') {
    const table = before('table', rename.table);
    // It moves to where the schema that it lies in is renamed to.
    const moves = rename.toSchema !== undefined || table.schema === rename.table.schema;
    return moves ? { ...rename, table } : { ...rename, table, toSchema: rename.table.schema };
  }
  if (rename.kind === 'column') return { ...rename, table: before('table', rename.table) };
  return rename.kind === 'enumValue' ? { ...rename, enum: before('enum', rename.enum) } : rename;
}

/** Two columns of one enum may both say what became of its label. */
export function withoutRepetition(said: readonly Said[]): readonly Said[] {
  const seen = new Set<string>();
  return said.filter(({ rename }) => {
    const key = JSON.stringify(rename);
    return seen.size < seen.add(key).size;
  });
}
