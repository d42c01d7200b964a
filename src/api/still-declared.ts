/** What a difference would drop although the project's sources still declare it. Reads the sources as text; decides nothing. */
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { ObjectName } from '../schema/types';
import { undeclaredEntities } from './declared-entities';
import type { DeclaredEntity, Going } from './declared-entities';
import type { Project } from './project';
import type { Difference } from './results';

/** Entities of what a difference drops, or asks about. A glob that lost a file must never drop its table, whatever was answered. */
export async function stillDeclared(
  project: Project,
  { operations, questions }: Pick<Difference, 'operations' | 'questions'>,
): Promise<readonly DeclaredEntity[]> {
  const comingBack = new Set(operations.flatMap(broughtBack));
  const leaving = operations.filter((operation) => !comingBack.has(takenAway(operation) ?? ''));
  const going = [...leaving.flatMap(goingWith), ...questions.flatMap(({ object }) => goingAs(object))];
  return undeclaredEntities(project, going);
}

/** What an operation takes away, as a key; a view or a column that is only rebuilt comes back under its name. */
function takenAway(operation: Operation): string | null {
  if (operation.kind === 'dropView') return nameKey(operation.view);
  return operation.kind === 'dropColumn' ? `${nameKey(operation.table)} ${operation.name}` : null;
}

function broughtBack(operation: Operation): readonly string[] {
  if (operation.kind === 'createView') return [nameKey(operation.view)];
  return operation.kind === 'addColumn' ? [`${nameKey(operation.table)} ${operation.column.name}`] : [];
}

function goingWith(operation: Operation): readonly Going[] {
  switch (operation.kind) {
    case 'dropTable':
      return [{ table: operation.table, whole: true }];
    case 'dropView':
      return [{ table: operation.view, whole: true }];
    case 'dropColumn':
      return [{ table: operation.table, whole: false }];
    default:
      return [];
  }
}

/** What a question is about: a drop that is not yet answered, or a rename that may be one. */
function goingAs(object: ObjectName): readonly Going[] {
  if (object.kind === 'column') return [{ table: { schema: object.schema, name: object.table ?? '' }, whole: false }];
  return object.kind === 'table' ? [{ table: { schema: object.schema, name: object.name }, whole: true }] : [];
}
