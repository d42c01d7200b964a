/**
 * What one print question takes: statements that make a throw-away object holding the expression, and a query that reads how it is
 * printed. Everything is made in pg_temp and undone at once. Nothing here runs the expression: PostgreSQL parses it, and that is all.
 */
import type { PrintQuestion, TableShape } from '../schema/expressions';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import { printTypeName } from '../schema/type-name';
import type { Column } from '../schema/types';

/** The object is made by `before + expression + after`: with the expression as it was asked, and again with each printed text. */
export interface PrintStep {
  readonly prepare: readonly string[];
  readonly before: string;
  readonly expression: string;
  readonly after: string;
  /** One row: the text, and the names of output columns. Under the settings of printing. */
  readonly read: string;
  /** Takes the object away, so that it can be made again. */
  readonly undo: string;
}

const TABLE = 'stillhead_shape';
const OBJECT = 'stillhead_object';
const NO_COLUMNS = "'{}'::text[]";
/** A line break, as an expression may end in a comment. */
const CLOSED = '\n)';

export function printStep(question: PrintQuestion, defaultSchema: string): PrintStep {
  switch (question.kind) {
    case 'default':
      return defaultStep(question.sql, printTypeName(question.type, 'sql', defaultSchema));
    case 'check':
      return checkStep(question.shape, question.sql, defaultSchema);
    // Both print as they do in a condition. That PostgreSQL would refuse them in an index (a function that is not immutable, a
    // type without an operator class) is no matter of how they read.
    case 'predicate':
      return checkStep(question.shape, question.sql, defaultSchema);
    case 'indexKey':
      return checkStep(question.shape, `(${question.sql}${CLOSED} IS NOT NULL`, defaultSchema);
    case 'generated':
      return generatedStep(question.shape, question.column, question.sql, defaultSchema);
    case 'exclusion':
      return exclusionStep(question.shape, question.sql, defaultSchema);
    case 'view':
      return viewStep(question.sql);
  }
}

function defaultStep(expression: string, type: string): PrintStep {
  return {
    prepare: [`CREATE TEMP TABLE ${TABLE} (value ${type})`],
    before: `ALTER TABLE pg_temp.${TABLE} ALTER value SET DEFAULT `,
    expression,
    after: '',
    read: `SELECT pg_get_expr(adbin, adrelid), ${NO_COLUMNS} FROM pg_attrdef WHERE adrelid = ${relation(TABLE)}`,
    undo: `ALTER TABLE pg_temp.${TABLE} ALTER value DROP DEFAULT`,
  };
}

function checkStep(shape: TableShape, expression: string, defaultSchema: string): PrintStep {
  const table = tableOf(shape);
  return {
    prepare: [createTable(shape, shape.columns, defaultSchema)],
    before: `ALTER TABLE pg_temp.${table} ADD CONSTRAINT ${OBJECT} CHECK (`,
    expression,
    after: `${CLOSED} NOT VALID`,
    read: `SELECT pg_get_expr(conbin, conrelid), ${NO_COLUMNS} FROM pg_constraint
      WHERE conrelid = ${relation(table)} AND conname = '${OBJECT}'`,
    undo: `ALTER TABLE pg_temp.${table} DROP CONSTRAINT ${OBJECT}`,
  };
}

function generatedStep(shape: TableShape, name: string, expression: string, defaultSchema: string): PrintStep {
  const table = tableOf(shape);
  const others = shape.columns.filter((column) => column.name !== name);
  const own = shape.columns.filter((column) => column.name === name).map((column) => definition(column, defaultSchema));
  return {
    prepare: [createTable(shape, others, defaultSchema)],
    before: `ALTER TABLE pg_temp.${table} ADD COLUMN ${own.join()} GENERATED ALWAYS AS (`,
    expression,
    after: `${CLOSED} STORED`,
    read: `SELECT pg_get_expr(adbin, adrelid), ${NO_COLUMNS} FROM pg_attrdef WHERE adrelid = ${relation(table)}`,
    undo: `ALTER TABLE pg_temp.${table} DROP COLUMN ${quoteIdentifier(name)}`,
  };
}

function exclusionStep(shape: TableShape, sql: string, defaultSchema: string): PrintStep {
  const table = tableOf(shape);
  return {
    prepare: [createTable(shape, shape.columns, defaultSchema)],
    before: `ALTER TABLE pg_temp.${table} ADD CONSTRAINT ${OBJECT} `,
    expression: `EXCLUDE ${sql}`,
    after: '',
    read: `SELECT pg_get_constraintdef(oid), ${NO_COLUMNS} FROM pg_constraint
      WHERE conrelid = ${relation(table)} AND conname = '${OBJECT}'`,
    undo: `ALTER TABLE pg_temp.${table} DROP CONSTRAINT ${OBJECT}`,
  };
}

function viewStep(expression: string): PrintStep {
  return {
    prepare: [],
    before: `CREATE TEMP VIEW ${OBJECT} AS `,
    expression,
    after: '',
    read: `SELECT pg_get_viewdef(${relation(OBJECT)}), ARRAY(
      SELECT attname::text FROM pg_attribute WHERE attrelid = ${relation(OBJECT)} AND attnum > 0 ORDER BY attnum)`,
    undo: `DROP VIEW pg_temp.${OBJECT}`,
  };
}

/** Under its own name only where the expression may say it. */
function tableOf(shape: TableShape): string {
  return shape.name === '' || shape.columns.length === 0 ? TABLE : quoteIdentifier(shape.name);
}

function createTable(shape: TableShape, columns: TableShape['columns'], defaultSchema: string): string {
  // Without columns, but with a name: a relation that is there, whose columns the server knows.
  const like = shape.name !== '' && shape.columns.length === 0;
  const list = like
    ? `LIKE ${quoteName(shape)}`
    : columns.map((column) => definition(column, defaultSchema)).join(', ');
  return `CREATE TEMP TABLE ${tableOf(shape)} (${list})`;
}

function definition(column: Pick<Column, 'name' | 'type' | 'collation'>, defaultSchema: string): string {
  const collation = column.collation === null ? '' : ` COLLATE ${quoteName(column.collation)}`;
  return `${quoteIdentifier(column.name)} ${printTypeName(column.type, 'sql', defaultSchema)}${collation}`;
}

function relation(name: string): string {
  return `${quoteLiteral(`pg_temp.${name}`)}::regclass`;
}
