/** The difference between the models and the database, as operations and statements. Writes nothing. */
import { AnswerNeededError, StillDeclaredError } from '../errors/answers';
import { ModelRefusedError } from '../errors/model';
import { NotAtHeadError } from '../errors/revisions';
import { PartialRevisionError } from '../errors/running';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { compareWithDatabase } from './database-comparison';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { positionOf } from './position';
import { withFigures } from './figures';
import { refusedExpressions } from './refused-expressions';
import type { Difference, Position } from './results';
import { stillDeclared } from './still-declared';

export interface AutogenerateResult extends Difference {
  readonly position: Position;
}

/**
 * What would take the database to the models, and back. `renames`, `drops` and `keeps` answer what only a person can decide.
 * @throws AnswerNeededError, NotAtHeadError, PartialRevisionError, StillDeclaredError, ModelRefusedError, and what reading models and database throws
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
  if (position.unfinished !== undefined) {
    const { revision, direction, statements } = position.unfinished;
    throw new PartialRevisionError(revision, direction, statements);
  }
  if (position.pending > 0) throw new NotAtHeadError(position.database, position.at, position.heads);
  const difference = await compareWithDatabase(project, position.at, answers);
  const declared = await stillDeclared(project, difference);
  if (declared.length > 0) throw new StillDeclaredError(declared);
  if (difference.questions.length > 0) {
    throw new AnswerNeededError(await withFigures(project, difference.questions));
  }
  const refused = await refusedExpressions(project, difference);
  if (refused.length > 0) throw new ModelRefusedError(refused);
  return { ...difference, position };
}
