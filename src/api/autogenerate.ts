/** The difference between the models and the database, as operations and statements. Writes nothing. */
import { AnswerNeededError, StillDeclaredError } from '../errors/answers';
import { NotAtHeadError } from '../errors/revisions';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { compareWithDatabase } from './database-comparison';
import type { Operation } from '../operations/operation';
import { nameKey } from '../schema/names';
import type { ObjectName } from '../schema/types';
import { undeclaredEntities } from './declared-entities';
import type { Going } from './declared-entities';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { positionOf } from './position';
import type { Difference, Position } from './results';

export interface AutogenerateResult extends Difference {
  readonly position: Position;
}

/**
 * What would take the database to the models, and back. `renames`, `drops` and `keeps` answer what only a person can decide.
 * @throws AnswerNeededError, NotAtHeadError, StillDeclaredError, and what reading models and database throws
 */
export function autogenerate(options: ProjectOptions & Partial<Answers> = {}): Promise<AutogenerateResult> {
  const { renames, noRenames, drops, keeps, different = [] } = { ...NO_ANSWERS, ...options };
  return withProject(openProject(options), (project) =>
    autogenerateFor(project, { renames, noRenames, drops, keeps, different }),
  );
}

/** As `autogenerate`, on a project that is open. */
export async function autogenerateFor(project: Project, answers: Answers): Promise<AutogenerateResult> {
  const position = await positionOf(project);
  if (position.pending > 0) throw new NotAtHeadError(position.database, position.at, position.heads);
  const difference = await compareWithDatabase(project, position.at, answers);
  await refuseDeclared(project, difference);
  if (difference.questions.length > 0) throw new AnswerNeededError(difference.questions);
  return { ...difference, position };
}

/** A glob that lost a file must never drop its table, whatever was answered. */
async function refuseDeclared(project: Project, { operations, questions }: Difference): Promise<void> {
  const comingBack = new Set(operations.flatMap(broughtBack));
  const leaving = operations.filter((operation) => !comingBack.has(takenAway(operation) ?? ''));
  const going = [...leaving.flatMap(goingWith), ...questions.flatMap(({ object }) => goingAs(object))];
  const declared = await undeclaredEntities(project, going);
  if (declared.length > 0) throw new StillDeclaredError(declared);
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
