/**
 * All kinds of operations and what each tells of itself. A kind without a spec does not compile: `SPECS` is typed over every kind.
 * Nothing is known of any kind here; that stands in the files beside.
 */
import { alterTableSpecs } from './alter-table';
import type { Call } from './call';
import { columnStorageSpecs } from './column-storage';
import { columnSpecs } from './columns';
import { commentSpecs } from './comments';
import { constraintSpecs } from './constraints';
import { customSpecs } from './custom';
import { domainSpecs } from './domains';
import { enumSpecs } from './enums';
import { extensionSpecs } from './extensions';
import { indexSpecs } from './indexes';
import { madeObjectSpecs } from './made-objects';
import { manualSpecs } from './manual';
import type { Operation, OperationKind, OperationOf } from './operation';
import { partitionSpecs } from './partitions';
import { schemaSpecs } from './schemas';
import { sequenceSpecs } from './sequences';
import type { Footprint, OperationSpec } from './spec';
import type { Statement, StatementContext } from './statement';
import { suspendSpecs } from './suspend';
import { tableSpecs } from './tables';
import { viewSpecs } from './views';

type Specs = { readonly [Kind in OperationKind]: OperationSpec<Kind> };

const SPECS: Specs = {
  ...schemaSpecs,
  ...extensionSpecs,
  ...enumSpecs,
  ...sequenceSpecs,
  ...tableSpecs,
  ...alterTableSpecs,
  ...partitionSpecs,
  ...columnSpecs,
  ...columnStorageSpecs,
  ...constraintSpecs,
  ...indexSpecs,
  ...viewSpecs,
  ...madeObjectSpecs,
  ...domainSpecs,
  ...commentSpecs,
  ...suspendSpecs,
  ...manualSpecs,
  ...customSpecs,
};

/** Every kind there is: the verbs of `op`. */
export const operationKinds: readonly OperationKind[] = Object.keys(SPECS).filter(isOperationKind);

/** Whether a word is the verb of an operation. */
function isOperationKind(word: string): word is OperationKind {
  return Object.hasOwn(SPECS, word);
}

/** Lets the spec of a kind see only operations of that kind. */
function told<Kind extends OperationKind, Result>(
  kind: Kind,
  operation: OperationOf<Kind>,
  ask: (spec: OperationSpec<Kind>, operation: OperationOf<Kind>) => Result,
): Result {
  return ask(SPECS[kind], operation);
}

/** What an operation does, in a few words: `added column 'persons.credentials'`. Lower case, no full stop. */
export function describe(operation: Operation, defaultSchema: string): string {
  return told(operation.kind, operation, (spec, own) => spec.describe(own, defaultSchema));
}

/** What an operation touches, by name. Without the dependencies that only a catalog knows. */
export function footprint(operation: Operation): Footprint {
  return told(operation.kind, operation, (spec, own) => spec.footprint(own));
}

/** The operations that take it back, in order; `null`: there is no way, or the operation does not know enough. */
export function reverse(operation: Operation): readonly Operation[] | null {
  return told(operation.kind, operation, (spec, own) => spec.reverse(own));
}

/** The statements of an operation, in order. @throws NotCompilableError where this server has none. */
export function toStatements(operation: Operation, context: StatementContext): readonly Statement[] {
  return told(operation.kind, operation, (spec, own) => spec.toStatements(own, context));
}

/** The call that stands for it in a revision file. */
export function toCall(operation: Operation, defaultSchema: string): Call {
  return told(operation.kind, operation, (spec, own) => spec.toCall(own, defaultSchema));
}

/**
 * The operation that a call of a revision file stands for.
 * @throws CallError when the arguments do not fit.
 */
export function fromCall(verb: OperationKind, args: readonly unknown[], defaultSchema: string): Operation {
  return SPECS[verb].fromCall(args, defaultSchema);
}
