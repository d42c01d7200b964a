/**
 * Operations of a project's own, for `rewrite`: what one does, how it is taken back, how it is written. What comes out is plain data that
 * carries its statements, so that the revision file needs nothing of the project afterwards. Pure.
 */
import type { CustomData, CustomRun, Operation, OperationOf } from '../operations/operation';
import { reverse } from '../operations/specs';

/** SQL that runs inside the transaction of its segment, or outside of any where PostgreSQL wants it so. */
export type CustomSql = string | { readonly sql: string; readonly transaction: 'inside' | 'outside' };

/** How a kind of operation of a project's own behaves, whatever data it is made from. */
export interface OperationDefinition<Data extends CustomData> {
  /** The name in the revision file: `grantRead`. */
  readonly name: string;
  /** What stands behind "Detected": `granted SELECT on persons to reporting`. Lower case, no full stop. */
  describe(data: Data): string;
  /** What it runs, each statement a text of its own. */
  statements(data: Data): readonly CustomSql[];
  /** What takes it back; left out, there is no way back. */
  reverse?: {
    describe(data: Data): string;
    statements(data: Data): readonly CustomSql[];
  };
  /**
   * The source that stands for it in the revision file, awaited calls of `op` and no import; left out, a call of `op.custom` with its data
   * and its statements. `way`: its own body, or that of its reverse.
   */
  render?(data: Data, way: 'forth' | 'back'): string;
}

/** Makes operations of one kind, each from its data. */
export type OperationMaker<Data extends CustomData> = (data: Data) => OperationOf<'custom'>;

/**
 * Defines an operation of the project's own.
 * @returns what makes one from its data: `grantRead({ table: 'persons', role: 'reporting' })`
 * @throws TypeError, when one is made, where it says nothing or runs nothing
 */
export function defineOperation<Data extends CustomData>(definition: OperationDefinition<Data>): OperationMaker<Data> {
  const { name, reverse: undo } = definition;
  const source = (data: Data, way: 'forth' | 'back'): string | null => definition.render?.(data, way) ?? null;
  return (data) => ({
    kind: 'custom',
    name,
    data,
    forth: run(name, definition.describe(data), definition.statements(data), source(data, 'forth')),
    back: undo === undefined ? null : run(name, undo.describe(data), undo.statements(data), source(data, 'back')),
  });
}

/** The way back of operations, last first; where one has none, the revision says so and stops there. */
export function reverseOperations(operations: readonly Operation[]): readonly Operation[] {
  return [...operations]
    .reverse()
    .flatMap((operation) => reverse(operation) ?? [{ kind: 'irreversible', reason: reasonOf(operation) } as const]);
}

function reasonOf(operation: Operation): string {
  return operation.kind === 'custom' ? `${operation.forth.does}: ${operation.name} has no reverse` : operation.kind;
}

function run(name: string, does: string, given: readonly CustomSql[], source: string | null): CustomRun {
  const statements = given.map((each) =>
    typeof each === 'string' ? ({ sql: each, transaction: 'inside' } as const) : each,
  );
  if (does.trim() === '') throw new TypeError(`${name}: describe must say what is done`);
  if (statements.length === 0 || statements.some(({ sql }) => sql.trim() === '')) {
    throw new TypeError(`${name}: statements must give SQL`);
  }
  return { does, statements, source };
}
