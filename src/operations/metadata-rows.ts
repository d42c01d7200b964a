/**
 * TypeORM's own table `typeorm_metadata` holds a row for each view and generated column, with the text of the decorator; its schema
 * builder compares with that text and never with the catalog. Here stands which rows an operation concerns, as data; the SQL is in
 * `metadata-sql.ts`. SQL by hand is not looked into. Pure.
 */
import type { Column, QualifiedName, View } from '../schema/types';
import type { Operation } from './operation';

/** TypeORM's `MetadataTableType`. */
export type MetadataType = 'VIEW' | 'MATERIALIZED_VIEW' | 'GENERATED_COLUMN';

/** Rows by what they name. `table` is `null` for views; what is absent may be anything. */
export interface MetadataRows {
  readonly schema: string;
  readonly table?: string | null;
  readonly name?: string;
}

/** The row of one view or generated column. */
export interface MetadataRow extends MetadataRows {
  readonly table: string | null;
  readonly name: string;
}

export type RowChange =
  | { readonly kind: 'remove'; readonly rows: MetadataRows }
  /** `to`: the names that change, for all of the rows. */
  | { readonly kind: 'move'; readonly rows: MetadataRows; readonly to: Partial<MetadataRow> }
  | { readonly kind: 'write'; readonly row: MetadataRow; readonly type: MetadataType; readonly value: string };

/** What is done to rows before the statements of an operation, and what behind them. */
export interface RowChanges {
  readonly before: readonly RowChange[];
  readonly after: readonly RowChange[];
}

/** The rows that an operation concerns. Whether a column that goes or is renamed is generated, only the database knows. */
export function rowChanges(operation: Operation): RowChanges {
  switch (operation.kind) {
    case 'createView':
      return { before: [], after: [writeView(operation.view)] };
    case 'replaceView':
      return { before: [remove(viewRow(operation.view.to))], after: [writeView(operation.view.to)] };
    case 'dropView':
      return { before: [remove(viewRow(operation.view))], after: [] };
    case 'renameView':
      return { before: [move(viewRow(operation.view), { name: operation.to })], after: [] };
    case 'createTable':
      return { before: [], after: operation.table.columns.flatMap((column) => writeColumn(operation.table, column)) };
    case 'addColumn':
      return { before: [], after: writeColumn(operation.table, operation.column) };
    default:
      return changesOfTable(operation);
  }
}

function changesOfTable(operation: Operation): RowChanges {
  switch (operation.kind) {
    case 'dropTable':
      return { before: [remove(tableRows(operation.table))], after: [] };
    case 'renameTable':
      return { before: [move(tableRows(operation.table), { table: operation.to })], after: [] };
    case 'moveTable':
      return { before: [move(tableRows(operation.table), { schema: operation.toSchema })], after: [] };
    case 'renameSchema':
      return { before: [move({ schema: operation.name }, { schema: operation.to })], after: [] };
    case 'dropColumn':
      return { before: [remove(columnRow(operation.table, operation.name))], after: [] };
    case 'renameColumn':
      return { before: [move(columnRow(operation.table, operation.name), { name: operation.to })], after: [] };
    case 'alterColumn': {
      const { table, name, changes } = operation;
      if (changes.generated === undefined) return { before: [], after: [] };
      return {
        before: [remove(columnRow(table, name))],
        after: writeColumn(table, { name, generated: changes.generated.to }),
      };
    }
    default:
      return { before: [], after: [] };
  }
}

function viewRow({ schema, name }: QualifiedName): MetadataRow {
  return { schema, table: null, name };
}

function columnRow(table: QualifiedName, name: string): MetadataRow {
  return { schema: table.schema, table: table.name, name };
}

function tableRows(table: QualifiedName): MetadataRows {
  return { schema: table.schema, table: table.name };
}

function remove(rows: MetadataRows): RowChange {
  return { kind: 'remove', rows };
}

function move(rows: MetadataRows, to: Partial<MetadataRow>): RowChange {
  return { kind: 'move', rows, to };
}

function writeView(view: View): RowChange {
  const type = view.materialized ? 'MATERIALIZED_VIEW' : 'VIEW';
  return { kind: 'write', row: viewRow(view), type, value: view.definition.trim() };
}

function writeColumn(table: QualifiedName, { name, generated }: Pick<Column, 'name' | 'generated'>): RowChange[] {
  if (generated === null) return [];
  return [{ kind: 'write', row: columnRow(table, name), type: 'GENERATED_COLUMN', value: generated.expression.trim() }];
}
