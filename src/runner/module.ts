/** What a revision's file exports once it is loaded, checked against what its syntax said. */
import { StillheadError } from '../errors';
import { RevisionFileInvalidError } from '../errors/revisions';
import type { PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import { siteInStack } from './call-site';
import type { LoadRevision } from './options';
import { messageOf, stackOf } from './server-error';

/** A step of a plan with the function that does it. */
export interface LoadedStep {
  readonly step: PlanStep;
  readonly run: (op: unknown) => Promise<void>;
}

/**
 * Loads every file of a plan, in its order, before anything is run.
 * @throws RevisionFileInvalidError; or whatever the loader throws
 */
export async function loadSteps(
  steps: readonly PlanStep[],
  direction: Direction,
  load: LoadRevision,
): Promise<readonly LoadedStep[]> {
  const loaded: LoadedStep[] = [];
  for (const step of steps) {
    const exported = exportsOf(await loadFile(step, load), direction);
    loaded.push({ step, run: functionOf(step, exported, direction) });
  }
  return loaded;
}

async function loadFile(step: PlanStep, load: LoadRevision): Promise<unknown> {
  const { file } = step.revision;
  try {
    return await load(file);
  } catch (error) {
    if (error instanceof StillheadError) throw error;
    const stack = stackOf(error);
    // A syntax error shows its place before the stack, in a line of its own.
    const place = stack.split('\n').find((line) => line.startsWith(`${file}:`));
    const line =
      place === undefined
        ? siteInStack(step.revision, stack).line
        : Number(/:(\d+)/.exec(place.slice(file.length))?.[1]);
    throw new RevisionFileInvalidError(file, line, `it cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
}

/** A CommonJS module loaded by `import` stands under `default`. */
function exportsOf(loaded: unknown, direction: Direction): Readonly<Record<string, unknown>> {
  if (!isRecord(loaded)) return {};
  if (direction in loaded || !isRecord(loaded['default'])) return loaded;
  return exportsOf(loaded['default'], direction);
}

function functionOf(
  step: PlanStep,
  exported: Readonly<Record<string, unknown>>,
  direction: Direction,
): LoadedStep['run'] {
  const { id, file } = step.revision;
  const found = exported[direction];
  if (typeof found !== 'function')
    throw new RevisionFileInvalidError(file, null, `it exports no function \`${direction}\``);
  const said = exported['revision'];
  if (said !== undefined && said !== id) {
    throw new RevisionFileInvalidError(
      file,
      null,
      `its \`revision\` is ${JSON.stringify(said)} once loaded, and '${id}' in its text`,
    );
  }
  return async (op) => {
    await Reflect.apply(found, undefined, [op]);
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}
