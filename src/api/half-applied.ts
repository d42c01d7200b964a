/**
 * What a revision that is applied in part leaves out of a comparison with the history below it: all that it touches, as this is on its
 * way from the one to the other. Reads no database; what somebody changed beside it stays a difference.
 */
import { diff } from '../compare/diff';
import type { Operation } from '../operations/operation';
import { footprint, toStatements } from '../operations/specs';
import type { StatementContext } from '../operations/statement';
import { mainObject, summarise } from '../operations/summary';
import { assess, findingsOf } from '../safety/assess';
import { headLines } from '../safety/headings';
import { displayObject, objectKey, objectName } from '../schema/names';
import type { ObjectName } from '../schema/types';
import type { Replayed } from './replay';
import type { Difference } from './results';

/**
 * The difference without what the revision touches.
 * @param own what the history makes below the revision
 * @param after the same with it; where it cannot be replayed nobody can tell what it touches, and nothing is left
 */
export function besideRevision(
  found: Difference,
  { own, after }: { readonly own: Replayed; readonly after: Replayed },
  context: StatementContext,
): Difference {
  const { defaultSchema } = context;
  const changes = diff(own.schema, after.schema, { defaultSchema });
  const all = changes.flatMap(objectsIn);
  const touched = new Set(all.map(objectKey));
  const comeOrGo = new Set(changes.flatMap(made).map(objectKey));
  const isBeside = (object: ObjectName | null): boolean => {
    if (after.failure !== null) return false;
    return object !== null && !touched.has(objectKey(object)) && !comeOrGo.has(objectKey(holder(object)));
  };
  const beside = (operations: readonly Operation[]): readonly Operation[] =>
    operations.filter((operation) => isBeside(mainObject(operation)));
  const names = new Set(all.map((object) => named(object, defaultSchema)));
  return {
    ...withOperations(found, beside(found.operations), beside(found.downgradeOperations), context),
    questions: found.questions.filter(({ object }) => isBeside(object)),
    unmanaged: found.unmanaged.filter((name) => !names.has(name)),
  };
}

function objectsIn(operation: Operation): readonly ObjectName[] {
  return [...made(operation), ...footprint(operation).alters];
}

/** What comes or goes. */
function made(operation: Operation): readonly ObjectName[] {
  const { creates, drops } = footprint(operation);
  return [...creates, ...drops];
}

/** The table of what lives inside one; anything else is its own. */
function holder(object: ObjectName): ObjectName {
  return object.table === null ? object : objectName('table', object.schema, object.table);
}

function named(object: ObjectName, defaultSchema: string): string {
  return `${object.kind} ${displayObject(object, defaultSchema)}`;
}

function withOperations(
  found: Difference,
  operations: readonly Operation[],
  downgradeOperations: readonly Operation[],
  context: StatementContext,
): Difference {
  const assessment = assess(operations, context);
  const losing = new Set(findingsOf(assessment, 'losesData').map(({ operation }) => operation));
  return {
    ...found,
    operations,
    downgradeOperations,
    summaries: summarise(operations, losing, context.defaultSchema),
    upgrade: operations.flatMap((each) => toStatements(each, context)),
    downgrade: downgradeOperations.flatMap((each) => toStatements(each, context)),
    assessment,
    downgradeAssessment: assess(downgradeOperations, context),
    head: headLines(assessment),
  };
}
