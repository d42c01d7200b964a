/**
 * The statements of `alterColumn`: as few as is right, in an order that works. One ALTER TABLE does what one can do (PostgreSQL
 * then rewrites and reads the table once); sequences take statements of their own around it (`column-sequence.ts`).
 */
import { NotCompilableError } from '../errors/operations';
import { quoteIdentifier, quoteName } from '../schema/quote';
import { printTypeName, sameType } from '../schema/type-name';
import type { QualifiedName } from '../schema/types';
import { addColumnStatements, dropColumnStatement } from './add-column';
import { sequencesAfter, sequencesBefore } from './column-sequence';
import { generatedClause } from './column-sql';
import { defaultText } from './literals';
import { lockFacts, mergeFacts } from './locks';
import type { ColumnChanges, OperationOf } from './operation';
import { asPrinted } from './printed-sql';
import { typeChangeRewrites } from './rewrites';
import { nextvalOf } from './sequence-sql';
import type { Statement, StatementContext } from './statement';
import { statement } from './statements';

type AlterColumn = OperationOf<'alterColumn'>;
type Facts = Pick<Statement, 'locks' | 'rewrites' | 'scans'>;

/** One action of an ALTER TABLE, and what it locks. */
interface Action {
  readonly sql: string;
  readonly facts: Facts;
}

/** @throws NotCompilableError when the operation does not carry what PostgreSQL wants to hear. */
export function alterColumnStatements(operation: AlterColumn, context: StatementContext): readonly Statement[] {
  const { table, changes } = operation;
  if (mustRebuild(changes, context)) return rebuild(operation, context);
  const actions = [...typeActions(operation, context), ...otherActions(operation, context)];
  return [
    ...sequencesBefore(operation),
    ...alterTable(table, early(operation)),
    ...alterTable(table, actions),
    ...sequencesAfter(operation),
  ];
}

/** The type of a generated column takes no USING (ATPrepAlterColumnType), so that it is made plain by a statement of its own. */
function early(operation: AlterColumn): readonly Action[] {
  return turnsPlainFirst(operation.changes) ? [generatedDrop(operation)] : [];
}

function turnsPlainFirst({ generated, type }: ColumnChanges): boolean {
  return generated?.to === null && type !== undefined && type.using !== null;
}

function generatedDrop({ table, name }: AlterColumn): Action {
  return action(table, `ALTER COLUMN ${quoteIdentifier(name)} DROP EXPRESSION`, 'dropExpression');
}

function alterTable(table: QualifiedName, actions: readonly Action[]): readonly Statement[] {
  if (actions.length === 0) return [];
  const separator = actions.length === 1 ? ' ' : '\n  ';
  const list = actions.map((action) => action.sql).join(`,${separator}`);
  return [
    statement(`ALTER TABLE ${quoteName(table)}${separator}${list}`, mergeFacts(actions.map((action) => action.facts))),
  ];
}

/** Whether only dropping the column and adding it anew leads to the new expression. */
function mustRebuild(changes: ColumnChanges, context: StatementContext): boolean {
  const { generated } = changes;
  if (generated === undefined) return false;
  const { from, to } = generated;
  if (from === null) return true;
  if (to === null) return from.storage === 'virtual';
  // SET EXPRESSION is refused for a virtual column beside any check, which a column knows nothing of; and there is nothing to rewrite.
  return from.storage !== to.storage || to.storage === 'virtual' || context.major < 17;
}

function rebuild({ table, name, changes }: AlterColumn, context: StatementContext): readonly Statement[] {
  const column = changes.generated?.column;
  if (column === undefined) {
    throw new NotCompilableError(
      `changing how '${table.name}.${name}' is generated without knowing the whole column`,
      { server: context.major },
      'drop the column and add it anew: op.dropColumn, op.addColumn',
    );
  }
  return [dropColumnStatement(table, name), ...addColumnStatements(table, column, context)];
}

function typeActions({ table, name, changes }: AlterColumn, context: StatementContext): readonly Action[] {
  const { type, collation } = changes;
  if (type === undefined) {
    if (collation === undefined) return [];
    throw new NotCompilableError(
      `changing the collation of '${table.name}.${name}' without naming its type`,
      {},
      'name the type beside the collation: op.alterColumn(…, { type: …, collation: … })',
    );
  }
  const column = quoteIdentifier(name);
  if (!retypes(changes)) return [];
  const collate = collation === undefined || collation.to === null ? '' : ` COLLATE ${quoteName(collation.to)}`;
  const using = type.using === null ? '' : ` USING ${type.using}`;
  const facts = [
    lockFacts(typeChangeRewrites(type.from, type.to, type.using) ? 'typeRewritten' : 'typeRelabelled', {
      relation: table,
    }),
    ...(collation === undefined ? [] : [lockFacts('collation', { relation: table })]),
  ];
  return [
    ...(dropsDefault(changes) ? [action(table, `ALTER COLUMN ${column} DROP DEFAULT`, 'setDefault')] : []),
    {
      sql: `ALTER COLUMN ${column} TYPE ${printTypeName(type.to, 'sql', context.defaultSchema)}${collate}${using}`,
      facts: mergeFacts(facts),
    },
  ];
}

/** Whether there is a TYPE action: a type named only beside others is no change, and PostgreSQL would read the table for it. */
function retypes({ type, collation }: ColumnChanges): boolean {
  return type !== undefined && (collation !== undefined || type.using !== null || !sameType(type.from, type.to));
}

/** A default that changes with the type goes first: PostgreSQL would try to cast it. */
function dropsDefault(changes: ColumnChanges): boolean {
  return (changes.default !== undefined && changes.default.from !== null) || leavesSerial(changes);
}

function leavesSerial({ serial }: ColumnChanges): boolean {
  return serial !== undefined && serial.from !== null && serial.to === null;
}

function otherActions(operation: AlterColumn, context: StatementContext): readonly Action[] {
  const { table, name, changes } = operation;
  const column = quoteIdentifier(name);
  const { notNull, generated } = changes;
  return [
    ...(generated === undefined || turnsPlainFirst(changes) ? [] : [generatedAction(operation, context)]),
    ...defaultActions(operation),
    ...(notNull === undefined || notNull.from === notNull.to
      ? []
      : [
          action(
            table,
            `ALTER COLUMN ${column} ${notNull.to ? 'SET' : 'DROP'} NOT NULL`,
            notNull.to ? 'setNotNull' : 'dropNotNull',
          ),
        ]),
  ];
}

function generatedAction(operation: AlterColumn, context: StatementContext): Action {
  const { table, name, changes } = operation;
  const column = quoteIdentifier(name);
  const to = changes.generated?.to ?? null;
  if (to === null) return generatedDrop(operation);
  // Refuses a storage that the server does not have.
  generatedClause(to, context);
  const fact = to.storage === 'stored' ? 'setStoredExpression' : 'setVirtualExpression';
  return action(table, `ALTER COLUMN ${column} SET EXPRESSION AS (${asPrinted(to.expression)})`, fact);
}

function defaultActions({ table, name, changes }: AlterColumn): readonly Action[] {
  const column = quoteIdentifier(name);
  const set = (text: string): Action => action(table, `ALTER COLUMN ${column} SET DEFAULT ${text}`, 'setDefault');
  const { serial, type } = changes;
  if (serial !== undefined && serial.from === null && serial.to !== null) return [set(nextvalOf(serial.to))];
  const to = changes.default?.to ?? null;
  if (to !== null) return [set(defaultText(to, type?.to ?? null))];
  // Beside a change of type it has already been dropped.
  if (!dropsDefault(changes) || retypes(changes)) return [];
  return [action(table, `ALTER COLUMN ${column} DROP DEFAULT`, 'setDefault')];
}

function action(table: QualifiedName, sql: string, fact: Parameters<typeof lockFacts>[0]): Action {
  return { sql, facts: lockFacts(fact, { relation: table }) };
}
