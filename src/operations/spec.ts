/**
 * What every kind of operation must tell of itself. A kind without a spec does not compile (`specs.ts`).
 * Each spec stands in the file of its kind of object (`columns.ts`, `enums.ts`, …), all with these five answers.
 */
import type { ObjectName } from '../schema/types';
import type { Call } from './call';
import type { Operation, OperationKind, OperationOf } from './operation';
import type { Statement, StatementContext } from './statement';

/**
 * What an operation touches; `order.ts` sorts by it. `alters` and `drops` and `needs` must exist before; `creates` exist after;
 * `frees` are objects that something else may only drop or change once this operation has let go of them (a dropped foreign key
 * frees the key it pointed at).
 */
export interface Footprint {
  readonly creates: readonly ObjectName[];
  readonly alters: readonly ObjectName[];
  readonly drops: readonly ObjectName[];
  readonly needs: readonly ObjectName[];
  readonly frees: readonly ObjectName[];
}

export interface OperationSpec<K extends OperationKind> {
  /** `added column 'persons.credentials'`: what stands behind "Detected" in a report; lower case, no full stop. */
  describe(operation: OperationOf<K>, defaultSchema: string): string;
  footprint(operation: OperationOf<K>): Footprint;
  /** The operations that take it back, in order; `null` when the operation does not know enough (`was` is null) or there is no way. */
  reverse(operation: OperationOf<K>): readonly Operation[] | null;
  toStatements(operation: OperationOf<K>, context: StatementContext): readonly Statement[];
  /** The call of a revision file that stands for it; `call.ts` says what a call is. */
  toCall(operation: OperationOf<K>, defaultSchema: string): Call;
  /** The operation that a call of a revision file stands for. Throws `CallError` when the arguments do not fit. */
  fromCall(args: readonly unknown[], defaultSchema: string): OperationOf<K>;
}
