/**
 * The names by which answers speak of what there is: with the schema or without, before renames and after them. A name is looked up,
 * never split at dots: a column may have one in its name.
 */
import { follow } from '../compare/rename-names';
import type { Operation } from '../operations/operation';
import { displayName, displayObject, objectName } from '../schema/names';
import type { DatabaseSchema, EnumType, ObjectName, QualifiedName } from '../schema/types';

export interface AnswerNames {
  /** Tables and columns, under the names that they have now. */
  readonly objects: ReadonlyMap<string, ObjectName>;
  readonly schemas: ReadonlySet<string>;
  readonly enums: ReadonlyMap<string, EnumType>;
}

/** @param operations renames that were accepted: what they rename answers to both names, the old one first */
export function answerNames(
  { tables, enums, namespaces }: DatabaseSchema,
  defaultSchema: string,
  operations: readonly Operation[],
): AnswerNames {
  const objects = tables.flatMap((table) => [
    objectName('table', table.schema, table.name),
    ...table.columns.map((column) => objectName('column', table.schema, column.name, table.name)),
  ]);
  const types = enums.map((type) => [objectName('enum', type.schema, type.name), type] as const);
  return {
    objects: byNames(
      objects.map((object) => [object, object]),
      defaultSchema,
      operations,
    ),
    schemas: new Set(namespaces.map(({ name }) => name)),
    enums: byNames(types, defaultSchema, operations),
  };
}

function byNames<T>(
  entries: readonly (readonly [ObjectName, T])[],
  defaultSchema: string,
  operations: readonly Operation[],
): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  const add = (object: ObjectName, value: T): void => {
    for (const name of [displayObject(object, ''), displayObject(object, defaultSchema)])
      if (!named.has(name)) named.set(name, value);
  };
  for (const [object, value] of entries) add(object, value);
  if (operations.length > 0) for (const [object, value] of entries) add(follow(object, operations), value);
  return named;
}

/** The table of a model that a name stands for: bare beside the table that is renamed, or whole. */
export function modelTable(
  { tables }: DatabaseSchema,
  beside: QualifiedName,
  name: string,
  defaultSchema: string,
): QualifiedName | null {
  const near = tables.find((each) => each.schema === beside.schema && each.name === name);
  return (
    near ?? tables.find((each) => [displayName(each, ''), displayName(each, defaultSchema)].includes(name)) ?? null
  );
}

/** A few known names that are like one that is not. */
export function near(name: string, { objects }: AnswerNames): readonly string[] {
  const last = name.split('.').at(-1) ?? name;
  return [...objects.keys()]
    .filter((known) => known.includes(last) || known.startsWith(`${name.split('.')[0] ?? ''}.`))
    .slice(0, 5);
}
