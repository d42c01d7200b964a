/** Do models, migrations and database agree? Reads only. */
import { readCatalog } from '../catalog/read';
import { differencesOf } from '../operations/differences';
import { onlyHead } from '../revisions/heads';
import type { DatabaseSchema } from '../schema/types';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { checkBehind } from './check-behind';
import { agrees, withReplays } from './check-result';
import type { CheckResult } from './check-result';
import { compareCurrent } from './database-comparison';
import { figuresOf, withFigures } from './figures';
import { modelsAhead } from './models-ahead';
import type { ModelsAhead } from './models-ahead';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { positionOf } from './position';
import type { Replayed } from './replay';
import { refusedExpressions } from './refused-expressions';
import type { Difference, Position } from './results';
import { sourceLines } from './source-lines';
import { stillDeclared } from './still-declared';

/**
 * Compares the models with the database; a database that is behind is compared with the history at its own revision instead, as what
 * is merely pending is no difference, and the models with the history at its head. The whole history is replayed. With several heads
 * nobody can tell what the history makes: nothing is compared.
 * @throws MultipleHeadsError, RevisionFileInvalidError, RevisionFailedError, NotAwaitedError, TransactionEndedError,
 * StatementFailedError where a revision would run nowhere
 */
export async function check(options: ProjectOptions & { readonly answers?: Answers } = {}): Promise<CheckResult> {
  return withProject(openProject(options), async (project) => {
    const position = await positionOf(project);
    onlyHead(await project.history(), position.at, 'none is asked for');
    const session = await project.connect();
    const { schema: current } = await readCatalog(session, { onlySchema: true });
    const answers = options.answers ?? NO_ANSWERS;
    return position.pending > 0
      ? checkBehind(project, current, position, answers)
      : checkAtHead(project, current, position, answers);
  });
}

async function checkAtHead(
  project: Project,
  current: DatabaseSchema,
  position: Position,
  answers: Answers,
): Promise<CheckResult> {
  const { at } = position;
  const { found, replayed } = await compareCurrent(project, current, at, answers);
  const difference = withReplays(found, [replayed]);
  const refused = await refusedExpressions(project, difference);
  const questions = await withFigures(project, difference.questions);
  const unmade = agrees(difference) ? await notMade(project, current, replayed, position, answers) : null;
  return {
    state: unmade !== null ? 'unmade' : agrees(difference) ? 'agrees' : 'differs',
    difference: { ...(refused.length === 0 ? difference : withoutRefusals(difference)), questions },
    position,
    compared: difference.entityCount === 1 ? '1 entity' : `${difference.entityCount} entities`,
    differences: differencesOf(difference.operations, await project.defaultSchema(), current),
    figures: await figuresOf(project, difference),
    sources: await sourceLines(project, difference.operations),
    ahead: unmade,
    lacking: [],
    open: [],
    held: null,
    declared: await stillDeclared(project, difference),
    refused,
  };
}

/**
 * Where models and database agree: what the history makes otherwise, so that a new database would not be like this one. What a table or
 * view is that no revision makes nobody can say by the history; what was told of the models once is not told again.
 */
async function notMade(
  project: Project,
  current: DatabaseSchema,
  replayed: Replayed | null,
  { at }: Position,
  answers: Answers,
): Promise<ModelsAhead | null> {
  if (replayed === null) return null;
  const found = await modelsAhead(project, { current, own: replayed, newest: replayed, heads: at }, answers, true);
  return found === null ? null : { ...found, difference: { ...found.difference, warnings: [] } };
}

/** What was tried is told once. */
function withoutRefusals(difference: Difference): Difference {
  return { ...difference, warnings: difference.warnings.filter(({ code }) => code !== 'EXPRESSION_REFUSED') };
}
