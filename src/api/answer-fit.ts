/**
 * Whether answers fit what is compared: a rename leads from what the model has not to what it has, only what the model has not is
 * dropped or kept, and nothing is both. An answer that fits nothing is most often a slip of the pen, and must not pass in silence.
 */
import type { Rename } from '../compare/rename';
import { follow } from '../compare/rename-names';
import { sourceKey, targetKey } from '../compare/rename-order';
import { AnswerUnknownError, RenamedTwiceError, SchemaOfVersionTableError } from '../errors/answers';
import type { Operation } from '../operations/operation';
import type { ModelSchema } from '../schema/model';
import { displayName, displayObject, objectKey, objectName } from '../schema/names';
import { objectsOf } from '../schema/objects';
import type { ObjectName, QualifiedName } from '../schema/types';
import type { GivenAnswers } from './answer-flags';

interface Fitting {
  readonly defaultSchema: string;
  /** By `objectKey`. */
  readonly declared: ReadonlyMap<string, ObjectName>;
  readonly model: ModelSchema;
  /** What the renames come to. */
  readonly operations: readonly Operation[];
  /** `sourceKey` of renames that code or hints say: they may take a name that the model gives to something new. */
  readonly trusted: ReadonlySet<string>;
}

export interface FitOptions {
  readonly defaultSchema: string;
  readonly operations: readonly Operation[];
  readonly trusted: readonly Rename[];
  /** Tables that a rename of their schema must not take along while revisions run. */
  readonly versionTable: QualifiedName | null;
}

/** @throws AnswerUnknownError for the first that does not fit; RenamedTwiceError, SchemaOfVersionTableError */
export function refuseUnfit(answers: GivenAnswers, model: ModelSchema, options: FitOptions): void {
  // Most comparisons come without answers, and models may be large.
  if (answers.renames.length + answers.drops.allowed.size + answers.drops.kept.size === 0) return;
  const declared = new Map(objectsOf(model.schema).map((object) => [objectKey(object), object]));
  const fitting = { ...options, model, declared, trusted: new Set(options.trusted.map(sourceKey)) };
  refuseTwice(answers.renames, fitting);
  for (const rename of answers.renames) refuseRename(rename, answers.renames, fitting, options.versionTable);
  for (const key of [...answers.drops.allowed, ...answers.drops.kept]) {
    const flag = answers.drops.allowed.has(key) ? '--drop' : '--keep';
    const object = declared.get(key);
    if (object !== undefined) throw new AnswerUnknownError(flag, displayObject(object, options.defaultSchema), []);
    if (answers.drops.allowed.has(key) && answers.drops.kept.has(key))
      throw new AnswerUnknownError('--drop', `${nameOf(key)}, which --keep keeps,`, []);
  }
}

/** One thing has one new name, and one name is taken once. */
function refuseTwice(renames: readonly Rename[], { defaultSchema }: Fitting): void {
  for (const keyOf of [sourceKey, targetKey]) {
    const seen = new Map<string, Rename>();
    for (const rename of renames) {
      const before = seen.get(keyOf(rename));
      if (before !== undefined) {
        throw new RenamedTwiceError([before, rename].map((each) => renameText(each, defaultSchema)));
      }
      seen.set(keyOf(rename), rename);
    }
  }
}

function refuseRename(
  rename: Rename,
  all: readonly Rename[],
  fitting: Fitting,
  versionTable: QualifiedName | null,
): void {
  if (rename.kind === 'enum') return;
  if (rename.kind === 'enumValue') {
    if (!all.some((other) => other !== rename && targetKey(other) === sourceKey(rename))) refuseLabel(rename, fitting);
    return;
  }
  if (rename.kind === 'schema' && rename.name === versionTable?.schema)
    throw new SchemaOfVersionTableError(rename.name, displayName(versionTable, ''));
  const { declared, defaultSchema, trusted } = fitting;
  const [from, to] = ends(rename, fitting);
  const text = renameText(rename, defaultSchema);
  if (!declared.has(objectKey(to)))
    throw new AnswerUnknownError('--rename', text, siblings(from, [...declared.values()], defaultSchema));
  const taken =
    trusted.has(sourceKey(rename)) || all.some((other) => other !== rename && targetKey(other) === sourceKey(rename));
  if (declared.has(objectKey(from)) && !taken) throw new AnswerUnknownError('--rename', text, []);
}

/** An enum that the model does not have under this name keeps its own: then nothing can be said against its labels. */
function refuseLabel(
  rename: Extract<Rename, { kind: 'enumValue' }>,
  { model, operations, defaultSchema }: Fitting,
): void {
  const name = follow(objectName('enum', rename.enum.schema, rename.enum.name), operations);
  const type = model.schema.enums.find((each) => each.schema === name.schema && each.name === name.name);
  if (type === undefined || (type.labels.includes(rename.to) && !type.labels.includes(rename.value))) return;
  const candidates = type.labels.map((label) => `${displayName(type, defaultSchema)}.${rename.value}:${label}`);
  throw new AnswerUnknownError('--rename', renameText(rename, defaultSchema), candidates);
}

/** The last part of an `objectKey`, for a message. */
function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('\0') + 1);
}

/** What is renamed and what it is to be, under the names that what it lies in has in the model. */
function ends(
  rename: Extract<Rename, { kind: 'schema' | 'table' | 'column' }>,
  { operations }: Fitting,
): readonly [ObjectName, ObjectName] {
  if (rename.kind === 'schema')
    return [objectName('schema', rename.name, rename.name), objectName('schema', rename.to, rename.to)];
  const outer = operations.filter(
    ({ kind }) => kind === 'renameSchema' || (rename.kind === 'column' && kind !== 'renameColumn'),
  );
  const { schema, name } = rename.table;
  const table = follow(objectName('table', schema, name), outer);
  if (rename.kind === 'table') return [table, objectName('table', rename.toSchema ?? table.schema, rename.to)];
  const column = (own: string): ObjectName => objectName('column', table.schema, own, table.name);
  return [column(rename.name), column(rename.to)];
}

/** A rename as it is typed. */
export function renameText(rename: Rename, defaultSchema: string): string {
  switch (rename.kind) {
    case 'schema':
      return `${rename.name}:${rename.to}`;
    case 'table': {
      const to =
        rename.toSchema === undefined
          ? rename.to
          : displayName({ schema: rename.toSchema, name: rename.to }, defaultSchema);
      return `${displayName(rename.table, defaultSchema)}:${to}`;
    }
    case 'column':
      return `${displayName(rename.table, defaultSchema)}.${rename.name}:${rename.to}`;
    case 'enum':
      return `${displayName(rename.enum, defaultSchema)}:${rename.to}`;
    case 'enumValue':
      return `${displayName(rename.enum, defaultSchema)}.${rename.value}:${rename.to}`;
  }
}

/** What the model has in the same place. */
function siblings(object: ObjectName, declared: readonly ObjectName[], defaultSchema: string): readonly string[] {
  return declared
    .filter(
      ({ kind, schema, table }) =>
        kind === object.kind && (kind === 'schema' || (schema === object.schema && table === object.table)),
    )
    .map((each) => displayObject(each, defaultSchema))
    .slice(0, 5);
}
