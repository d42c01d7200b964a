/**
 * Operations read backwards, as what differs: which object, which of its attributes, and how it stands in the database and in the model.
 * For people only. Several operations may be one difference (an index that is dropped and made anew), and some are none (a view that
 * is taken out of the way and put back). Pure.
 */
import { EMPTY_SCHEMA } from '../schema/empty';
import { displayName, displayObject, objectKey, objectName } from '../schema/names';
import { printTypeName } from '../schema/type-name';
import type {
  ColumnSequence,
  DatabaseSchema,
  ForeignKey,
  Generated,
  Identity,
  Index,
  ObjectName,
  QualifiedName,
  Timing,
  TypeName,
} from '../schema/types';
import { newDefault } from './column-changes';
import { columnSwaps, isStepOf } from './column-swaps';
import type { ColumnSwap } from './column-swaps';
import type { ColumnChanges, Operation, Pair } from './operation';
import { describe } from './specs';
import { mainObject } from './summary';
import { keyWords } from './wording';

/** An attribute, as each side has it. */
export interface Sides {
  readonly attribute: string;
  readonly database: string;
  readonly model: string;
}

export interface SchemaDifference {
  /** Position of the operation that it was read from: of the last one, where there are several. */
  readonly operation: number;
  /** `null` for SQL by hand. */
  readonly name: ObjectName | null;
  /** For people: `persons.nickname`. */
  readonly object: string;
  /** `missing`: the model has it alone; `extra`: the database has it alone; `changed`: `sides` tell; `other`: `text` tells. */
  readonly state: 'missing' | 'extra' | 'changed' | 'other';
  readonly sides: readonly Sides[];
  readonly text: string;
}

/**
 * What differs, in the order of the operations.
 * @param before what the database holds: what goes with a column, and is made again, is known from there alone
 */
export function differencesOf(
  operations: readonly Operation[],
  defaultSchema: string,
  before: DatabaseSchema = EMPTY_SCHEMA,
): readonly SchemaDifference[] {
  const swaps = columnSwaps(operations);
  const goneWithColumns = swaps.length === 0 ? new Map<string, object>() : constraintsIn(before);
  const dropped = new Map<string, object | null>(goneWithColumns);
  const recreated = new Set<string>();
  operations.forEach((operation) => {
    const key = keyOf(operation);
    if (key !== null && operation.kind.startsWith('drop') && 'was' in operation) dropped.set(key, operation.was);
    if (key !== null && dropped.has(key) && isCreate(operation)) recreated.add(key);
  });
  const found = operations.flatMap((operation, index): readonly SchemaDifference[] => {
    const swap = swaps.find((each) => isStepOf(each, operation));
    if (swap !== undefined) {
      return swap.operation === index && !swap.follows ? [swapDifference(swap, defaultSchema)] : [];
    }
    const key = keyOf(operation);
    const again = key !== null && recreated.has(key);
    if (again && operation.kind.startsWith('drop')) return [];
    if (isPartOfAddition(operation, operations)) return [];
    const difference = differenceOf(
      operation,
      again && key !== null ? (dropped.get(key) ?? null) : null,
      defaultSchema,
    );
    if (difference === null) return [];
    const name = nameOf(operation);
    const label = operation.kind === 'addEnumValue' ? `'${operation.value}' of ` : '';
    return [{ operation: index, name, object: `${label}${shown(name, defaultSchema)}`, ...difference }];
  });
  // What prepares or restores something is no difference; SQL that stands for itself is all that there is to tell.
  const real = found.filter(({ operation }) => operations[operation]?.kind !== 'execute');
  return real.length === 0 ? found : real;
}

/** One line for a column and those that reference it. */
function swapDifference(swap: ColumnSwap, defaultSchema: string): SchemaDifference {
  const display = ({ table, name }: ColumnSwap): string =>
    displayObject(objectName('column', table.schema, name, table.name), defaultSchema);
  const followers = swap.followers.map(display).join(', ');
  const name = objectName('column', swap.table.schema, swap.name, swap.table.name);
  const attribute =
    followers === ''
      ? 'type'
      : `type, also of ${followers}, which reference${swap.followers.length === 1 ? 's' : ''} it`;
  const words = (type: TypeName): string => printTypeName(type, 'file', defaultSchema);
  const sides = [{ attribute, database: words(swap.from.type), model: words(swap.to.type) }];
  return { operation: swap.operation, name, object: display(swap), ...changed(sides) };
}

/** Constraints and indexes by key. */
function constraintsIn({ tables }: DatabaseSchema): ReadonlyMap<string, object> {
  return new Map(
    tables.flatMap((table) =>
      [
        ...(table.primaryKey === null ? [] : [table.primaryKey]),
        ...table.uniques,
        ...table.checks,
        ...table.exclusions,
        ...table.foreignKeys,
        ...table.indexes.map((index) => ({ ...index, kind: 'index' as const })),
      ].map((each) => [objectKey(objectName(each.kind, table.schema, each.name, table.name)), each] as const),
    ),
  );
}

type Found = Pick<SchemaDifference, 'state' | 'sides' | 'text'>;

function differenceOf(operation: Operation, was: object | null, defaultSchema: string): Found | null {
  if (was !== null) {
    const sides = sidesOf(was, createdBy(operation) ?? {}, defaultSchema);
    return sides.length === 0 ? null : changed(sides);
  }
  switch (operation.kind) {
    case 'todo':
    case 'suspend':
    case 'resume':
      return null;
    case 'alterColumn':
      return changed(columnSides(operation.changes, defaultSchema));
    case 'replaceEnum':
      return changed([side('values', operation.labels, (labels) => labels.join(', '))]);
    case 'replaceView':
      return changed([side('definition', operation.view, (view) => view.definition)]);
    case 'setComment':
      return changed([side('comment', operation.comment, (comment) => comment ?? 'none')]);
    case 'addEnumValue':
    case 'requireExtension':
      return { state: 'missing', sides: [], text: '' };
    case 'execute':
      return other(describe(operation, defaultSchema).replace(/^SQL: /, ''));
    default:
      if (isCreate(operation)) return { state: 'missing', sides: [], text: '' };
      if (operation.kind.startsWith('drop')) return { state: 'extra', sides: [], text: '' };
      return other(describe(operation, defaultSchema));
  }
}

const changed = (sides: readonly Sides[]): Found => ({ state: 'changed', sides, text: '' });
const other = (text: string): Found => ({ state: 'other', sides: [], text });

/** The object that an operation is about. */
function nameOf(operation: Operation): ObjectName | null {
  return operation.kind === 'requireExtension' ? objectName('extension', '', operation.name) : mainObject(operation);
}

/** `rotations.id`; an index or a constraint by its own name, as it is known by. */
function shown(name: ObjectName | null, defaultSchema: string): string {
  if (name === null) return 'SQL';
  if (name.kind === 'extension' || name.kind === 'schema') return `${name.kind} ${name.name}`;
  if (name.kind === 'column' || name.table === null) return displayObject(name, defaultSchema);
  return `${name.name} on ${displayName({ schema: name.schema, name: name.table }, defaultSchema)}`;
}

function keyOf(operation: Operation): string | null {
  const name = mainObject(operation);
  return name === null ? null : objectKey(name);
}

function isCreate({ kind }: Operation): boolean {
  return kind.startsWith('create') || kind === 'addColumn';
}

/** A required column comes in three steps, of which only the first is a difference. */
function isPartOfAddition(operation: Operation, operations: readonly Operation[]): boolean {
  if (operation.kind !== 'alterColumn') return false;
  const { table, name } = operation;
  return operations.some(
    (each) =>
      each.kind === 'addColumn' &&
      each.column.name === name &&
      each.table.name === table.name &&
      each.table.schema === table.schema,
  );
}

/** The object that an operation makes. */
function createdBy(operation: Operation): object | null {
  switch (operation.kind) {
    case 'createIndex':
      return operation.index;
    case 'createPrimaryKey':
    case 'createUniqueConstraint':
    case 'createCheckConstraint':
    case 'createExclusionConstraint':
    case 'createForeignKey':
      return operation.constraint;
    case 'createView':
      return operation.view;
    case 'createEnum':
      return operation.enum;
    case 'createSequence':
      return operation.sequence;
    case 'addColumn':
      return operation.column;
    case 'createTable':
      return operation.table;
    default:
      return null;
  }
}

/** Attributes of which nobody would say that the two sides differ in them. */
const UNSAID = new Set(['name', 'schema', 'derivedName', 'kind', 'comment', 'valid', 'populated']);
/** Of a view they follow from its definition, and a model does not know them. */
const UNSAID_OF_VIEWS = new Set([...UNSAID, 'columns', 'columnTypes', 'written']);

function sidesOf(from: object, to: object, defaultSchema: string): readonly Sides[] {
  const values = new Map<string, unknown>(Object.entries(to));
  const unsaid = 'definition' in to && 'materialized' in to ? UNSAID_OF_VIEWS : UNSAID;
  return Object.entries(from).flatMap(([attribute, value]: [string, unknown]) => {
    const wanted = values.get(attribute);
    if (unsaid.has(attribute) || JSON.stringify(value) === JSON.stringify(wanted)) return [];
    return [side(spaced(attribute), { from: value, to: wanted }, (each) => valueWords(attribute, each, defaultSchema))];
  });
}

/** `onDelete` → `on delete`. */
function spaced(attribute: string): string {
  return attribute.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueWords(attribute: string, value: unknown, defaultSchema: string): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (attribute === 'keys') return keyWords({ keys: value as Index['keys'] } as Index).join(', ');
  if (attribute === 'references') return referenceWords(value as ForeignKey['references'], defaultSchema);
  if (attribute === 'timing') return timingWords(value as Timing);
  if (attribute === 'type') return printTypeName(value as TypeName, 'file', defaultSchema);
  if (attribute === 'generated') return (value as Generated).expression;
  if (attribute === 'identity') return (value as Identity).generation;
  if (attribute === 'serial') return (value as ColumnSequence).options.type;
  if (attribute === 'indexes') return (value as readonly Index[]).map(({ name }) => name).join(', ');
  if (Array.isArray(value))
    return value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function referenceWords({ table, columns }: ForeignKey['references'], defaultSchema: string): string {
  return `${displayName(table, defaultSchema)} (${columns.join(', ')})`;
}

function timingWords({ deferrable, initiallyDeferred }: Timing): string {
  if (!deferrable) return 'not deferrable';
  return initiallyDeferred ? 'initially deferred' : 'deferrable';
}

function columnSides(changes: ColumnChanges, defaultSchema: string): readonly Sides[] {
  const { type, collation, notNull, serial, identity, generated } = changes;
  const value = newDefault(changes);
  const all = [
    type && side('type', type, (each) => printTypeName(each, 'file', defaultSchema)),
    collation && side('collation', collation, (each: QualifiedName | null) => each?.name ?? 'of the type'),
    notNull && side('required', notNull, (each) => (each ? 'yes' : 'no')),
    value && side('default', value, (each) => each ?? 'none'),
    serial && side('serial', serial, (each) => (each === null ? 'no' : each.options.type)),
    identity && side('identity', identity, (each) => each?.generation ?? 'no'),
    generated && side('generated', generated, (each) => each?.expression ?? 'no'),
  ];
  return all.filter((each) => each !== undefined && each.database !== each.model) as readonly Sides[];
}

function side<T>(attribute: string, { from, to }: Pair<T>, words: (value: T) => string): Sides {
  return { attribute, database: words(from), model: words(to) };
}
