/**
 * What the models say in SQL and PostgreSQL refuses: a misspelt function, an index over what is not immutable, a view over a column that
 * goes. No revision is written with it, as it could not run.
 */
import { createHash } from 'node:crypto';
import { onceKept } from '../files';
import { displayObject, objectKey } from '../schema/names';
import type { ObjectName } from '../schema/types';
import { engineVersion } from '../scratch/engine';
import { openScratch } from '../scratch/scratch';
import { byHandOf, mentionsOf, stayingTrials, tryOut, trialsOf } from '../settle/try-out';
import type { RefusedExpression, Trial, TriedOut } from '../settle/try-out';
import { cacheFile } from './project';
import type { Project } from './project';
import { ownPath } from './run-options';
import type { Difference } from './results';

/** In words, for people. */
export interface Refusal {
  /** `Post.title`; `null`: no entity is known of it. */
  readonly entity: string | null;
  /** `check CHK_title of posts` */
  readonly object: string;
  readonly expression: string;
  readonly reason: string;
}

/** Raised when the shape of what is kept changes. */
const CACHE_FORMAT = 2;

/**
 * Tries on a throw-away database what the difference brings, and what the models keep over what it takes away; nothing is opened where
 * there is no such expression.
 */
export async function refusedExpressions(project: Project, difference: Difference): Promise<readonly Refusal[]> {
  const { origins } = await project.model();
  const trials = trialsIn(difference, (object) => origins.has(objectKey(object)));
  if (trials.length === 0) return [];
  const defaultSchema = await project.defaultSchema();
  const path = [...new Set([defaultSchema, ...(await ownPath(project)), 'public'])];
  const kept = cacheFile(project, `tried-${keyOf(difference, trials, path)}.json`);
  const { refused, unsure } = await onceKept(kept, () => tried(difference, trials, path));
  // What the throw-away database lacks may be what the server speaks of: the comparison's own warnings must do.
  if (unsure) return [];
  return refused.map((each) => inWords(each, origins.get(objectKey(each.object)), defaultSchema));
}

/** Each object once: what an operation makes is tried as it makes it. */
function trialsIn(difference: Difference, isDeclared: (object: ObjectName) => boolean): readonly Trial[] {
  const brought = trialsOf(difference.operations);
  const known = new Set(brought.map(({ object }) => objectKey(object)));
  return [...brought, ...stayingTrials(difference, isDeclared).filter(({ object }) => !known.has(objectKey(object)))];
}

/** Everything that the outcome follows from: what is tried, beside what, where, and on which PostgreSQL. */
function keyOf({ operations, target }: Difference, trials: readonly Trial[], path: readonly string[]): string {
  const { namespaces, extensions, enums, sequences, tables, views, others } = target;
  const beside = [namespaces, extensions, enums, sequences, tables, views, others];
  return createHash('sha256')
    .update(JSON.stringify([CACHE_FORMAT, engineVersion(), path, trials, byHandOf(operations), beside]))
    .digest('hex');
}

async function tried(difference: Difference, trials: readonly Trial[], path: readonly string[]): Promise<TriedOut> {
  const scratch = await openScratch({ mentions: mentionsOf(difference) });
  try {
    return await tryOut(await scratch.session(), difference, trials, path);
  } finally {
    await scratch.close();
  }
}

function inWords(
  { object, expression, reason }: RefusedExpression,
  origin: { readonly entity: string; readonly property: string | null } | undefined,
  defaultSchema: string,
): Refusal {
  const kind = object.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const entity =
    origin === undefined ? null : [origin.entity, origin.property].filter((part) => part !== null).join('.');
  return { entity, object: `${kind} ${displayObject(object, defaultSchema)}`, expression, reason };
}
