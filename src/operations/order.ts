/**
 * The order in which operations can be carried out: one topological sort over their footprints. The same operations in any order give
 * the same list, grouped as people read them where nothing forces another order.
 *
 * In short: who needs a thing comes after who makes or changes it and before who drops it; who lets go of a thing comes before who
 * changes or drops it; and a name is given up before it is taken. Names that go round in a circle take a detour (`order-rewrites.ts`).
 */
import { OperationCycleError } from '../errors/operations';
import { trace } from '../log';
import type { Dependency, Table } from '../schema/types';
import type { Operation } from './operation';
import { graphOf, type Graph } from './order-graph';
import { byPreference } from './order-phases';
import { inSteps } from './order-rewrites';
import { describe } from './specs';

export interface OrderContext {
  /** What stands on what before and afterwards, in one list: what no operation says of itself (views, functions in defaults, …). */
  readonly dependencies: readonly Dependency[];
  readonly defaultSchema: string;
  /** The tables as they are to be: columns are added in the order that these have them. Default: by name. */
  readonly tables?: readonly Table[];
}

/**
 * The operations in an order in which they can be carried out; each is the very object that was given, but for the few that are
 * done in two steps.
 * @throws OperationCycleError where there is no such order, which no two schemas should lead to.
 */
export function order(operations: readonly Operation[], context: OrderContext): readonly Operation[] {
  const steps = inSteps(operations);
  const preferred = byPreference(steps.operations, context.defaultSchema, context.tables ?? []);
  const { dependencies, tables = [] } = context;
  const graph = graphOf(preferred, { dependencies, tables }, steps.detours);
  return walk(preferred, graph, context.defaultSchema);
}

/** A node whose predecessors are being put out, and how many of them are done. */
interface Visit {
  readonly node: number;
  done: number;
}

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/**
 * Puts out one operation after the other as they are preferred, each with what must come before it pulled up in front of it. With a
 * stack of its own: chains may be longer than the engine's.
 */
function walk(operations: readonly Operation[], graph: Graph, defaultSchema: string): readonly Operation[] {
  const state = new Uint8Array(graph.length);
  const ordered: Operation[] = [];
  const stack: Visit[] = [];
  const enter = (node: number): void => {
    state[node] = OPEN;
    stack.push({ node, done: 0 });
  };
  for (let start = 0; start < operations.length; start++) {
    if (state[start] === NEW) enter(start);
    for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
      const next = graph[visit.node]?.[visit.done++];
      if (next === undefined) {
        state[visit.node] = DONE;
        stack.pop();
        const operation = operations[visit.node];
        if (operation !== undefined) ordered.push(operation);
      } else if (state[next] === NEW) enter(next);
      else if (state[next] === OPEN) throw cycleError(operations, graph, cycleOn(stack, next), defaultSchema);
    }
  }
  return ordered;
}

/** The nodes from the one that was met again on, each before the next; the lowest comes first. */
function cycleOn(stack: readonly Visit[], node: number): readonly number[] {
  const nodes = stack.map((visit) => visit.node);
  const cycle = nodes.slice(nodes.lastIndexOf(node)).reverse();
  const lowest = cycle.indexOf(Math.min(...cycle));
  return [...cycle.slice(lowest), ...cycle.slice(0, lowest)];
}

function cycleError(
  operations: readonly Operation[],
  graph: Graph,
  cycle: readonly number[],
  defaultSchema: string,
): OperationCycleError {
  const words = (node: number): string => {
    const operation = operations[node];
    return operation === undefined
      ? `joint ${node}`
      : `${node} ${operation.kind}: ${describe(operation, defaultSchema)}`;
  };
  trace('order', () =>
    graph.map((before, node) => `${words(node)}  after ${before.join(', ') || 'nothing'}`).join('\n'),
  );
  const path = cycle.flatMap((node) => {
    const operation = operations[node];
    return operation === undefined ? [] : [describe(operation, defaultSchema)];
  });
  return new OperationCycleError([...path, ...path.slice(0, 1)]);
}
