/** Operations that must stay together: all but the last are carried out right before it, in the order they are given. */
import type { Operation } from '../operations/operation';

/** One operation, with what prepares it in front: an open step, or a value that fills. Never empty. */
export type Step = readonly [...prepares: Operation[], operation: Operation];

/** Each operation as a step of its own. */
export function singly(operations: readonly Operation[]): readonly Step[] {
  return operations.map((operation) => [operation]);
}

/** All of them as one step, so that nothing sorts them anew. */
export function inSequence(operations: readonly Operation[]): readonly Step[] {
  const last = operations.at(-1);
  return last === undefined ? [] : [[...operations.slice(0, -1), last]];
}

/** The operation that the others of a step prepare. */
function mainOf(step: Step): Operation {
  const main = step.at(-1);
  if (main === undefined) throw new TypeError('a step without an operation');
  return main;
}

/** Sorts steps by their main operations; `order` must give back the operations it was given, in its order, and may add others. */
export function orderSteps(
  steps: readonly Step[],
  order: (operations: readonly Operation[]) => readonly Operation[],
): readonly Operation[] {
  const prepares = new Map(
    steps.flatMap((step) => (step.length === 1 ? [] : [[mainOf(step), step.slice(0, -1)] as const])),
  );
  const ordered = order(steps.map(mainOf)).flatMap((operation) => {
    const before = prepares.get(operation) ?? [];
    prepares.delete(operation);
    return [...before, operation];
  });
  if (prepares.size > 0) throw new TypeError('an operation that others prepare came back as another one');
  return ordered;
}
