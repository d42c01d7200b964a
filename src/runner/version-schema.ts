/**
 * The schema of the version table. Where a data source has a schema of its own, the runner needs it before the first revision
 * makes it, and still after the last downgrade dropped it: those two statements are left out. Pure.
 */
import type { Operation } from '../operations/operation';
import type { Statement } from '../operations/statement';
import type { QualifiedName } from '../schema/types';

/** The statements without those that would make or drop the schema of the version table. */
export function withoutVersionSchema(
  operation: Operation,
  statements: readonly Statement[],
  table: QualifiedName,
): readonly Statement[] {
  if (operation.kind === 'createSchema' && operation.namespace.name === table.schema) return statements.slice(1);
  if (operation.kind === 'dropSchema' && operation.name === table.schema) return [];
  return statements;
}
