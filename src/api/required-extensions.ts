/**
 * Extensions between a history and another side of `diff`: one that a history only requires is made by nobody's revision, so that it is
 * asked for and never made, and never dropped. Pure.
 */
import type { Operation } from '../operations/operation';
import { quoteIdentifier } from '../schema/quote';

/** @param required of each side, the names of the extensions that its revisions require and do not make */
export function onlyRequired(
  operations: readonly Operation[],
  required: { readonly from: readonly string[]; readonly to: readonly string[] },
): { readonly operations: readonly Operation[]; readonly left: readonly string[] } {
  const stays = (operation: Operation): boolean =>
    operation.kind === 'dropExtension' && required.from.includes(operation.name);
  return {
    operations: operations.filter((operation) => !stays(operation)).map((operation) => asked(operation, required.to)),
    left: operations.flatMap((operation) =>
      operation.kind === 'dropExtension' && stays(operation)
        ? [`extension ${quoteIdentifier(operation.name)}: stays, as the history only requires it`]
        : [],
    ),
  };
}

function asked(operation: Operation, required: readonly string[]): Operation {
  return operation.kind === 'createExtension' && required.includes(operation.extension.name)
    ? { kind: 'requireExtension', name: operation.extension.name }
    : operation;
}
