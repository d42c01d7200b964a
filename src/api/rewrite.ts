/**
 * Lets the configuration's `rewrite` have its word on the operations that were found, and refuses what are no operations. It must never
 * be asked about a comparison with the history: what a revision holds is the revision's.
 */
import type { Config, RevisionPlan, RewriteContext } from '../config';
import { ExtensionPointError } from '../errors/loading';
import type { Operation } from '../operations/operation';
import { operationKinds } from '../operations/specs';

export type Rewriter = (plan: RevisionPlan, context: RewriteContext) => RevisionPlan;

/** What the configuration says; the plan as it is where it says nothing. @throws ExtensionPointError */
export function rewriter({ rewrite }: Pick<Config, 'rewrite'>): Rewriter {
  if (rewrite === null) return (plan) => plan;
  return (plan, context) => {
    const given = rewrite(plan, context);
    if (typeof given !== 'object' || given === null || !('upgrade' in given) || !('downgrade' in given)) {
      throw new ExtensionPointError('rewrite', 'it must give { upgrade, downgrade }');
    }
    return { upgrade: operations('upgrade', given.upgrade), downgrade: operations('downgrade', given.downgrade) };
  };
}

function operations(body: string, value: unknown): readonly Operation[] {
  if (!Array.isArray(value)) throw new ExtensionPointError('rewrite', `${body} must be a list of operations`);
  const list: readonly unknown[] = value;
  return list.map((each, index) => {
    if (isOperation(each)) return each;
    throw new ExtensionPointError('rewrite', `${body}[${String(index)}] is no operation`);
  });
}

/** Its shape is TypeScript's to check; here only that it is of a kind there is. */
function isOperation(value: unknown): value is Operation {
  const kinds: readonly unknown[] = operationKinds;
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.includes(value.kind);
}
