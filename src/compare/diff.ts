/**
 * The difference of two schemas as operations: exact, in both directions, and without any policy. Equal schemas give none.
 * It must never leave anything out on purpose: what is not to be changed, `reconcile.ts` has taken over into the target.
 *
 * Objects that no operation makes (functions, triggers, policies) and rights are not compared here but named by `not-modelled.ts`;
 * where they stand in the way of a change beneath them they are taken down and put back.
 */
import type { Operation } from '../operations/operation';
import { order } from '../operations/order';
import type { DatabaseSchema, Dependency } from '../schema/types';
import type { ColumnContext } from './columns';
import { diffEnums, replacedEnums } from './enums';
import { renameEnums } from './enum-renames';
import { findRebuilds } from './rebuilds';
import { diffExtensions, diffNamespaces } from './schemas';
import { diffSequences } from './sequences';
import { unfoldSerials } from './serials';
import { columnsLeft, followParents, withParts } from './inheritance';
import { diffObjects } from './made-objects';
import { remadeTables } from './remade-tables';
import { replaceKeys } from './replaced-keys';
import { orderSteps, singly, type Step } from './steps';
import { suspension, withSuspension } from './suspend';
import { diffTables } from './tables';
import { onReturningTables, takenDown } from './taken-down';
import { changedViews, diffViews } from './views';

export interface DiffContext {
  readonly defaultSchema: string;
  /** The way back of another difference: what went with a table comes back with it. */
  readonly goesBack?: true;
}

interface Sides extends ColumnContext {
  readonly current: DatabaseSchema;
  readonly target: DatabaseSchema;
  /** `nameKey` of views that are taken down and put back as they are. */
  readonly suspended: ReadonlySet<string>;
}

const COLLECTIONS = {
  namespaces: ({ current, target }) => singly(diffNamespaces(current, target)),
  extensions: ({ current, target }) => singly(diffExtensions(current, target)),
  enums: ({ current, target, rebuilds }) => diffEnums(current, target, rebuilds),
  sequences: ({ current, target, rebuilds }) => singly(diffSequences(current, target, rebuilds)),
  tables: ({ current, target, ...context }) => diffTables(current, target, context),
  views: ({ current, target, rebuilds, suspended }) => singly(diffViews(current, target, rebuilds, suspended)),
  others: ({ current, target }) => singly(diffObjects(current, target)),
  grants: () => [],
  dependencies: () => [],
} satisfies Record<keyof DatabaseSchema, (sides: Sides) => readonly Step[]>;

/** All but the dependencies, which are put together when they are asked for. */
const COMPARED = ['namespaces', 'extensions', 'enums', 'sequences', 'tables', 'views', 'others', 'grants'] as const;

/** The operations that turn `from` into `target`, in an order in which they can be carried out. */
export function diff(from: DatabaseSchema, to: DatabaseSchema, context: DiffContext): readonly Operation[] {
  if (isSame(from, to)) return [];
  const remade = remadeTables(from, to, context.defaultSchema);
  if (remade === null) return differences(from, to, context);
  const { between, steps } = remade;
  return [...steps, ...differences(from, between, context), ...differences(between, to, context)];
}

/** Whether there is nothing to look into, as a comparison takes over whatever it finds equal: the very same objects, in the same order. */
function isSame(from: DatabaseSchema, to: DatabaseSchema): boolean {
  return COMPARED.every((collection) => {
    const others: readonly unknown[] = to[collection];
    return from[collection].length === others.length && from[collection].every((one, at) => one === others[at]);
  });
}

function differences(from: DatabaseSchema, to: DatabaseSchema, context: DiffContext): readonly Operation[] {
  const [folded, target] = unfoldSerials(withParts(from, to), withParts(to, from));
  const { current: renamed, operations: renames } = renameEnums(folded, target);
  const { current: replaced, columns, steps: keys } = replaceKeys(renamed, target);
  const current = followParents(replaced, target);
  const left = new Set(columnsLeft(replaced, target));
  const swapped = replacedEnums(current, target);
  const views = changedViews(current, target);
  const rebuilds = findRebuilds({ current, target, replacedEnums: swapped }, views);
  const suspended = suspension(current, target, rebuilds, { views, columns });
  const known = { rebuilds, suspended: suspended.views, replacedEnums: swapped, left, enums: target.enums };
  const sides: Sides = { ...context, current, target, ...known };
  const all = [...singly(renames), ...keys, ...Object.values(COLLECTIONS).flatMap((collection) => collection(sides))];
  const [detached, attached] = [all.filter(isOnly('detachPartition')), all.filter(isOnly('attachPartition'))];
  const steps = all.filter((step) => !detached.includes(step) && !attached.includes(step));
  if (all.length === 0) return [];
  const dependencies = [...new Set([...current.dependencies, ...target.dependencies])].filter(isOfView);
  const ordered = orderSteps(steps, (operations) =>
    order(operations, { dependencies, tables: target.tables, ...context }),
  );
  const { before, after } = takenDown(current, target, rebuilds, suspended);
  const back = context.goesBack === true ? onReturningTables(current, target) : [];
  // A partition follows its parent: it leaves before anything changes, and joins when all is as it is to be.
  const between = withSuspension([...ordered, ...attached.flat()], suspended);
  return [...before, ...detached.flat(), ...between, ...after, ...back];
}

function isOnly(kind: Operation['kind']): (step: Step) => boolean {
  return ([first]) => first.kind === kind;
}

/** Everything else says itself what it stands on; and on which side it does, which the two lists together do not. */
function isOfView({ dependent }: Dependency): boolean {
  return dependent.kind === 'view' || dependent.kind === 'materializedView';
}
