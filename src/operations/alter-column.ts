/**
 * The statements of `alterColumn`: as few as is right, in an order that works. One ALTER TABLE does what one can do (PostgreSQL
 * then rewrites and reads the table once); sequences take statements of their own around it.
 */
import { NotCompilableError } from '../errors/operations';
import { quoteIdentifier, quoteName } from '../schema/quote';
import { clipBytes, sequenceTypeOf } from '../schema/sequence-names';
import { printTypeName, sameType } from '../schema/type-name';
import type { Column, ColumnSequence, Identity, QualifiedName } from '../schema/types';
import {
  afterColumn,
  beforeColumn,
  columnDefinition,
  generatedClause,
  generationWords,
  identityClause,
} from './column-sql';
import { defaultText } from './literals';
import { lockFacts, mergeFacts } from './locks';
import type { ColumnChanges, OperationOf } from './operation';
import { isVolatile, typeChangeRewrites } from './rewrites';
import {
  advanceSequence,
  alterSequence,
  carrySequence,
  createSequence,
  dropSequence,
  nextvalOf,
  ownSequenceBy,
  renameSequence,
  retyped,
} from './sequence-sql';
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
    ...beforeActions(operation),
    ...alterTable(table, early(operation)),
    ...alterTable(table, actions),
    ...afterActions(operation),
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
  return from.storage !== to.storage || context.major < 17;
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

export function dropColumnStatement(table: QualifiedName, name: string): Statement {
  return statement(
    `ALTER TABLE ${quoteName(table)} DROP COLUMN ${quoteIdentifier(name)}`,
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
  return action(table, `ALTER COLUMN ${column} SET EXPRESSION AS (${to.expression})`, fact);
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

/** What must be done to sequences before the column is altered: a new one is made, an identity is let go. */
function beforeActions(operation: AlterColumn): readonly Statement[] {
  const { table, name, changes } = operation;
  const identity = changes.identity?.from ?? null;
  const leaves = identity !== null && changes.identity?.to === null;
  const serial = changes.serial?.from === null ? changes.serial.to : null;
  const drop = statement(
    `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quoteIdentifier(name)} DROP IDENTITY`,
    lockFacts('dropIdentity', { relation: table }),
  );
  if (serial === null) return leaves ? [drop] : [];
  if (!leaves) return [createSequence(serial, serial.options)];
  // identity → serial: the new sequence goes on where the old one stands, which dies with the identity.
  const early = serial.name === identity.sequence.name ? aside(serial) : serial;
  return [
    createSequence(early, serial.options),
    carrySequence(identity.sequence, early),
    drop,
    ...(early.name === serial.name ? [] : [renameSequence(early, serial.name)]),
  ];
}

function afterActions(operation: AlterColumn): readonly Statement[] {
  const { identity, serial } = operation.changes;
  return [
    ...(serial === undefined ? [] : afterSerial(operation, serial.from, serial.to)),
    ...(identity === undefined ? [] : afterIdentity(operation, identity.from, identity.to)),
  ];
}

function afterSerial(
  { table, name, changes }: AlterColumn,
  from: ColumnSequence | null,
  to: ColumnSequence | null,
): readonly Statement[] {
  if (to === null) {
    const carried = changes.identity?.from === null && changes.identity.to !== null;
    return from === null || carried ? [] : [dropSequence(from)];
  }
  if (from !== null) return alterColumnSequence(from, to, from.options);
  const carried = changes.identity?.to === null && changes.identity.from !== null;
  return [ownSequenceBy(to, table, name), ...(carried ? [] : [advanceSequence(to, table, name)])];
}

function afterIdentity(operation: AlterColumn, from: Identity | null, to: Identity | null): readonly Statement[] {
  const { table, name, changes } = operation;
  if (to === null) return [];
  const column = `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quoteIdentifier(name)}`;
  if (from !== null) {
    const changed = from.generation !== to.generation;
    const set = `${column} SET GENERATED ${generationWords(to.generation)}`;
    return [
      ...(changed ? [statement(set, lockFacts('setIdentity', { relation: table }))] : []),
      ...alterColumnSequence(from.sequence, to.sequence, identityAfterTypeChange(from, changes)),
    ];
  }
  const add = statement(
    `${column} ADD ${identityClause(table, name, to)}`,
    lockFacts('addIdentity', { relation: table }),
  );
  const serial = changes.serial?.to === null ? changes.serial.from : null;
  if (serial === null) return [add, advanceSequence(to.sequence, table, name)];
  // serial → identity: the old sequence steps aside, the new one goes on where it stands.
  const old = serial.name === to.sequence.name ? aside(serial) : serial;
  return [
    ...(old.name === serial.name ? [] : [renameSequence(serial, old.name)]),
    add,
    carrySequence(old, to.sequence),
    dropSequence(old),
  ];
}

/** Changing the type of an identity column changes its sequence's type along with it. */
function identityAfterTypeChange(from: Identity, changes: ColumnChanges): ColumnSequence['options'] {
  const type = changes.type === undefined ? null : sequenceTypeOf(changes.type.to);
  return type === null || type === from.sequence.options.type
    ? from.sequence.options
    : retyped(from.sequence.options, type);
}

function alterColumnSequence(
  from: ColumnSequence,
  to: ColumnSequence,
  options: ColumnSequence['options'],
): readonly Statement[] {
  return [...(from.name === to.name ? [] : [renameSequence(from, to.name)]), ...alterSequence(to, options, to.options)];
}

/** A name beside that of a sequence, for the moment in which there are two. */
function aside(sequence: ColumnSequence): ColumnSequence {
  return { ...sequence, name: `${clipBytes(sequence.name, 59)}_was` };
}
