/** Do models, migrations and database agree? Reads only. */
import { readCatalog } from '../catalog/read';
import { differencesOf } from '../operations/differences';
import type { SchemaDifference } from '../operations/differences';
import { lackingExtensions } from '../revisions/extensions';
import type { LackingExtension } from '../revisions/extensions';
import { onlyHead } from '../revisions/heads';
import { planUpgrade } from '../revisions/plan';
import type { Revision } from '../revisions/revision';
import type { DatabaseSchema } from '../schema/types';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { compareCurrent, compareWith, notReplayed } from './database-comparison';
import type { DeclaredEntity } from './declared-entities';
import { figuresOf, withFigures } from './figures';
import { modelsAhead } from './models-ahead';
import type { ModelsAhead } from './models-ahead';
import type { OperationNote } from './operation-notes';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { positionOf } from './position';
import { historyAsModel, replay } from './replay';
import type { Replayed } from './replay';
import { refusedExpressions } from './refused-expressions';
import type { Refusal } from './refused-expressions';
import type { Difference, Position } from './results';
import { sourceLines } from './source-lines';
import { stillDeclared } from './still-declared';

export interface CheckResult {
  /**
   * `behind`: only revisions are pending, the database is what the history says of its own revision. `lacks`: so it is, but a pending
   * revision requires an extension that the database does not have. `ahead`: so it is, but the models declare more than the newest
   * revision makes. `unmade`: models and database agree, at head, but the migrations make something else.
   */
  readonly state: 'agrees' | 'unmade' | 'differs' | 'behind' | 'lacks' | 'ahead';
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
  /** What the models declare and no revision makes: where revisions are pending, or where models and database agree. */
  readonly ahead: ModelsAhead | null;
  /** Extensions that pending revisions require and that somebody else has to make first. */
  readonly lacking: readonly LackingExtension[];
  /** Entities in source files whose tables would go, and that the data source does not know: no revision is written until then. */
  readonly declared: readonly DeclaredEntity[];
  /** What the models say in SQL and PostgreSQL refuses: no revision is written until then. */
  readonly refused: readonly Refusal[];
}

/**
 * Compares the models with the database; a database that is behind is compared with the history at its own revision instead, as what
 * is merely pending is no difference, and the models with the history at its head. The whole history is replayed. With several heads
 * nobody can tell what the history makes: nothing is compared.
 * @throws MultipleHeadsError, RevisionFileInvalidError, RevisionFailedError, NotAwaitedError, TransactionEndedError where a revision would run nowhere
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

function agrees(difference: Difference): boolean {
  return difference.operations.length === 0 && difference.questions.length === 0;
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

/** A database that is at an older revision: is it what that revision made, and do the newer ones make what the models declare? */
async function checkBehind(
  project: Project,
  current: DatabaseSchema,
  position: Position,
  answers: Answers,
): Promise<CheckResult> {
  const { at, heads } = position;
  const lacking = project.config.embedded.always ? [] : lackingExtensions(await pendingOf(project, at), current);
  const own = await replay(project, at, current);
  const newest = await replay(project, heads, withExtensions(current, lacking));
  const found = await compareWith(project, current, historyAsModel(own.schema), {
    at,
    answers: NO_ANSWERS,
    history: () => Promise.resolve(own),
  });
  const difference = withReplays(found, [own, newest]);
  const ahead = await modelsAhead(project, { current, own, newest, heads }, answers);
  return {
    state: stateBehind(position, difference, ahead, lacking),
    difference,
    position,
    compared: at.length === 0 ? 'an empty history' : `the history at ${at.join(', ')}`,
    differences: differencesOf(difference.operations, await project.defaultSchema(), current),
    figures: [],
    sources: [],
    ahead,
    lacking,
    declared: ahead === null ? [] : await stillDeclared(project, ahead.difference),
    refused: ahead === null ? [] : await refusedExpressions(project, ahead.difference),
  };
}

function stateBehind(
  { unfinished }: Position,
  difference: Difference,
  ahead: ModelsAhead | null,
  lacking: readonly LackingExtension[],
): CheckResult['state'] {
  // Of a way back that is begun nothing may be seen yet, and no upgrade goes on behind it.
  if (!agrees(difference) || unfinished?.direction === 'downgrade') return 'differs';
  if (ahead !== null) return 'ahead';
  return lacking.length > 0 ? 'lacks' : 'behind';
}

/** What is there once somebody has made what is lacking. */
function withExtensions(current: DatabaseSchema, lacking: readonly LackingExtension[]): DatabaseSchema {
  if (lacking.length === 0) return current;
  return { ...current, extensions: [...current.extensions, ...lacking.map(({ name }) => ({ name, schema: null }))] };
}

/** The revisions that an upgrade would run, in its order. */
async function pendingOf(project: Project, at: readonly string[]): Promise<readonly Revision[]> {
  const history = await project.history();
  return planUpgrade(history, at, history.heads).steps.map(({ revision }) => revision);
}

/** A history that cannot be replayed is told also where the comparison did not need it. */
function withReplays(difference: Difference, replays: readonly (Replayed | null)[]): Difference {
  const failure = replays.map((each) => each?.failure ?? null).find((each) => each !== null) ?? null;
  const others = difference.warnings.filter(({ code }) => code !== 'HISTORY_NOT_REPLAYED');
  return failure === null ? difference : { ...difference, warnings: [...others, notReplayed(failure)] };
}

/** What was tried is told once. */
function withoutRefusals(difference: Difference): Difference {
  return { ...difference, warnings: difference.warnings.filter(({ code }) => code !== 'EXPRESSION_REFUSED') };
}
