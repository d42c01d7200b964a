/** An operation in a few words, as reports and JSON show it. */
import { displayObject } from '../schema/names';
import type { ObjectName } from '../schema/types';
import type { Operation } from './operation';
import { describe, footprint } from './specs';

export interface OperationSummary {
  readonly kind: Operation['kind'];
  /** What it touches: `persons.credentials`; empty for SQL by hand. */
  readonly object: string;
  /** What it does: `added column 'persons.credentials'`. */
  readonly summary: string;
  readonly losesData: boolean;
}

/** Summaries in the order of the operations; `losing`: positions of those that lose data. */
export function summarise(
  operations: readonly Operation[],
  losing: ReadonlySet<number>,
  defaultSchema: string,
): readonly OperationSummary[] {
  return operations.map((operation, index) => {
    const object = mainObject(operation);
    return {
      kind: operation.kind,
      object: object === null ? '' : displayObject(object, defaultSchema),
      summary: describe(operation, defaultSchema),
      losesData: losing.has(index),
    };
  });
}

/** The object that an operation is about: what it makes, else what it changes, else what it takes away. */
export function mainObject(operation: Operation): ObjectName | null {
  const { creates, alters, drops } = footprint(operation);
  const [own] =
    operation.kind.startsWith('create') || operation.kind.startsWith('add')
      ? creates
      : [...drops, ...alters, ...creates];
  return own ?? creates[0] ?? alters[0] ?? drops[0] ?? null;
}
