/** Comments of objects that stay: the difference is one operation. An object that is created brings its comment along. */
import type { Operation, Pair } from '../operations/operation';
import type { ObjectName } from '../schema/types';

/** The operation that brings the comment of one object from one text to the other; nothing where both are the same. */
export function diffComment(
  object: ObjectName,
  { from, to }: Pair<{ readonly comment: string | null }>,
): readonly Operation[] {
  if (from.comment === to.comment) return [];
  return [{ kind: 'setComment', object, comment: { from: from.comment, to: to.comment } }];
}
