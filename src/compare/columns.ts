/**
 * Columns of a table that stays. Every attribute has its handler, so that one nobody handles does not compile.
 * It must never drop and add a column that can be altered: only a generated column whose expression changes has no way in place.
 */
import { defaultText } from '../operations/literals';
import type { ColumnChanges, ColumnStorage, Operation, OperationOf, Pair } from '../operations/operation';
import { displayObject, nameKey, objectName } from '../schema/names';
import { quoteIdentifier, quoteName } from '../schema/quote';
import { sameType } from '../schema/type-name';
import type { Column, ColumnSequence, EnumType, Expression, QualifiedName, Table } from '../schema/types';
import { conversion, fillingConversion } from './casts';
import { diffComment } from './comments';
import { fillRows } from './fill-rows';
import { pairUp, same } from './equal';
import { columnKey } from './inheritance';
import { fillSuggestion } from './fill';
import type { Rebuilds } from './rebuild-set';
import { isOverChanging } from './replaced-columns';
import { singly, type Step } from './steps';

export interface ColumnContext {
  readonly defaultSchema: string;
  readonly rebuilds: Rebuilds;
  /** Enums that are swapped, by `nameKey`: the swap brings the defaults of their columns along. */
  readonly replacedEnums: ReadonlySet<string>;
  /** Columns that go from a parent and stay in a child: by `columnKey`. */
  readonly left: ReadonlySet<string>;
  /** As they will be: a label is an example of a value. */
  readonly enums: readonly EnumType[];
}

export function diffColumns(tables: Pair<Table>, context: ColumnContext): readonly Step[] {
  const table = nameOf(tables.to);
  const { added, dropped, kept } = pairUp(tables.from.columns, tables.to.columns, (column) => column.name);
  return [
    ...added.flatMap((column) => addColumn(tables.to, column, context)),
    ...kept.flatMap((pair) => alterColumn(tables, pair, context)),
    ...dropped.map((was): Step => [
      {
        kind: 'dropColumn',
        table,
        name: was.name,
        was,
        ...(context.left.has(columnKey(nameKey(table), was.name)) ? { only: true } : {}),
      },
    ]),
  ];
}

type Handler = (pair: Pair<Column>, context: ColumnContext) => ColumnChanges;

const ATTRIBUTES = {
  name: () => ({}),
  comment: () => ({}),
  // An operation of its own.
  storage: () => ({}),
  compression: () => ({}),
  statistics: () => ({}),
  // No statement makes a column its parent's; the other way it comes with detaching.
  inherited: () => ({}),
  // A collation changes only as part of a type, so a changed one brings the type along.
  type: ({ from, to }) =>
    sameType(from.type, to.type) && same(from.collation, to.collation)
      ? {}
      : { type: { from: from.type, to: to.type, using: usingOf({ from, to }) } },
  // And a new type comes with its own collation, unless one is named.
  collation: ({ from, to }) =>
    same(from.collation, to.collation) && (to.collation === null || sameType(from.type, to.type))
      ? {}
      : { collation: { from: from.collation, to: to.collation } },
  notNull: ({ from, to }) => (from.notNull === to.notNull ? {} : { notNull: { from: from.notNull, to: to.notNull } }),
  default: defaultChange,
  serial: ({ from, to }) => {
    const serial = { from: underNewName(from.serial, to.serial), to: to.serial };
    return sameButForName(serial) ? {} : { serial };
  },
  identity: ({ from, to }) => {
    const sequence = { from: from.identity?.sequence ?? null, to: to.identity?.sequence ?? null };
    if (from.identity?.generation === to.identity?.generation && sameButForName(sequence)) return {};
    const before = underNewName(sequence.from, sequence.to);
    const identity = from.identity === null || before === null ? from.identity : { ...from.identity, sequence: before };
    return { identity: { from: identity, to: to.identity } };
  },
  generated: ({ from, to }) =>
    same(from.generated, to.generated) ? {} : { generated: { from: from.generated, to: to.generated } },
} satisfies Record<keyof Column, Handler>;

/** A column that becomes required with its new type is filled as it is converted: before that its default need not fit. */
function usingOf({ from, to }: Pair<Column>): Expression | null {
  const fills = !from.notNull && to.notNull && to.default !== null && from.generated === null && to.generated === null;
  if (!fills || sameType(from.type, to.type)) return conversion(to.name, from.type, to.type).using;
  return fillingConversion(to.name, from.type, to.type, to.default);
}

/** What changes of a column, comment and name of its sequence left out. */
function columnChanges(pair: Pair<Column>, context: ColumnContext): ColumnChanges {
  const handlers: readonly Handler[] = Object.values(ATTRIBUTES);
  return handlers.reduce<ColumnChanges>((all, handler) => ({ ...all, ...handler(pair, context) }), {});
}

/** A literal without the cast to the column's own type, which says nothing: people read `'en'`. */
function plainDefault({ default: expression, type }: Column): Expression | null {
  return expression === null ? null : defaultText(expression, type);
}

function defaultChange({ from, to }: Pair<Column>, context: ColumnContext): ColumnChanges {
  const plain = { from: plainDefault(from), to: plainDefault(to) };
  const change: ColumnChanges = { default: plain };
  if (sameType(from.type, to.type)) {
    return context.replacedEnums.has(nameKey(to.type)) || plain.from === plain.to ? {} : change;
  }
  if (from.default !== to.default) return change;
  if (to.default === null) return {};
  // PostgreSQL converts a default only by an implicit cast: beside a USING it must be taken off and put on again.
  return conversion(to.name, from.type, to.type).using === null ? {} : change;
}

function addColumn(whole: Table, column: Column, context: ColumnContext): readonly Step[] {
  const table = nameOf(whole);
  if (!column.notNull || fillsItself(column)) return [[{ kind: 'addColumn', table, column }]];
  return [
    [{ kind: 'addColumn', table, column: { ...column, notNull: false } }],
    [
      fill(whole, column, context),
      { kind: 'alterColumn', table, name: column.name, changes: { notNull: { from: false, to: true } } },
    ],
  ];
}

function alterColumn(tables: Pair<Table>, pair: Pair<Column>, context: ColumnContext): readonly Step[] {
  const { to } = pair;
  const table = nameOf(tables.to);
  if (context.rebuilds.isReplaced(table, to.name)) return replaceColumn(tables, pair, context);
  return [
    ...alterations(tables.to, pair, context),
    ...singly(storageChange(table, pair, context)),
    ...singly(sequenceRenames(pair)),
    ...singly(sequenceComment(pair)),
    ...singly(diffComment(objectName('column', table.schema, to.name, table.name), pair)),
  ];
}

function alterations(whole: Table, pair: Pair<Column>, context: ColumnContext): readonly Step[] {
  const changes = columnChanges(pair, context);
  if (Object.keys(changes).length === 0) return [];
  const table = nameOf(whole);
  const alter = (own: ColumnChanges): Operation => ({ kind: 'alterColumn', table, name: pair.to.name, changes: own });
  const prepares = prepare(whole, pair, context);
  const { notNull, ...others } = changes;
  const { generated, ...retyped } = changes;
  // A column that takes a swapped enum lets go of what it was computed from before the swap.
  if (generated?.to === null && changes.type !== undefined && context.replacedEnums.has(nameKey(pair.to.type))) {
    return [[alter({ generated })], [...prepares, alter(retyped)]];
  }
  const fills = prepares.filter((each) => !isConversion(each));
  // Nobody can fill a column while it is computed: it is made plain first.
  if (pair.from.generated === null || notNull === undefined || fills.length === 0) {
    return [[...prepares, alter(changes)]];
  }
  return [
    [...prepares.filter(isConversion), alter(others)],
    [...fills, alter({ notNull })],
  ];
}

/** The open step that asks how the values are converted; any other is about rows without a value. */
function isConversion(operation: Operation): boolean {
  return operation.kind === 'todo' && operation.emptyColumn === undefined;
}

/** A new type comes with its own storage and compression, and so does an enum that is swapped and a collation, which is changed as a type is. */
function storageChange(
  table: QualifiedName,
  { from, to }: Pair<Column>,
  { replacedEnums }: ColumnContext,
): readonly Operation[] {
  const stays =
    sameType(from.type, to.type) && same(from.collation, to.collation) && !replacedEnums.has(nameKey(to.type));
  const kept = stays ? storageOf(from) : statisticsOf(from);
  if (same(kept, storageOf(to))) return [];
  return [{ kind: 'setColumnStorage', table, name: to.name, storage: { from: kept, to: storageOf(to) } }];
}

function storageOf({ storage, compression, statistics }: Column): ColumnStorage {
  return {
    ...(storage === undefined ? {} : { storage }),
    ...(compression === undefined ? {} : { compression }),
    ...(statistics === undefined ? {} : { statistics }),
  };
}

function statisticsOf({ statistics }: Column): ColumnStorage {
  return statistics === undefined ? {} : { statistics };
}

/** Its values are computed anew, so that nothing is lost that was not computed (a plain column that becomes generated apart). */
function replaceColumn(tables: Pair<Table>, pair: Pair<Column>, context: ColumnContext): readonly Step[] {
  const { from, to } = pair;
  const table = nameOf(tables.to);
  const onlyExpression = same({ ...from, generated: null, comment: null }, { ...to, generated: null, comment: null });
  // Of a type that is swapped, or over a column that changes, it goes before that and comes after it.
  const moves = context.replacedEnums.has(nameKey(to.type)) || isOverChanging(tables, pair, context.replacedEnums);
  if (onlyExpression && !same(from.generated, to.generated) && !moves) {
    const generated = { from: from.generated, to: to.generated, column: to };
    return [[{ kind: 'alterColumn', table, name: to.name, changes: { generated } }]];
  }
  return [[{ kind: 'dropColumn', table, name: from.name, was: from }], ...addColumn(tables.to, to, context)];
}

/** What a person must write, or what fills the column, before it can be altered. */
function prepare(whole: Table, { from, to }: Pair<Column>, context: ColumnContext): readonly Operation[] {
  const table = nameOf(whole);
  const where = displayObject(objectName('column', table.schema, to.name, table.name), context.defaultSchema);
  const steps: Operation[] = [];
  if (!sameType(from.type, to.type) && !conversion(to.name, from.type, to.type).castable) {
    const text = `say how ${where} is converted: PostgreSQL has no cast between the two types, and the next step only tries the text`;
    steps.push({ kind: 'todo', text, suggestion: null, table });
  }
  if (from.notNull || !to.notNull || to.serial !== null || to.identity !== null || to.generated !== null) return steps;
  if (to.default === null) return [...steps, { ...fill(whole, to, context), emptyColumn: to.name }];
  if (sameType(from.type, to.type)) {
    const column = quoteIdentifier(to.name);
    const sql = `UPDATE ${quoteName(table)} SET ${column} = ${to.default} WHERE ${column} IS NULL`;
    return [...steps, ...fillRows(whole, sql)];
  }
  return steps;
}

function fill(whole: Table, column: Column, context: ColumnContext): OperationOf<'todo'> {
  const table = nameOf(whole);
  const where = displayObject(objectName('column', table.schema, column.name, table.name), context.defaultSchema);
  return { kind: 'todo', text: `fill ${where}`, suggestion: fillSuggestion(whole, column, context.enums), table };
}

function fillsItself(column: Column): boolean {
  return column.default !== null || column.serial !== null || column.identity !== null || column.generated !== null;
}

/** As it stands after its rename, which is an operation of its own. */
function underNewName(from: ColumnSequence | null, to: ColumnSequence | null): ColumnSequence | null {
  return from === null || to === null || from.schema !== to.schema ? from : { ...from, name: to.name };
}

/** The sequence of a serial or identity column under another name, and nothing else: a rename. */
function sequenceRenames({ from, to }: Pair<Column>): readonly Operation[] {
  const before = from.serial ?? from.identity?.sequence;
  const after = to.serial ?? to.identity?.sequence;
  if (!before || !after || (from.serial === null) !== (to.serial === null)) return [];
  if (before.name === after.name || before.schema !== after.schema) return [];
  return [{ kind: 'renameSequence', sequence: nameOf(before), to: after.name }];
}

/** A new sequence brings its comment along. */
function sequenceComment({ from, to }: Pair<Column>): readonly Operation[] {
  const before = from.serial ?? from.identity?.sequence;
  const after = to.serial ?? to.identity?.sequence;
  if (!before || !after || (from.serial === null) !== (to.serial === null)) return [];
  const comment = { from: { comment: before.comment ?? null }, to: { comment: after.comment ?? null } };
  return diffComment(objectName('sequence', after.schema, after.name), comment);
}

/** A sequence in another schema follows its table there: only the options are its own. */
function sameButForName({ from, to }: Pair<ColumnSequence | null>): boolean {
  return same(from?.options ?? null, to?.options ?? null);
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}
