/**
 * Operations of a project's own: what `defineOperation` makes of data, and what a revision file holds of it, its statements written out.
 * It must never need the project again: a helper that changes tomorrow would change what a revision of today does.
 */
import { CallError, Sql, type CallValue } from './call';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  inside,
  listAt,
  sqlAt,
  textAt,
  type At,
} from './call-reader';
import { footprint } from './footprint';
import type { CustomData, CustomRun, OperationOf } from './operation';
import type { OperationSpec } from './spec';
import { statement } from './statements';

type CustomStatement = CustomRun['statements'][number];

const custom: OperationSpec<'custom'> = {
  describe: ({ forth }) => forth.does,
  footprint: () => footprint({}),
  reverse: (operation) => (operation.back === null ? null : [turned(operation, operation.back)]),
  toStatements: ({ forth }) => forth.statements.map(({ sql, transaction }) => statement(sql, { transaction })),
  toCall: ({ name, data, forth }) => ({
    verb: 'custom',
    args: [name, data, { does: forth.does, statements: forth.statements.map(statementToCall) }],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('custom', args, ['name', 'data', 'run'], defaultSchema);
    const name = argument(given, 0, textAt);
    return { kind: 'custom', name, data: argument(given, 1, dataAt), forth: argument(given, 2, runAt), back: null };
  },
};

function turned(operation: OperationOf<'custom'>, back: CustomRun): OperationOf<'custom'> {
  return { ...operation, forth: back, back: operation.forth };
}

function statementToCall({ sql, transaction }: CustomStatement): CallValue {
  return transaction === 'inside' ? new Sql(sql) : { sql: new Sql(sql), transaction: false };
}

function runAt(at: At, value: unknown): CustomRun {
  const fields = fieldsAt(at, value, ['does', 'statements']);
  const statements = field(at, fields, 'statements', listAt(statementAt));
  return { does: field(at, fields, 'does', textAt), statements, source: null };
}

function statementAt(at: At, value: unknown): CustomStatement {
  if (value instanceof Sql) return { sql: value.text, transaction: 'inside' };
  const fields = fieldsAt(at, value, ['sql', 'transaction']);
  const isInside = fieldOr(at, fields, 'transaction', flagAt, true);
  return { sql: field(at, fields, 'sql', sqlAt), transaction: isInside ? 'inside' : 'outside' };
}

/** Plain values only: SQL has its place among the statements. */
function dataAt(at: At, value: unknown): CustomData {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return listAt(dataAt)(at, value);
  if (typeof value !== 'object' || value instanceof Sql) throw new CallError(at.verb, at.path, 'plain data', value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dataAt(inside(at, key), each)]));
}

export const customSpecs = { custom };
