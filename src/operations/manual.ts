/**
 * What a person writes: SQL by hand, an open step, and the word that there is no way back.
 *
 * The runner reads open steps and `irreversible` from the file before anything runs, and says more about them than a server can. The
 * statements made here are the second line: a script run without the runner stops at them too, before the data is touched.
 */
import { displayName } from '../schema/names';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { CallError, nameToCall, Sql } from './call';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, orNull, sqlAt, textAt, type At } from './call-reader';
import { nameAt } from './call-values';
import { footprint, tableObject } from './footprint';
import { refuseWhen, type Refusal } from './guards';
import type { OperationOf } from './operation';
import { hasColumn } from './probes';
import type { OperationSpec } from './spec';
import { statement } from './statements';

/** The first line, cut to what fits into a line of a report. */
function firstLine(sql: string): string {
  const line = sql.trim().split(/\r?\n/, 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

const execute: OperationSpec<'execute'> = {
  describe: ({ sql }) => `SQL: ${firstLine(sql)}`,
  footprint: () => footprint({}),
  reverse: () => null,
  toStatements: ({ sql, transaction }) => [statement(sql, { transaction })],
  toCall: ({ sql, transaction }) => ({
    verb: 'execute',
    args: [new Sql(sql), ...(transaction === 'outside' ? [{ transaction: false }] : [])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('execute', args, ['sql', 'options'], defaultSchema, 1);
    const inside = argument(given, 1, (at, value) =>
      value === undefined ? true : fieldOr(at, fieldsAt(at, value, ['transaction']), 'transaction', flagAt, true),
    );
    return { kind: 'execute', sql: argument(given, 0, statementAt), transaction: inside ? 'inside' : 'outside' };
  },
};

/** Here alone a bare string is SQL: there is nothing else that it could be. */
function statementAt(at: At, value: unknown): string {
  const sql = value instanceof Sql ? value.text : textAt(at, value);
  const bare = sql.trim().replace(/;+$/, '').trimEnd();
  if (bare === '') throw new CallError(at.verb, at.path, 'an SQL statement', value);
  return bare;
}

const todo: OperationSpec<'todo'> = {
  describe: ({ text }) => `open step: ${text}`,
  footprint: ({ table }) => footprint({ needs: table === null ? [] : [tableObject(table)] }),
  reverse: () => [],
  toStatements({ text, suggestion, table, emptyColumn: column }, { defaultSchema }) {
    const rows = table === null ? null : rowsIn(table, column ?? null);
    const refusal = openRefusal({ text, suggestion, table, column: column ?? null }, defaultSchema);
    const locks = table === null ? [] : [{ object: table, mode: 'AccessShare' } as const];
    return [refuseWhen(rows, refusal, { locks })];
  },
  toCall: ({ text, suggestion, table, emptyColumn: column }, defaultSchema) => ({
    verb: 'todo',
    args: [
      text,
      ...(suggestion === null ? [] : [new Sql(suggestion)]),
      ...(table === null
        ? []
        : [{ table: nameToCall(table, defaultSchema), ...(column === undefined ? {} : { column }) }]),
    ],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('todo', args, ['text', 'suggestion', 'options'], defaultSchema, 2);
    // The suggestion may be left out, so that the options come second.
    const optionsSecond = args.length === 2 && !(args[1] instanceof Sql) && args[1] !== null;
    return {
      kind: 'todo',
      text: argument(given, 0, textAt),
      suggestion: optionsSecond ? null : argument(given, 1, (at, value) => orNull(sqlAt)(at, value ?? null)),
      ...argument(given, optionsSecond ? 1 : 2, optionsAt),
    };
  },
};

type TodoOptions = Pick<OperationOf<'todo'>, 'table' | 'emptyColumn'>;

function optionsAt(at: At, value: unknown): TodoOptions {
  if (value === undefined) return { table: null };
  const fields = fieldsAt(at, value, ['table', 'column']);
  const table = fieldOr(at, fields, 'table', orNull(nameAt), null);
  const column = fieldOr(at, fields, 'column', orNull(textAt), null);
  return { table, ...(column === null ? {} : { emptyColumn: column }) };
}

interface Open {
  readonly text: string;
  readonly suggestion: string | null;
  readonly table: QualifiedName | null;
  readonly column: string | null;
}

function rowsIn(table: QualifiedName, emptyColumn: string | null): string {
  const open = emptyColumn === null ? '' : ` WHERE ${quoteIdentifier(emptyColumn)} IS NULL`;
  return `EXISTS (SELECT FROM ${quoteName(table)}${open})`;
}

function openRefusal({ text, suggestion, table, column }: Open, defaultSchema: string): Refusal {
  const where = table === null ? '' : ` (${openRows(table, column ?? undefined, defaultSchema)})`;
  return {
    message: `open step: ${text}${where}`,
    hint: suggestion === null ? null : `For example: ${suggestion}`,
  };
}

/**
 * For the top of a script: refuses to begin while a step is open. A table that is not there yet has no rows; a column that is not there
 * yet is empty in all of them. plpgsql reads a condition only when it comes to it.
 */
export function refuseOpen(step: Open, defaultSchema: string): readonly string[] {
  const { table, column } = step;
  const refusal = openRefusal(step, defaultSchema);
  if (table === null) return [refuseWhen(null, refusal).sql];
  const tableThere = `to_regclass(${quoteLiteral(quoteName(table))}) IS NOT NULL`;
  if (column === null) return [refuseWhen(rowsIn(table, null), refusal, {}, tableThere).sql];
  const columnThere = `(${hasColumn(table, column)})`;
  return [
    refuseWhen(rowsIn(table, column), refusal, {}, columnThere).sql,
    refuseWhen(rowsIn(table, null), refusal, {}, `${tableThere} AND NOT ${columnThere}`).sql,
  ];
}

/** For the top of a script: refuses to begin where there is no way back. */
export function refuseWayBack(reason: string): string {
  return refuseWhen(null, { message: `this revision cannot be taken back: ${reason}`, hint: null }).sql;
}

/** `users has rows`, `users has rows without email`. */
export function openRows(table: QualifiedName, column: string | undefined, defaultSchema: string): string {
  const rows = `${displayName(table, defaultSchema)} has rows`;
  return column === undefined ? rows : `${rows} without ${column}`;
}

const irreversible: OperationSpec<'irreversible'> = {
  describe: ({ reason }) => `no way back: ${reason}`,
  footprint: () => footprint({}),
  reverse: () => null,
  toStatements: ({ reason }) => [statement(refuseWayBack(reason))],
  toCall: ({ reason }) => ({ verb: 'irreversible', args: [reason] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('irreversible', args, ['reason'], defaultSchema);
    return { kind: 'irreversible', reason: argument(given, 0, textAt) };
  },
};

export const manualSpecs = { execute, todo, irreversible };
