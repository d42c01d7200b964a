/**
 * Enum types. A label that only comes in is added in its place; any other change of the labels swaps the type, for all its users at
 * once, which keeps the values of the columns and fails loudly on a row that holds a label that is gone.
 */
import type { EnumUser, Operation, Pair } from '../operations/operation';
import { nameKey, objectName } from '../schema/names';
import { sameType } from '../schema/type-name';
import type { Column, DatabaseSchema, EnumType, QualifiedName, Table } from '../schema/types';
import { diffComment } from './comments';
import { pairUp } from './equal';
import { keptParents } from './inheritance';
import type { Rebuilds } from './rebuild-set';
import { inSequence, type Step } from './steps';

/** The enums whose labels change otherwise than by coming in: by `nameKey`. */
export function replacedEnums(current: DatabaseSchema, target: DatabaseSchema): ReadonlySet<string> {
  const { kept } = pairUp(current.enums, target.enums, nameKey);
  return new Set(kept.filter(({ from, to }) => !onlyComesIn(from.labels, to.labels)).map(({ to }) => nameKey(to)));
}

export function diffEnums(current: DatabaseSchema, target: DatabaseSchema, rebuilds: Rebuilds): readonly Step[] {
  const { added, dropped, kept } = pairUp(current.enums, target.enums, nameKey);
  return [
    ...added.map((created): Step => [{ kind: 'createEnum', enum: created }]),
    ...kept.flatMap((pair) => alterations(pair, { current, target, rebuilds })),
    ...dropped.map((was): Step => [{ kind: 'dropEnum', enum: nameOf(was), was }]),
  ];
}

interface Sides {
  readonly current: DatabaseSchema;
  readonly target: DatabaseSchema;
  readonly rebuilds: Rebuilds;
}

const ATTRIBUTES = {
  schema: () => [],
  name: () => [],
  derivedName: () => [],
  labels: labelSteps,
  comment: (pair) =>
    diffComment(objectName('enum', pair.to.schema, pair.to.name), pair).map((operation) => [operation]),
} satisfies Record<keyof EnumType, (pair: Pair<EnumType>, sides: Sides) => readonly Step[]>;

function alterations(pair: Pair<EnumType>, sides: Sides): readonly Step[] {
  return Object.values(ATTRIBUTES).flatMap((attribute) => attribute(pair, sides));
}

function labelSteps({ from, to }: Pair<EnumType>, sides: Sides): readonly Step[] {
  if (onlyComesIn(from.labels, to.labels)) return inSequence(additions(nameOf(to), from.labels, to.labels));
  const users = usersOf(to, sides);
  return [
    [
      ...vanishedDefaults(users, sides.current),
      {
        kind: 'replaceEnum',
        enum: nameOf(to),
        labels: { from: from.labels, to: to.labels },
        mapping: {},
        users,
        // What the comment is now; a change of it is an operation of its own.
        ...(from.comment === null ? {} : { comment: from.comment }),
      },
    ],
  ];
}

/** A default that goes must go first: it is of the type that is swapped. */
function vanishedDefaults(users: readonly EnumUser[], current: DatabaseSchema): readonly Operation[] {
  const tables = new Map(current.tables.map((table) => [nameKey(table), table]));
  return users.flatMap(({ table, column, default: after }): readonly Operation[] => {
    const before = tables.get(nameKey(table))?.columns.find(({ name }) => name === column)?.default ?? null;
    if (after !== null || before === null) return [];
    return [{ kind: 'alterColumn', table, name: column, changes: { default: { from: before, to: null } } }];
  });
}

/** Each new label before the next one that is there already, so that several in one gap keep their order. */
function additions(name: QualifiedName, from: readonly string[], to: readonly string[]): readonly Operation[] {
  return to.flatMap((value, index): readonly Operation[] => {
    if (from.includes(value)) return [];
    const next = to.slice(index + 1).find((label) => from.includes(label));
    return [{ kind: 'addEnumValue', enum: name, value, position: next === undefined ? null : { before: next } }];
  });
}

function onlyComesIn(from: readonly string[], to: readonly string[]): boolean {
  const kept = to.filter((label) => from.includes(label));
  return kept.length === from.length && kept.every((label, index) => label === from[index]);
}

/** Columns that are of this enum before and after. What joins or leaves it is an alteration of the column, and what goes has gone. */
function usersOf(type: EnumType, { current, target, rebuilds }: Sides): readonly EnumUser[] {
  const follows = followers(current, target);
  return pairUp(current.tables, target.tables, nameKey).kept.flatMap(({ from, to }) =>
    pairUp(from.columns, to.columns, ({ name }) => name)
      .kept.filter((pair) => isOf(pair.from, type) && isOf(pair.to, type) && !rebuilds.isReplaced(from, pair.from.name))
      .filter((pair) => !follows({ from, to }, pair))
      .map((pair): EnumUser => ({
        table: nameOf(from),
        column: pair.from.name,
        array: pair.from.type.dimensions > 0,
        // The default that holds afterwards: the one from before may be a label that is gone. One of an array is none of its elements.
        default: sameType(pair.from.type, pair.to.type) ? pair.to.default : null,
      })),
  );
}

/** Whether a column gets its type with its parent's: PostgreSQL alters children and partitions with their parent, and never alone. */
function followers(
  current: DatabaseSchema,
  target: DatabaseSchema,
): (table: Pair<Table>, column: Pair<Column>) => boolean {
  if (!current.tables.some(({ inherits }) => inherits.length > 0)) return () => false;
  const before = new Map(current.tables.map((table) => [nameKey(table), table]));
  const after = new Map(target.tables.map((table) => [nameKey(table), table]));
  const ofParent = (tables: typeof before, parent: string, { name }: Column): Column | undefined =>
    tables.get(parent)?.columns.find((each) => each.name === name);
  return ({ from, to }, column) => {
    // It is there already as its parent will get it.
    const isNew = from.inherits.every((parent) => ofParent(before, nameKey(parent), column.from) === undefined);
    if (column.from.inherited === true && isNew) return true;
    return keptParents(from, to).some((parent) => {
      const is = ofParent(after, parent, column.to);
      // A default of its own it must be given by itself.
      return (
        ofParent(before, parent, column.from) !== undefined && is !== undefined && is.default === column.to.default
      );
    });
  };
}

function isOf(column: Column, type: QualifiedName): boolean {
  return column.type.schema === type.schema && column.type.name === type.name;
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}
