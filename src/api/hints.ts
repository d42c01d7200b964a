/**
 * Answers that are kept with the code (`stillhead.hints.json`). A rename that stands there is carried out by the next revision, and says
 * nothing afterwards; a line that fits nothing is named. It must never fail a command: the file outlives what it speaks of.
 */
import { follow } from '../compare/rename-names';
import type { Rename } from '../compare/rename';
import { AnswerUnknownError } from '../errors/answers';
import type { Operation } from '../operations/operation';
import type { ModelWarning } from '../schema/model';
import { nameKey, objectKey, objectName } from '../schema/names';
import { objectsOf } from '../schema/objects';
import type { DatabaseSchema, QualifiedName } from '../schema/types';
import type { AnswerNames } from './answer-names';
import { readRename, type AnsweredSides } from './read-rename';

/** The hints of a project, as `config.ts` reads them. */
export interface GivenHints {
  readonly file: string;
  readonly renames: readonly string[];
  readonly different: readonly string[];
  readonly keeps: readonly string[];
}

/** How far a comparison has come with its renames. */
export interface HintProgress {
  readonly names: AnswerNames;
  /** What was renamed before. */
  readonly operations: readonly Operation[];
}

/** A rename of the hints that is still to be done; null: it is done, or fits nothing. */
export function openHint(text: string, { names, operations }: HintProgress, sides: AnsweredSides): Rename | null {
  const rename = readOrNull(text, names, sides);
  if (rename === null || has(sides.current, rename, operations) || !declares(sides.model, rename, operations))
    return null;
  return rename;
}

/** A warning for each line that neither does anything nor has done it. */
export function unknownHints(
  hints: GivenHints,
  used: ReadonlySet<string>,
  { names, operations }: HintProgress,
  sides: AnsweredSides,
): readonly ModelWarning[] {
  const renames = hints.renames.filter(
    (text) => !used.has(text) && !isDone(text, { names, operations }, sides, hints.renames),
  );
  const different = hints.different.filter((text) => readOrNull(text, names, sides) === null);
  const keeps = hints.keeps.filter((text) => !names.objects.has(text));
  return [...renames, ...different, ...keeps].map((text) => ({
    code: 'HINT_UNKNOWN',
    message: `${hints.file}: '${text}' fits nothing in database and entities: correct it, or take it out`,
    object: null,
  }));
}

/** Lines of `different` and `keeps` that speak of what there is. */
export function fittingHints(
  { different, keeps }: GivenHints,
  names: AnswerNames,
  sides: AnsweredSides,
): { readonly different: readonly string[]; readonly keeps: readonly string[] } {
  const declared = new Set(objectsOf(sides.model).map(objectKey));
  return {
    different: different.filter((text) => readOrNull(text, names, sides) !== null),
    keeps: keeps.filter((text) => {
      const object = names.objects.get(text);
      return object !== undefined && !declared.has(objectKey(object));
    }),
  };
}

function readOrNull(text: string, names: AnswerNames, sides: AnsweredSides): Rename | null {
  try {
    return readRename('--rename', text, names, sides);
  } catch (error) {
    if (error instanceof AnswerUnknownError) return null;
    throw error;
  }
}

/** @param all the other renames: what was in a table that has another name by now is looked for there */
function isDone(
  text: string,
  { names, operations }: HintProgress,
  sides: AnsweredSides,
  all: readonly string[],
): boolean {
  const rename = readOrNull(text, names, sides);
  if (rename !== null) return has(sides.current, rename, operations);
  const colon = text.lastIndexOf(':');
  const [from, to] = [text.slice(0, colon), text.slice(colon + 1)];
  const outer = from.slice(0, Math.max(from.lastIndexOf('.'), 0));
  if (outer === '') return names.objects.has(to) || names.schemas.has(to);
  const moved = all.flatMap((other) => (other.startsWith(`${outer}:`) ? [other.slice(outer.length + 1)] : []));
  return [outer, ...moved].some(
    (place) => names.objects.has(`${place}.${to}`) || names.enums.get(place)?.labels.includes(to) === true,
  );
}

/** Whether the database has the new name already. */
function has(current: DatabaseSchema, rename: Rename, operations: readonly Operation[]): boolean {
  const { tables, enums, namespaces } = current;
  switch (rename.kind) {
    case 'schema':
      return namespaces.some(({ name }) => name === rename.to);
    case 'table': {
      const to = { schema: rename.toSchema ?? rename.table.schema, name: rename.to };
      return tables.some((table) => same(table, to));
    }
    case 'column': {
      const own = tables.find((table) => same(table, rename.table));
      return own?.columns.some(({ name }) => name === rename.to) === true;
    }
    case 'enum':
      return enums.some((type) => same(type, { ...rename.enum, name: rename.to }));
    case 'enumValue': {
      const after = follow(objectName('enum', rename.enum.schema, rename.enum.name), operations);
      return enums.some((type) => (same(type, rename.enum) || same(type, after)) && type.labels.includes(rename.to));
    }
  }
}

/** Whether the entities have the new name. */
function declares(model: DatabaseSchema, rename: Rename, operations: readonly Operation[]): boolean {
  const after = (kind: 'table' | 'enum', { schema, name }: QualifiedName) =>
    follow(objectName(kind, schema, name), operations);
  switch (rename.kind) {
    case 'schema':
      return model.namespaces.some(({ name }) => name === rename.to);
    case 'table': {
      const schema = rename.toSchema ?? after('table', rename.table).schema;
      return model.tables.some((table) => same(table, { schema, name: rename.to }));
    }
    case 'column': {
      const own = model.tables.find((table) => same(table, after('table', rename.table)));
      return own?.columns.some(({ name }) => name === rename.to) === true;
    }
    case 'enum':
    case 'enumValue': {
      const own = model.enums.find((type) => same(type, after('enum', rename.enum)));
      // An enum that keeps the name that the database gave it is another's to judge.
      return own === undefined || rename.kind === 'enum' || own.labels.includes(rename.to);
    }
  }
}

function same(one: QualifiedName, other: QualifiedName): boolean {
  return nameKey(one) === nameKey(other);
}
