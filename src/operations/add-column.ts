/**
 * The statements of `addColumn` and `dropColumn`. They stand by themselves because a column that cannot be altered is dropped and added
 * anew (`alter-column.ts`). What a column looks like in SQL is said in `column-sql.ts`, never here.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Column, QualifiedName } from '../schema/types';
import { afterColumn, beforeColumn, columnDefinition } from './column-sql';
import { lockFacts } from './locks';
import { isVolatile } from './rewrites';
import type { Statement, StatementContext } from './statement';
import { statement } from './statements';

/** `ALTER TABLE … DROP COLUMN`; its sequence, indexes and constraints go along. `only`: children keep theirs. */
export function dropColumnStatement(table: QualifiedName, name: string, only = false): Statement {
  return statement(
    `ALTER TABLE ${only ? 'ONLY ' : ''}${quoteName(table)} DROP COLUMN ${quoteIdentifier(name)}`,
    lockFacts('dropColumn', { relation: table }),
  );
}

/** `ALTER TABLE … ADD COLUMN`, with the sequence before and the comment behind it. */
export function addColumnStatements(
  table: QualifiedName,
  column: Column,
  context: StatementContext,
): readonly Statement[] {
  return [
    ...beforeColumn(table, column),
    statement(
      `ALTER TABLE ${quoteName(table)} ADD COLUMN ${columnDefinition(table, column, context)}`,
      lockFacts(addingFact(column), { relation: table }),
    ),
    ...afterColumn(table, column),
  ];
}

function addingFact(column: Column): 'addColumn' | 'addColumnFilled' | 'addColumnRequired' {
  const filled =
    column.serial !== null ||
    column.identity !== null ||
    column.generated?.storage === 'stored' ||
    (column.default !== null && isVolatile(column.default));
  if (filled) return 'addColumnFilled';
  return column.notNull && column.default === null && column.generated === null ? 'addColumnRequired' : 'addColumn';
}
