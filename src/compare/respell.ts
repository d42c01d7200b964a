/**
 * Two databases of different majors print the same expression differently (the columns of a view with and without their table, among
 * others). Where one server prints both sides alike, the target takes over the other side's words. Pure: it says what is to be printed, and is
 * called again with the answers.
 */
import { printsTheSame } from './spelling';
import type { PrintAnswers, PrintQuestion, PrintRequest, TableShape } from '../schema/expressions';
import { nameKey } from '../schema/names';
import { sameType } from '../schema/type-name';
import type { Column, DatabaseSchema, Expression, Index, Table, View } from '../schema/types';
import { pairUp } from './equal';
import { printRequest } from './print-key';
import { narrow } from './print-shape';
import { shapeOf } from './reconcile-columns';

export interface Respelled {
  /** The target, in the words of the other side where they mean the same. */
  readonly target: DatabaseSchema;
  readonly requests: readonly PrintRequest[];
}

/** Settles one pair of texts: gives the text that the target is to have. */
type Settle = (from: Expression, to: Expression, question: (sql: Expression) => PrintQuestion) => Expression;

export function respell(current: DatabaseSchema, target: DatabaseSchema, answers: PrintAnswers): Respelled {
  const requests = new Map<string, PrintRequest>();
  const settle: Settle = (from, to, question) => {
    if (from === to) return to;
    const [ours, theirs] = [printRequest(question(from)), printRequest(question(to))];
    for (const request of [ours, theirs]) if (!answers.has(request.key)) requests.set(request.key, request);
    const [one, other] = [answers.get(ours.key)?.text ?? null, answers.get(theirs.key)?.text ?? null];
    return one !== null && other !== null && printsTheSame(one, other) ? from : to;
  };
  const tables = new Map(current.tables.map((table) => [nameKey(table), table]));
  const views = new Map(current.views.map((view) => [nameKey(view), view]));
  const schema: DatabaseSchema = {
    ...target,
    tables: target.tables.map((table) => respelledTable(tables.get(nameKey(table)), table, settle)),
    views: target.views.map((view) => respelledView(views.get(nameKey(view)), view, settle)),
  };
  return { target: schema, requests: [...requests.values()] };
}

function respelledTable(from: Table | undefined, to: Table, settle: Settle): Table {
  if (from === undefined) return to;
  const shape = shapeOf(to, to.columns);
  const checks = new Map(from.checks.map((check) => [check.name, check.expression]));
  const exclusions = new Map(from.exclusions.map((exclusion) => [exclusion.name, exclusion.definition]));
  return {
    ...to,
    columns: respelledColumns(from, to, settle),
    checks: to.checks.map((check) => ({
      ...check,
      expression: settle(checks.get(check.name) ?? check.expression, check.expression, (sql) => ({
        kind: 'check',
        shape: narrow(shape, sql),
        sql,
      })),
    })),
    exclusions: to.exclusions.map((exclusion) => ({
      ...exclusion,
      definition: settle(exclusions.get(exclusion.name) ?? exclusion.definition, exclusion.definition, (sql) => ({
        kind: 'exclusion',
        shape: narrow(shape, sql),
        sql,
      })),
    })),
    indexes: respelledIndexes(from.indexes, to.indexes, shape, settle),
  };
}

function respelledColumns(from: Table, to: Table, settle: Settle): readonly Column[] {
  const kept = new Map(
    pairUp(from.columns, to.columns, ({ name }) => name).kept.map((pair) => [pair.to.name, pair.from]),
  );
  const shape = shapeOf(to, to.columns);
  return to.columns.map((column): Column => {
    const before = kept.get(column.name);
    if (before === undefined || !sameType(before.type, column.type)) return column;
    const { type, generated } = column;
    const settled =
      before.default === null || column.default === null
        ? column
        : { ...column, default: settle(before.default, column.default, (sql) => ({ kind: 'default', type, sql })) };
    if (before.generated === null || generated === null) return settled;
    const expression = settle(before.generated.expression, generated.expression, (sql) => ({
      kind: 'generated',
      shape: narrow(shape, sql, [column.name]),
      column: column.name,
      sql,
    }));
    return { ...settled, generated: { ...generated, expression } };
  });
}

function respelledIndexes(
  from: readonly Index[],
  to: readonly Index[],
  shape: TableShape,
  settle: Settle,
): readonly Index[] {
  const before = new Map(from.map((index) => [index.name, index]));
  return to.map((index): Index => {
    const other = before.get(index.name);
    if (other === undefined) return index;
    const keys = index.keys.map((key, position) => {
      const expression = other.keys[position]?.expression ?? null;
      if (key.expression === null || expression === null) return key;
      const ask = (sql: Expression): PrintQuestion => ({ kind: 'indexKey', shape: narrow(shape, sql), sql });
      return { ...key, expression: settle(expression, key.expression, ask) };
    });
    if (index.predicate === null || other.predicate === null) return { ...index, keys };
    const ask = (sql: Expression): PrintQuestion => ({ kind: 'predicate', shape: narrow(shape, sql), sql });
    return { ...index, keys, predicate: settle(other.predicate, index.predicate, ask) };
  });
}

function respelledView(from: View | undefined, to: View, settle: Settle): View {
  if (from === undefined || from.materialized !== to.materialized) return to;
  const { materialized, schema } = to;
  const definition = settle(from.definition, to.definition, (sql) => ({ kind: 'view', materialized, schema, sql }));
  // A materialized view is found by its name: its columns have types that only the server knows.
  const shape = { schema, name: to.name, columns: [] };
  return { ...to, definition, indexes: respelledIndexes(from.indexes, to.indexes, shape, settle) };
}
