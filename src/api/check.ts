/** Do models, migrations and database agree? Reads only. */
import { readCatalog } from '../catalog/read';
import { differencesOf } from '../operations/differences';
import type { SchemaDifference } from '../operations/differences';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { compareWith, compareWithDatabase } from './database-comparison';
import { figuresOf } from './figures';
import type { OperationNote } from './operation-notes';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { positionOf } from './position';
import { historyAsModel, replay } from './replay';
import type { Difference, Position } from './results';
import { sourceLines } from './source-lines';

export interface CheckResult {
  /** `behind`: only revisions are pending, the database is what the history says of its own revision. */
  readonly state: 'agrees' | 'differs' | 'behind';
  readonly difference: Difference;
  readonly position: Position;
  /** What the database was compared with, for people: `14 entities`, `the history at 1a2b3c4d`. */
  readonly compared: string;
  /** The same operations, as what differs. */
  readonly differences: readonly SchemaDifference[];
  /** How many rows or values there are now, where some are lost. */
  readonly figures: readonly OperationNote[];
  /** Where in the project's sources the objects are declared. */
  readonly sources: readonly OperationNote[];
}

/**
 * Compares the models with the database; a database that is behind is compared with the history at its own revision instead, as what
 * is merely pending is no difference.
 */
export async function check(options: ProjectOptions & { readonly answers?: Answers } = {}): Promise<CheckResult> {
  return withProject(openProject(options), async (project) => {
    const position = await positionOf(project);
    if (position.pending > 0) return checkBehind(project, position);
    const difference = await compareWithDatabase(project, position.at, options.answers ?? NO_ANSWERS);
    return {
      state: agrees(difference) ? 'agrees' : 'differs',
      difference,
      position,
      compared: difference.entityCount === 1 ? '1 entity' : `${difference.entityCount} entities`,
      differences: differencesOf(difference.operations, await project.defaultSchema()),
      figures: await figuresOf(project, difference),
      sources: await sourceLines(project, difference.operations),
    };
  });
}

function agrees(difference: Difference): boolean {
  return difference.operations.length === 0 && difference.questions.length === 0;
}

/** A database that is at an older revision: is it what that revision made? */
async function checkBehind(project: Project, position: Position): Promise<CheckResult> {
  const session = await project.connect();
  const { schema: current } = await readCatalog(session, { onlySchema: true });
  const replayed = await replay(project, position.at, current);
  const compared = position.at.length === 0 ? 'an empty history' : `the history at ${position.at.join(', ')}`;
  const difference = await compareWith(project, current, historyAsModel(replayed.schema), position.at, NO_ANSWERS);
  const differences = differencesOf(difference.operations, await project.defaultSchema());
  return {
    state: agrees(difference) ? 'behind' : 'differs',
    difference,
    position,
    compared,
    differences,
    figures: [],
    sources: [],
  };
}
