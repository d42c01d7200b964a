/**
 * Whether answers fit what is compared: a rename leads from what the model has not to what it has, only what the model has not is
 * dropped or kept, and nothing is both. An answer that fits nothing is most often a slip of the pen, and must not pass in silence.
 */
import type { Rename } from '../compare/rename';
import { AnswerUnknownError } from '../errors/answers';
import type { ModelSchema } from '../schema/model';
import { displayObject, objectKey, objectName } from '../schema/names';
import { objectsOf } from '../schema/objects';
import type { ObjectName, QualifiedName } from '../schema/types';
import type { GivenAnswers } from './answer-flags';

/** @throws AnswerUnknownError for the first that does not fit */
export function refuseUnfit(answers: GivenAnswers, { schema }: ModelSchema, defaultSchema: string): void {
  // Most comparisons come without answers, and models may be large.
  if (answers.renames.length + answers.drops.allowed.size + answers.drops.kept.size === 0) return;
  const declared = new Map(objectsOf(schema).map((object) => [objectKey(object), object]));
  const tables = new Map(answers.renames.flatMap((rename) => (rename.kind === 'table' ? [newName(rename)] : [])));
  const named = (table: QualifiedName): QualifiedName => tables.get(keyOf(table)) ?? table;
  for (const rename of answers.renames) {
    if (rename.kind === 'enumValue' || rename.kind === 'enum') continue;
    const [from, to] = ends(rename, named(rename.table));
    const text = `${displayObject(from, defaultSchema)}:${rename.to}`;
    const candidates = siblings(from, [...declared.values()], defaultSchema);
    if (!declared.has(objectKey(to))) throw new AnswerUnknownError('--rename', text, candidates);
    const taken = answers.renames.some((other) => other !== rename && isTo(other, from));
    if (declared.has(objectKey(from)) && !taken) throw new AnswerUnknownError('--rename', text, []);
  }
  for (const key of [...answers.drops.allowed, ...answers.drops.kept]) {
    const flag = answers.drops.allowed.has(key) ? '--drop' : '--keep';
    const object = declared.get(key);
    if (object !== undefined) throw new AnswerUnknownError(flag, displayObject(object, defaultSchema), []);
    if (answers.drops.allowed.has(key) && answers.drops.kept.has(key))
      throw new AnswerUnknownError('--drop', `${nameOf(key)}, which --keep keeps,`, []);
  }
}

/** Two names that change places: each leads to where the other comes from. */
function isTo(rename: Rename, object: ObjectName): boolean {
  if (rename.kind === 'column')
    return object.kind === 'column' && rename.to === object.name && rename.table.schema === object.schema;
  return rename.kind === 'table' && object.kind === 'table' && rename.to === object.name;
}

/** The last part of an `objectKey`, for a message. */
function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('\0') + 1);
}

function newName(rename: Extract<Rename, { kind: 'table' }>): readonly [string, QualifiedName] {
  return [keyOf(rename.table), { schema: rename.toSchema ?? rename.table.schema, name: rename.to }];
}

function keyOf(table: QualifiedName): string {
  return objectKey(objectName('table', table.schema, table.name));
}

/** What is renamed and what it is to be, under the name that the table has in the model. */
function ends(
  rename: Extract<Rename, { kind: 'table' | 'column' }>,
  table: QualifiedName,
): readonly [ObjectName, ObjectName] {
  if (rename.kind === 'table') {
    const { schema, name } = rename.table;
    return [objectName('table', schema, name), objectName('table', rename.toSchema ?? schema, rename.to)];
  }
  const column = (name: string): ObjectName => objectName('column', table.schema, name, table.name);
  return [column(rename.name), column(rename.to)];
}

/** What the model has in the same place. */
function siblings(object: ObjectName, declared: readonly ObjectName[], defaultSchema: string): readonly string[] {
  return declared
    .filter(({ kind, schema, table }) => kind === object.kind && schema === object.schema && table === object.table)
    .map((each) => displayObject(each, defaultSchema))
    .slice(0, 5);
}
