/**
 * Answers as people type them → answers as the comparison takes them. A name is looked up among what there is, never split at dots:
 * a column may have one in its name.
 */
import type { Rename } from '../compare/renames';
import { AnswerUnknownError } from '../errors/answers';
import { displayName, displayObject, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, EnumType, ObjectName, QualifiedName } from '../schema/types';
import type { Answers } from './answers';

export interface GivenAnswers {
  readonly renames: readonly Rename[];
  readonly drops: { readonly allowed: ReadonlySet<string>; readonly kept: ReadonlySet<string> };
  readonly different: ReadonlySet<string> | 'all';
}

/** @throws AnswerUnknownError for a name that is not in the database. */
export function readAnswers(
  answers: Answers,
  current: DatabaseSchema,
  model: DatabaseSchema,
  defaultSchema: string,
): GivenAnswers {
  // Most comparisons come without answers, and databases may be large.
  const named = answers.renames.length + answers.drops.length + answers.keeps.length > 0;
  const objects: Named = named ? droppable(current, defaultSchema) : new Map();
  const keys = (flag: string, names: readonly string[]): ReadonlySet<string> =>
    new Set(names.map((name) => objectKey(find(objects, flag, name, name))));
  return {
    renames: answers.renames.map((text) => readRename(text, objects, { current, model, defaultSchema })),
    drops: { allowed: keys('--drop', answers.drops), kept: keys('--keep', answers.keeps) },
    different: answers.noRenames ? 'all' : new Set(),
  };
}

type Named = ReadonlyMap<string, ObjectName>;

function droppable(current: DatabaseSchema, defaultSchema: string): Named {
  const objects = current.tables.flatMap((table) => [
    objectName('table', table.schema, table.name),
    ...table.columns.map((column) => objectName('column', table.schema, column.name, table.name)),
  ]);
  const named = new Map<string, ObjectName>();
  for (const object of objects) {
    named.set(displayObject(object, ''), object);
    named.set(displayObject(object, defaultSchema), object);
  }
  return named;
}

function find(objects: Named, flag: string, name: string, text: string): ObjectName {
  const found = objects.get(name);
  if (found === undefined) throw new AnswerUnknownError(flag, text, near(name, objects));
  return found;
}

function near(name: string, objects: Named): readonly string[] {
  const last = name.split('.').at(-1) ?? name;
  return [...objects.keys()]
    .filter((known) => known.includes(last) || known.startsWith(`${name.split('.')[0] ?? ''}.`))
    .slice(0, 5);
}

/** Both sides of a comparison, to look names up in. */
interface Sides {
  readonly current: DatabaseSchema;
  readonly model: DatabaseSchema;
  readonly defaultSchema: string;
}

function readRename(text: string, objects: Named, sides: Sides): Rename {
  const colon = text.lastIndexOf(':');
  const [from, to] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon <= 0 || to === '')
    throw new AnswerUnknownError('--rename', text, ['TABLE.COLUMN:NEW_NAME', 'TABLE:NEW_NAME']);
  const label = findLabel(from, sides.current.enums, sides.defaultSchema);
  if (label !== null) return { kind: 'enumValue', enum: label.enum, value: label.value, to };
  const object = find(objects, '--rename', from, text);
  if (object.kind === 'table') {
    const table = { schema: object.schema, name: object.name };
    return { kind: 'table', table, ...newTableName(table, to, sides) };
  }
  return { kind: 'column', table: { schema: object.schema, name: object.table ?? '' }, name: object.name, to };
}

/** A bare name in the same schema; or, where the model has no such table, the whole name of one that it has elsewhere. */
function newTableName(
  table: QualifiedName,
  to: string,
  { model, defaultSchema }: Sides,
): { to: string; toSchema?: string } {
  if (model.tables.some((each) => each.schema === table.schema && each.name === to)) return { to };
  const named = model.tables.find((each) => [displayName(each, ''), displayName(each, defaultSchema)].includes(to));
  return named === undefined ? { to } : { to: named.name, toSchema: named.schema };
}

function findLabel(
  text: string,
  enums: readonly EnumType[],
  defaultSchema: string,
): { enum: EnumType; value: string } | null {
  for (const type of enums) {
    for (const name of [displayName(type, ''), displayName(type, defaultSchema)]) {
      const value = text.startsWith(`${name}.`) ? text.slice(name.length + 1) : null;
      if (value !== null && type.labels.includes(value)) return { enum: type, value };
    }
  }
  return null;
}
