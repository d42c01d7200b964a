/** The answers of the specs for operations in the schema `app`, which the tests take as the default schema. */
import type { Call } from '../../src/operations/call';
import type { Operation, OperationKind } from '../../src/operations/operation';
import type { Footprint } from '../../src/operations/spec';
import { describe, footprint, fromCall, reverse, toCall, toStatements } from '../../src/operations/specs';
import type { Statement } from '../../src/operations/statement';
import { SCHEMA } from './schema-builders';

export function statementsOf(operation: Operation, major: number): readonly Statement[] {
  return toStatements(operation, { major, defaultSchema: SCHEMA });
}

export function sqlOf(operation: Operation, major = 18): readonly string[] {
  return statementsOf(operation, major).map((statement) => statement.sql);
}

export function reverseOf(operation: Operation): readonly Operation[] | null {
  return reverse(operation);
}

export function describeOf(operation: Operation): string {
  return describe(operation, SCHEMA);
}

export function footprintOf(operation: Operation): Footprint {
  return footprint(operation);
}

export function callOf(operation: Operation): Call {
  return toCall(operation, SCHEMA);
}

export function operationOf(kind: OperationKind, args: readonly unknown[]): Operation {
  return fromCall(kind, args, SCHEMA);
}
