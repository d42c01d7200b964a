/** Runs revisions, forward and back, or writes the SQL that would. */
import { UsageError } from '../errors';
import { PartialRevisionError } from '../errors/running';
import { effectiveHeads } from '../revisions/graph';
import { lossesOf } from '../revisions/losses';
import { planDowngrade, planUpgrade } from '../revisions/plan';
import type { Plan, PlanStep } from '../revisions/plan';
import { resolveTarget } from '../revisions/targets';
import { assertEnvironment } from '../runner/environment';
import { toScript } from '../runner/offline';
import type { LockHolder, RunEvents } from '../runner/options';
import { runPlan } from '../runner/run';
import { findMetadataTable } from '../runner/typeorm-metadata';
import { readState } from '../runner/version-table';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import { storedPositionOf } from './position';
import type { Position } from './results';
import { runOptions } from './run-options';

export interface RunRequest extends ProjectOptions {
  /** An id or a unique prefix of it, `head`, `base`, `+N`, `-N`. */
  readonly target?: string;
  readonly progress?: RunProgress;
}

/** Called as things happen. */
export interface RunProgress {
  /** `steps` in words, as Alembic says it: `Running upgrade a -> b, add users`. */
  onPlan?(plan: {
    readonly position: Position;
    readonly to: readonly string[];
    readonly steps: readonly string[];
    /** Of a way back: the tables and columns that go with their values, as the files name them. */
    readonly losses: readonly string[];
  }): void;
  onStart?(words: string): void;
  onRevision?(ended: { readonly words: string; readonly milliseconds: number }): void;
  onWaiting?(text: string): void;
}

export interface RunResult {
  readonly database: string;
  readonly revisions: readonly { readonly revision: string; readonly milliseconds: number }[];
  /** Where the database is now; empty: base. */
  readonly at: readonly string[];
  readonly atHead: boolean;
  /** How many revisions are left to be run. */
  readonly pending: number;
}

/** Runs what is pending up to a target, `head` by default. @throws what `runPlan` throws; RevisionNotFoundError, MultipleHeadsError */
export function upgrade(request: RunRequest = {}): Promise<RunResult> {
  return run(request, 'upgrade', request.target ?? 'head');
}

/** Takes revisions back down to a target. @throws as `upgrade`, and IrreversibleError */
export function downgrade(request: RunRequest & { readonly target: string }): Promise<RunResult> {
  return run(request, 'downgrade', request.target);
}

/** The SQL of an upgrade for psql, from where the database is. @throws as `upgrade`, of what can be known before a statement is run */
export function upgradeScript(request: RunRequest = {}): Promise<string> {
  return script(request, 'upgrade', request.target ?? 'head');
}

/** The SQL of a downgrade for psql. */
export function downgradeScript(request: RunRequest & { readonly target: string }): Promise<string> {
  return script(request, 'downgrade', request.target);
}

async function run(request: RunRequest, direction: Plan['direction'], target: string): Promise<RunResult> {
  return withProject(openProject({ ...request, direct: true }), async (project) => {
    const { position, stored } = await storedPositionOf(project);
    const plan = await planOf(project, direction, stored, target);
    request.progress?.onPlan?.({
      position,
      to: plan.to,
      steps: plan.steps.map((step) => stepWords(direction, step)),
      losses: direction === 'upgrade' ? [] : plan.steps.flatMap((step) => lossesOf(step.revision, direction)),
    });
    const result = await runPlan(
      await project.connect(),
      plan,
      await runOptions(project, events(direction, request.progress ?? {})),
    );
    return {
      database: position.database,
      revisions: result.applied.map(({ id, milliseconds }) => ({
        revision: id,
        milliseconds: Math.round(milliseconds),
      })),
      ...(await placeOf(project, result.heads)),
    };
  });
}

/** Where a database is after a run: at head only where nothing is pending, of no branch. */
async function placeOf(
  project: Project,
  heads: readonly string[],
): Promise<Pick<RunResult, 'at' | 'atHead' | 'pending'>> {
  const history = await project.history();
  const at = effectiveHeads(history, heads);
  const pending = planUpgrade(history, heads, history.heads).steps.length;
  return { at, atHead: at.length > 0 && pending === 0, pending };
}

async function script(request: RunRequest, direction: Plan['direction'], target: string): Promise<string> {
  return withProject(openProject(request), async (project) => {
    const session = await project.connect();
    const { stored } = await storedPositionOf(project);
    const { progress } = await readState(session, await project.versionTable());
    if (progress !== null) throw new PartialRevisionError(progress.revision, progress.direction, progress.statements);
    await assertEnvironment(session, await project.versionTable(), project.config.environment);
    const plan = await planOf(project, direction, stored, target);
    const options = await runOptions(project);
    // A script speaks of TypeORM's own table only where the database has it: elsewhere it would be noise before a reader.
    const typeormMetadata = await findMetadataTable(session, options.typeormMetadata ?? null);
    return toScript(plan, { ...options, typeormMetadata, major: session.server.major });
  });
}

async function planOf(
  project: Project,
  direction: Plan['direction'],
  at: readonly string[],
  target: string,
): Promise<Plan> {
  if (direction === 'upgrade' && isBackward(target)) {
    throw new UsageError(`an upgrade leads forward, and ${target} back`, { hint: `stillhead downgrade ${target}` });
  }
  if (direction === 'downgrade' && /^\+\d+$/.test(target)) {
    throw new UsageError(`a downgrade leads back, and ${target} forward`, { hint: `stillhead upgrade ${target}` });
  }
  const history = await project.history();
  const targets = resolveTarget(history, at, target, direction === 'upgrade' ? '+' : '-');
  return direction === 'upgrade' ? planUpgrade(history, at, targets) : planDowngrade(history, at, targets);
}

/** As a target of an upgrade these would find nothing to do, and be taken for done. */
function isBackward(target: string): boolean {
  return target === 'base' || /^-\d+$/.test(target);
}

function events(direction: Plan['direction'], progress: RunProgress): RunEvents {
  return {
    onStart: (step) => progress.onStart?.(stepWords(direction, step)),
    onRetry: ({ attempt, reason }) =>
      progress.onWaiting?.(`attempt ${attempt} did not get its lock, trying again: ${reason}`),
    onEnd: (step, milliseconds) => progress.onRevision?.({ words: stepWords(direction, step), milliseconds }),
    onWaiting: (holder) => progress.onWaiting?.(waitingText(holder)),
  };
}

function stepWords(direction: Plan['direction'], { revision, before, after }: PlanStep): string {
  const place = (ids: readonly string[]): string => (ids.length === 0 ? 'base' : ids.join(', '));
  return `Running ${direction} ${place(before)} -> ${place(after)}, ${revision.message}`;
}

function waitingText(holder: LockHolder | null): string {
  if (holder === null) return 'waiting for another run on this database';
  const since = holder.since === null ? '' : `, since ${holder.since.toISOString()}`;
  return `waiting for another run on this database (pid ${holder.pid}${since})`;
}
