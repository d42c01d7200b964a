/** A rename as people type it, `persons.name:full_name`, looked up among what there is. */
import type { Rename } from '../compare/rename';
import { AnswerUnknownError } from '../errors/answers';
import type { DatabaseSchema, EnumType, QualifiedName } from '../schema/types';
import { modelTable, type AnswerNames } from './answer-names';

/** Both sides of a comparison, to look names up in. */
export interface AnsweredSides {
  readonly current: DatabaseSchema;
  readonly model: DatabaseSchema;
  readonly defaultSchema: string;
}

/**
 * @returns null where nothing has the name before the colon
 * @throws AnswerUnknownError where there is no colon with a name on both sides
 */
export function readRename(flag: string, text: string, names: AnswerNames, sides: AnsweredSides): Rename | null {
  const colon = text.lastIndexOf(':');
  const [from, to] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon <= 0 || to === '')
    throw new AnswerUnknownError(flag, text, ['TABLE.COLUMN:NEW_NAME', 'TABLE:NEW_NAME', 'SCHEMA:NEW_NAME']);
  const label = findLabel(from, names.enums);
  if (label !== null) return { kind: 'enumValue', enum: label.enum, value: label.value, to };
  const object = names.objects.get(from);
  if (object?.kind === 'column')
    return { kind: 'column', table: { schema: object.schema, name: object.table ?? '' }, name: object.name, to };
  const table = object === undefined ? null : { schema: object.schema, name: object.name };
  const declared = table === null ? null : modelTable(sides.model, table, to, sides.defaultSchema);
  // A table may have the name of a schema: which of them is meant, the new name says.
  const isSchema = names.schemas.has(from) && sides.model.namespaces.some(({ name }) => name === to);
  if (isSchema && declared === null) return { kind: 'schema', name: from, to };
  return table === null ? null : { kind: 'table', table, ...newTableName(table, declared, to) };
}

/** A bare name in the same schema; or, where the model has no such table, the whole name of one that it has elsewhere. */
function newTableName(
  table: QualifiedName,
  declared: QualifiedName | null,
  to: string,
): { readonly to: string; readonly toSchema?: string } {
  if (declared === null || declared.schema === table.schema) return { to: declared?.name ?? to };
  return { to: declared.name, toSchema: declared.schema };
}

function findLabel(text: string, enums: ReadonlyMap<string, EnumType>): { enum: QualifiedName; value: string } | null {
  for (const [name, type] of enums) {
    const value = text.startsWith(`${name}.`) ? text.slice(name.length + 1) : null;
    if (value !== null && type.labels.includes(value)) return { enum: { schema: type.schema, name: type.name }, value };
  }
  return null;
}
