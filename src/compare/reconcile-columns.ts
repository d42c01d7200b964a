/**
 * The columns of a table that both sides have: what the model says, with what it cannot say taken over from the database.
 * A column of the database that the model does not declare stays, unless the history made it and a person said that it may go.
 */
import { nextvalOf } from '../operations/sequence-sql';
import { nameKey, objectKey, objectName } from '../schema/names';
import { sameType } from '../schema/type-name';
import type { Column, ColumnSequence, Expression, Sequence, SequenceOptions, Table } from '../schema/types';
import { defaultSequenceOptions } from '../schema/empty';
import { agreeOrNone } from './agreement';
import { columnsAlike, type Candidate } from './alike';
import { pairUp, same } from './equal';
import { keptOfSequence, noteKept } from './kept';
import { isFrozen, literalValue } from './literal';
import { narrow } from './print-shape';
import { askRename } from './questions';
import type { Reconciling } from './reconcile-options';
import { requiredUndeclared } from './required-undeclared';
import type { TypeMapping } from './reconcile-types';
import { tokens } from './sql-tokens';

export function reconcileColumns(
  current: Table,
  model: Table,
  types: TypeMapping,
  context: Reconciling,
): readonly Column[] {
  const { added, dropped, kept } = pairUp(current.columns, model.columns, (column) => column.name);
  const wanted = new Map(kept.map(({ from, to }) => [from.name, to]));
  const fresh = added.map((column) => ({ ...column, type: types.map(column.type) }));
  const gone = new Set(
    dropped.filter((column) => mayGo(current, column, { fresh, model }, context)).map((column) => column.name),
  );
  const staying = current.columns.filter((column) => !gone.has(column.name));
  const settled = staying.map((column) => {
    const to = wanted.get(column.name);
    if (to === undefined) return column;
    const type = types.map(to.type);
    const declared = type === to.type ? to : { ...to, type };
    // By far the most common case: in every fact what the model says, so that nothing is to be taken over.
    return same(declared, column) ? column : reconcileColumn(current, column, declared, context);
  });
  const plain = [...settled, ...fresh];
  return plain.map((column) => {
    const before = current.columns.find((other) => other.name === column.name);
    return before === undefined ? column : settleGenerated(current, before, column, plain, context);
  });
}

/** Whether a column that the model does not declare goes; if not, says why it stays. */
function mayGo(
  table: Table,
  column: Column,
  { fresh, model }: { readonly fresh: readonly Column[]; readonly model: Table },
  context: Reconciling,
): boolean {
  const object = objectName('column', table.schema, column.name, table.name);
  const key = objectKey(object);
  if (!context.isVisible(object)) return false;
  const alike = (): readonly Candidate[] => columnsAlike(column, table, fresh, model, context);
  if (context.drops.kept.has(key) || !context.owned(object)) {
    context.notes.unmanaged.push(object);
    if (context.atBase && !context.drops.kept.has(key) && askRename(object, alike(), context)) return false;
    const warning = requiredUndeclared(object, column, context.defaultSchema);
    if (warning !== null) context.notes.warnings.push(warning);
    return false;
  }
  if (context.drops.allowed.has(key)) return true;
  context.notes.heldBack.push(object);
  if (!askRename(object, alike(), context)) context.notes.questions.push({ kind: 'dropColumn', object });
  return false;
}

function reconcileColumn(table: Table, current: Column, model: Column, context: Reconciling): Column {
  const judged = judgedType(table, current, model, context);
  const type = takenOverType(current, judged);
  const column: Column = {
    name: current.name,
    type: type.type,
    notNull: model.notNull,
    comment: model.comment,
    collation:
      judged.collation !== null && current.collation?.name === judged.collation.name
        ? current.collation
        : judged.collation,
    generated: model.generated,
    ...values(table, current, { ...model, type: type.type }, context),
    ...unsaid(current),
  };
  return same(column, current) ? current : column;
}

/** The type that the project says it is: that of the database, where it calls them the same. */
function judgedType(table: Table, current: Column, model: Column, { compareType }: Reconciling): Column {
  const differs = compareType?.({ table, current, desired: model }) ?? null;
  return differs === false ? { ...model, type: current.type, collation: current.collation } : model;
}

/** What no decorator can say of a column, and tunes it only. */
function unsaid({ storage, compression, statistics, inherited }: Column): Partial<Column> {
  return {
    ...(storage === undefined ? {} : { storage }),
    ...(compression === undefined ? {} : { compression }),
    ...(statistics === undefined ? {} : { statistics }),
    ...(inherited === undefined ? {} : { inherited }),
  };
}

/** A type of an extension lies in whatever schema the database has it; the model can only guess. */
function takenOverType(current: Column, model: Column): { readonly type: Column['type'] } {
  const known = model.type.schema === 'pg_catalog' || current.type.schema === 'pg_catalog';
  if (known || current.type.schema === model.type.schema) return { type: model.type };
  return sameType({ ...model.type, schema: current.type.schema }, current.type)
    ? { type: current.type }
    : { type: model.type };
}

/** Where the values come from: default, serial or identity. */
function values(
  table: Table,
  current: Column,
  model: Column,
  context: Reconciling,
): Pick<Column, 'default' | 'serial' | 'identity'> {
  if (model.serial !== null) {
    // A default drawn from a sequence that nobody owns does what serial does; the sequence is somebody's.
    if (current.serial === null && current.default !== null && drawsFromSequence(current.default)) {
      return { default: current.default, serial: null, identity: null };
    }
    const left =
      current.serial === null && current.identity === null ? leftSequence(table, current, model.serial, context) : null;
    if (left !== null) return { default: nextvalOf(left), serial: null, identity: null };
    if (current.serial !== null) keepSequence(table, current, current.serial, context);
    const serial = takenOverSequence(current.serial, model.serial, sameType(current.type, model.type), context);
    return { default: null, serial, identity: null };
  }
  if (model.identity !== null) {
    const before = current.identity?.sequence ?? null;
    if (before !== null) keepSequence(table, current, before, context);
    const isTypeKept = sameType(current.type, model.type);
    const sequence = takenOverSequence(before, model.identity.sequence, isTypeKept, context);
    return { default: null, serial: null, identity: { ...model.identity, sequence } };
  }
  return { default: settledDefault(table, current, model, context), serial: null, identity: null };
}

/**
 * A serial column that lost its default keeps its sequence, which still has the name: the column draws from it again, where it stood.
 * Only the default is missing then, and a sequence cannot be made twice.
 */
function leftSequence(
  table: Table,
  column: Column,
  wanted: ColumnSequence,
  { freeSequences, notes }: Reconciling,
): Sequence | null {
  const left = freeSequences.get(nameKey(wanted));
  if (left === undefined) return null;
  const owner = left.ownedBy;
  if (owner !== null && (owner.column !== column.name || nameKey(owner.table) !== nameKey(table))) return null;
  notes.reattached.add(nameKey(left));
  return left;
}

function drawsFromSequence(sql: Expression): boolean {
  const [first, second] = tokens(sql);
  return first?.text.toLowerCase() === 'nextval' && second?.text === '(';
}

/**
 * Name and options are the database's, unless derived names are asked for; only the type follows a column that is retyped, with the limits
 * that came from it. Sequences that somebody made for a column that was there are of bigint, TypeORM's own too.
 */
function takenOverSequence(
  current: ColumnSequence | null,
  model: ColumnSequence,
  isTypeKept: boolean,
  { names, freeSequences }: Reconciling,
): ColumnSequence {
  if (current === null) return model;
  const isFree = current.schema === model.schema && !freeSequences.has(nameKey(model));
  const named = names === 'rename' && isFree ? { ...current, name: model.name } : current;
  if (isTypeKept || current.options.type === model.options.type) return named;
  return { ...named, options: retyped(current.options, model.options.type) };
}

function keepSequence(table: Table, column: Column, { options }: ColumnSequence, { notes }: Reconciling): void {
  noteKept(objectName('column', table.schema, column.name, table.name), keptOfSequence(options), notes);
}

function retyped(options: SequenceOptions, type: SequenceOptions['type']): SequenceOptions {
  if (options.type === type) return options;
  const before = defaultSequenceOptions(options.type);
  const after = defaultSequenceOptions(type);
  return { ...options, type, maxValue: options.maxValue === before.maxValue ? after.maxValue : options.maxValue };
}

function settledDefault(table: Table, current: Column, model: Column, context: Reconciling): Expression | null {
  const object = objectName('column', table.schema, current.name, table.name);
  const differs = context.compareDefault?.({ table, current, desired: model }) ?? null;
  if (differs !== null) return differs ? model.default : current.default;
  if (model.default === null || current.default === null || model.default === current.default) return model.default;
  // A default is converted along with its column, and then no longer reads as if it were written for the new type; another length is none.
  if (!sameType({ ...current.type, modifiers: [] }, { ...model.type, modifiers: [] })) return model.default;
  const values = [current.default, model.default].map((sql) => literalValue(sql, model.type, context.defaultSchema));
  if (values[0] !== null && values[0] === values[1]) return current.default;
  if (values[0] !== null && isFrozen(model.default, model.type, context.defaultSchema)) {
    const message = `the default ${model.default} was frozen by PostgreSQL when it was set: write it as a function`;
    context.notes.warnings.push({ code: 'FROZEN_DEFAULT', message, object });
    return current.default;
  }
  const agreement = agreeOrNone(
    current.default,
    model.default,
    (sql) => ({ kind: 'default', type: model.type, sql }),
    object,
    context,
  );
  return agreement === 'different' ? model.default : current.default;
}

/** Generation expressions are printed over the columns as they will be. */
function settleGenerated(
  table: Table,
  current: Column,
  column: Column,
  columns: readonly Column[],
  context: Reconciling,
): Column {
  if (column === current || current.generated === null || column.generated === null) return column;
  // Then it is made anew, from the model's words.
  if (column.generated.storage !== current.generated.storage) return column;
  const shape = shapeOf(table, columns);
  const object = objectName('column', table.schema, column.name, table.name);
  const agreement = agreeOrNone(
    current.generated.expression,
    column.generated.expression,
    (sql) => ({ kind: 'generated', shape: narrow(shape, sql, [column.name]), column: column.name, sql }),
    object,
    context,
  );
  if (agreement === 'different') return column;
  const settled = { ...column, generated: { ...column.generated, expression: current.generated.expression } };
  return same(settled, current) ? current : settled;
}

/** A table as far as the meaning of its expressions depends on it. */
export function shapeOf(table: { readonly schema: string; readonly name: string }, columns: readonly Column[]) {
  return {
    schema: table.schema,
    name: table.name,
    columns: columns.map(({ name, type, collation }) => ({ name, type, collation })),
  };
}

/** By `nameKey`, the user-defined types that some column of these tables has. */
export function typesInUse(tables: readonly Table[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { columns } of tables)
    for (const { type } of columns) if (type.schema !== 'pg_catalog') used.add(nameKey(type));
  return used;
}
