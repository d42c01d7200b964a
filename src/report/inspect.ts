/** A schema as text: one block a table, the facts of a column in a line. */
import type { InspectResult } from '../api/inspect';
import { displayName, displayObject } from '../schema/names';
import { printTypeName } from '../schema/type-name';
import type {
  Column,
  DatabaseSchema,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  Table,
  Timing,
  View,
} from '../schema/types';
import { aligned, counted } from './style';
import type { Paint } from './style';

/** The lines of `inspect`. */
export function inspectLines(result: InspectResult, paint: Paint): readonly string[] {
  if (result.unmanaged !== null) return result.unmanaged.length === 0 ? ['nothing is unmanaged'] : result.unmanaged;
  const { schema, defaultSchema } = result;
  return [
    ...schema.tables.flatMap((table) => [...tableLines(table, defaultSchema, paint), '']),
    ...schema.views.flatMap((view) => [...viewLines(view, defaultSchema, paint), '']),
    ...schema.enums.map((each) => `enum ${displayName(each, defaultSchema)} (${each.labels.join(', ')})`),
    ...schema.sequences.map((each) => `sequence ${displayName(each, defaultSchema)} ${each.options.type}`),
    ...schema.extensions.map((each) => `extension ${each.name}`),
    ...schema.others.map((each) => `${each.kind} ${displayObject(each, defaultSchema)}`),
    countLine(schema),
  ];
}

function countLine(schema: DatabaseSchema): string {
  const columns = schema.tables.reduce((sum, table) => sum + table.columns.length, 0);
  return [
    counted(schema.tables.length, 'table'),
    counted(columns, 'column'),
    counted(schema.views.length, 'view'),
  ].join(', ');
}

function tableLines(table: Table, defaultSchema: string, paint: Paint): readonly string[] {
  const words = [table.unlogged ? 'unlogged ' : '', table.kind === 'table' ? 'table' : `${table.kind} table`].join('');
  return [
    `${words} ${paint('strong', displayName(table, defaultSchema))}${table.comment === null ? '' : `  -- ${oneLine(table.comment)}`}`,
    ...aligned(table.columns.map((column) => columnCells(column, defaultSchema))).map((line) => `  ${line}`),
    ...aligned(constraintCells(table, defaultSchema)).map((line) => `  ${line}`),
    ...table.indexes.map((index) => `  ${indexText(index)}`),
  ];
}

function columnCells(column: Column, defaultSchema: string): readonly string[] {
  const facts = [
    column.notNull ? 'not null' : '',
    column.default === null ? '' : `default ${column.default}`,
    column.serial === null ? '' : 'serial',
    column.identity === null ? '' : `identity ${column.identity.generation === 'always' ? 'always' : 'by default'}`,
    column.generated === null ? '' : `generated ${column.generated.storage} ${column.generated.expression}`,
    column.collation === null ? '' : `collate ${column.collation.name}`,
    column.comment === null ? '' : `-- ${oneLine(column.comment)}`,
  ];
  return [
    column.name,
    printTypeName(column.type, 'file', defaultSchema),
    facts.filter((fact) => fact !== '').join('  '),
  ];
}

function constraintCells(table: Table, defaultSchema: string): readonly (readonly string[])[] {
  const key = ({ columns, include, timing }: PrimaryKey): string =>
    `${list(columns)}${included(include)}${timed(timing)}`;
  return [
    ...(table.primaryKey ? [['primary key', table.primaryKey.name, key(table.primaryKey)]] : []),
    ...table.uniques.map((each) => [
      'unique',
      each.name,
      `${list(each.columns)}${included(each.include)}${each.nullsNotDistinct ? ' nulls not distinct' : ''}${timed(each.timing)}`,
    ]),
    ...table.checks.map((each) => [
      'check',
      each.name,
      `${each.expression}${each.noInherit ? ' no inherit' : ''}${each.validated ? '' : ' NOT VALID'}`,
    ]),
    ...table.exclusions.map((each) => ['exclusion', each.name, `${each.definition}${timed(each.timing)}`]),
    ...table.foreignKeys.map((each) => [
      'foreign key',
      each.name,
      `${list(each.columns)} → ${target(each, defaultSchema)}`,
    ]),
  ];
}

function list(columns: readonly string[]): string {
  return `(${columns.join(', ')})`;
}

function included(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` include ${list(columns)}`;
}

function timed({ deferrable, initiallyDeferred }: Timing): string {
  return deferrable ? ` deferrable${initiallyDeferred ? ' initially deferred' : ''}` : '';
}

function target(key: ForeignKey, defaultSchema: string): string {
  const { references, onDelete, onUpdate, onDeleteColumns } = key;
  const facts = [
    key.match === 'FULL' ? ' match full' : '',
    onDelete === 'NO ACTION' ? '' : ` on delete ${onDelete.toLowerCase()}`,
    onDeleteColumns === null ? '' : ` ${list(onDeleteColumns)}`,
    onUpdate === 'NO ACTION' ? '' : ` on update ${onUpdate.toLowerCase()}`,
    timed(key.timing),
    key.validated ? '' : ' NOT VALID',
  ];
  return `${displayName(references.table, defaultSchema)} ${list(references.columns)}${facts.join('')}`;
}

function indexText(index: Index): string {
  const words = `${index.unique ? 'unique ' : ''}index`;
  const rest = [
    included(index.include),
    index.nullsNotDistinct ? ' nulls not distinct' : '',
    index.predicate === null ? '' : ` where ${index.predicate}`,
    index.valid ? '' : '  INVALID',
  ];
  return `${words}  ${index.name}  ${index.method} ${list(index.keys.map(keyText))}${rest.join('')}`;
}

/** What differs from the default alone. */
function keyText(key: IndexKey): string {
  const defaultNulls = key.direction === 'desc' ? 'first' : 'last';
  return [
    key.column ?? key.expression ?? '',
    key.collation === null ? '' : ` collate ${key.collation.name}`,
    key.opclass === null ? '' : ` ${key.opclass.name}`,
    key.direction === 'desc' ? ' desc' : '',
    key.nulls === defaultNulls ? '' : ` nulls ${key.nulls}`,
  ].join('');
}

function viewLines(view: View, defaultSchema: string, paint: Paint): readonly string[] {
  return [
    `${view.materialized ? 'materialized view' : 'view'} ${paint('strong', displayName(view, defaultSchema))} (${view.columns.join(', ')})`,
    ...view.definition.split('\n').map((line) => `  ${line}`),
    ...view.indexes.map((index) => `  ${indexText(index)}`),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
