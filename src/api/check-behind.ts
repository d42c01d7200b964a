/**
 * `check` where revisions are pending: is the database what its own revision made, would the pending ones run on it, and do they make
 * what the models declare? Reads only.
 */
import { differencesOf } from '../operations/differences';
import { lackingExtensions } from '../revisions/extensions';
import type { LackingExtension } from '../revisions/extensions';
import { planUpgrade } from '../revisions/plan';
import type { Plan } from '../revisions/plan';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { agrees, withReplays } from './check-result';
import type { CheckResult } from './check-result';
import { compareWith } from './database-comparison';
import { besideRevision } from './half-applied';
import { heldObjects, heldWords } from './held';
import type { Held } from './held';
import { modelsAhead } from './models-ahead';
import { pendingFault } from './pending-fault';
import { pendingSteps } from './pending-steps';
import type { Project } from './project';
import { refusedExpressions } from './refused-expressions';
import { ELSEWHERE, historyAsModel, replay } from './replay';
import type { Replayed } from './replay';
import type { Difference, Position } from './results';
import { stillDeclared } from './still-declared';

/** What the revisions make: up to the database's own, and all of them. */
interface Replays {
  readonly own: Replayed;
  readonly newest: Replayed;
}

/** @throws StatementFailedError where a pending revision fails on any database that is what the history makes */
export async function checkBehind(
  project: Project,
  current: DatabaseSchema,
  position: Position,
  answers: Answers,
): Promise<CheckResult> {
  const { at, heads } = position;
  const history = await project.history();
  const plan = planUpgrade(history, at, history.heads);
  const pending = plan.steps.map(({ revision }) => revision);
  const lacking = project.config.embedded.always ? [] : lackingExtensions(pending, current);
  const own = await replay(project, at, current);
  const newest = await replay(project, heads, withExtensions(current, lacking));
  const replays = { own, newest };
  const found = await drift(project, current, position, replays);
  const fault = pendingFault(current, replays, agrees(found) && position.unfinished === undefined);
  if (fault !== null) throw fault.restate(ELSEWHERE);
  const objects = position.unfinished === undefined ? heldObjects(current, replays, pending) : [];
  const difference = withReplays(await withoutHeld(project, found, objects), [own, newest]);
  const ahead = await modelsAhead(project, { current, own, newest, heads }, answers);
  const open = await pendingSteps(project, plan);
  const held = await heldBy(project, current, objects, { newest, heads });
  return {
    state: stateBehind(position, { difference, ahead, lacking, open, held }),
    difference,
    position,
    compared: at.length === 0 ? 'an empty history' : `the history at ${at.join(', ')}`,
    differences: differencesOf(difference.operations, await project.defaultSchema(), current),
    figures: [],
    sources: [],
    ahead,
    lacking,
    open,
    held,
    declared: ahead === null ? [] : await stillDeclared(project, ahead.difference),
    refused: ahead === null ? [] : await refusedExpressions(project, ahead.difference),
  };
}

/** The database against the history at its own revision; what a revision has done in part is no drift. */
async function drift(
  project: Project,
  current: DatabaseSchema,
  position: Position,
  { own }: Replays,
): Promise<Difference> {
  const { at, unfinished } = position;
  const found = await compareWith(project, current, historyAsModel(own.schema), {
    at,
    answers: NO_ANSWERS,
    history: () => Promise.resolve(own),
  });
  if (unfinished?.direction !== 'upgrade' || own.failure !== null) return found;
  const { to }: Plan = planUpgrade(await project.history(), at, [unfinished.revision]);
  const after = await replay(project, to, current);
  const { server } = await project.connect();
  return besideRevision(found, { own, after }, { major: server.major, defaultSchema: await project.defaultSchema() });
}

/** Whether all of it is there is what tells which revision is to be stamped. */
async function heldBy(
  project: Project,
  current: DatabaseSchema,
  objects: readonly ObjectName[],
  { newest, heads }: { readonly newest: Replayed; readonly heads: readonly string[] },
): Promise<Held | null> {
  if (objects.length === 0) return null;
  const atHead = await compareWith(project, current, historyAsModel(newest.schema), {
    at: heads,
    answers: NO_ANSWERS,
    history: () => Promise.resolve(newest),
  });
  return { objects: heldWords(objects, await project.defaultSchema()), atHead: agrees(atHead) };
}

/** What revisions make is nobody else's. */
async function withoutHeld(project: Project, found: Difference, objects: readonly ObjectName[]): Promise<Difference> {
  const held = new Set(heldWords(objects, await project.defaultSchema()));
  return { ...found, unmanaged: found.unmanaged.filter((name) => !held.has(name)) };
}

function stateBehind(
  { unfinished }: Position,
  { difference, held, ahead, open, lacking }: Pick<CheckResult, 'difference' | 'held' | 'ahead' | 'open' | 'lacking'>,
): CheckResult['state'] {
  // Of a revision that is begun nothing may be seen yet, and no upgrade goes on behind a way back.
  if (!agrees(difference) || unfinished !== undefined) return 'differs';
  if (held !== null) return 'held';
  if (ahead !== null) return 'ahead';
  if (open.length > 0) return 'open';
  return lacking.length > 0 ? 'lacks' : 'behind';
}

/** What is there once somebody has made what is lacking. */
function withExtensions(current: DatabaseSchema, lacking: readonly LackingExtension[]): DatabaseSchema {
  if (lacking.length === 0) return current;
  return { ...current, extensions: [...current.extensions, ...lacking.map(({ name }) => ({ name, schema: null }))] };
}
