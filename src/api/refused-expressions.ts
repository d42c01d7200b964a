/**
 * What the models say in SQL and PostgreSQL refuses: a misspelt function, an index over what is not immutable. No revision is written
 * with it, as it could not run.
 */
import { displayObject, objectKey } from '../schema/names';
import { EMBEDDED_MAJOR } from '../scratch/engine';
import { openScratch } from '../scratch/scratch';
import { mentionsOf, tryOut, trialsOf } from '../settle/try-out';
import type { RefusedExpression } from '../settle/try-out';
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

/** Tries on a throw-away database what the difference brings; nothing is opened where it brings no expression. */
export async function refusedExpressions(project: Project, difference: Difference): Promise<readonly Refusal[]> {
  const trials = trialsOf(difference.operations);
  if (trials.length === 0) return [];
  const defaultSchema = await project.defaultSchema();
  const path = [...new Set([defaultSchema, ...(await ownPath(project)), 'public'])];
  const scratch = await openScratch({ mentions: mentionsOf(difference, { major: EMBEDDED_MAJOR, defaultSchema }) });
  try {
    const { refused, unsure } = await tryOut(await scratch.session(), difference, trials, path);
    // What the throw-away database lacks may be what the server speaks of: the comparison's own warnings must do.
    if (unsure) return [];
    const { origins } = await project.model();
    return refused.map((each) => inWords(each, origins.get(objectKey(each.object)), defaultSchema));
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
