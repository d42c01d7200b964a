/** The specs of the operations on tables and what they hold, called by kind. */
import type { Call } from '../../src/operations/call';
import { columnSpecs } from '../../src/operations/columns';
import { commentSpecs } from '../../src/operations/comments';
import { constraintSpecs } from '../../src/operations/constraints';
import { indexSpecs } from '../../src/operations/indexes';
import type { Operation, OperationKind } from '../../src/operations/operation';
import type { Footprint, OperationSpec } from '../../src/operations/spec';
import type { Statement } from '../../src/operations/statement';
import { tableSpecs } from '../../src/operations/tables';
import { SCHEMA } from './schema-builders';

const specs = { ...tableSpecs, ...columnSpecs, ...constraintSpecs, ...indexSpecs, ...commentSpecs };
type Kind = keyof typeof specs;

/** Each kind leads to the spec of just that kind, which TypeScript cannot follow through a union. */
function specOf<K extends OperationKind>(kind: K): OperationSpec<K> {
  if (!Object.hasOwn(specs, kind)) throw new Error(`no spec of a table here for ${kind}`);
  return specs[kind as unknown as Kind] as unknown as OperationSpec<K>;
}

export function statementsOf(operation: Operation, major: number): readonly Statement[] {
  return specOf<OperationKind>(operation.kind).toStatements(operation, {
    major,
    defaultSchema: SCHEMA,
  });
}

export function sqlOf(operation: Operation, major = 18): readonly string[] {
  return statementsOf(operation, major).map((statement) => statement.sql);
}

export function reverseOf(operation: Operation): readonly Operation[] | null {
  return specOf<OperationKind>(operation.kind).reverse(operation);
}

export function describeOf(operation: Operation): string {
  return specOf<OperationKind>(operation.kind).describe(operation, SCHEMA);
}

export function footprintOf(operation: Operation): Footprint {
  return specOf<OperationKind>(operation.kind).footprint(operation);
}

export function callOf(operation: Operation): Call {
  return specOf<OperationKind>(operation.kind).toCall(operation, SCHEMA);
}

export function operationOf(kind: OperationKind, args: readonly unknown[]): Operation {
  return specOf(kind).fromCall(args, SCHEMA);
}
