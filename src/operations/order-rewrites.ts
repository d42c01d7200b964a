/**
 * What cannot be ordered as it is and must be done in two steps first: names that go round in a circle, and sequences whose owner comes
 * or goes in the same breath. Every other operation is handed on as the very same object.
 */
import { byCodeUnit, nameKey, objectKey } from '../schema/names';
import { quoteIdentifier } from '../schema/quote';
import { clipBytes } from '../schema/sequence-names';
import type { TypeName } from '../schema/types';
import { columnObject } from './footprint';
import type { Operation, OperationOf } from './operation';
import { demandsOf } from './order-demands';
import { labelsOf, slotsOf } from './order-slots';
import { footprint } from './specs';

/** What takes two steps, a rename over a temporary name or a type over text: the second half of each by its first. */
export type Detours = ReadonlyMap<Operation, Operation>;

/** The same operations, with the ones in two steps where one does not do. */
export function inSteps(operations: readonly Operation[]): {
  readonly operations: readonly Operation[];
  readonly detours: Detours;
} {
  const halves = new Map<Operation, Operation>();
  const named = throughTemporaryNames(operations, halves);
  return { operations: withoutOwnersInBetween(throughText(named, halves)), detours: halves };
}

type Rename = OperationOf<
  | 'renameSchema'
  | 'renameEnum'
  | 'renameEnumValue'
  | 'renameSequence'
  | 'renameTable'
  | 'renameColumn'
  | 'renameConstraint'
  | 'renameIndex'
  | 'renameView'
>;

/** Whether an operation gives something another name, so that nobody else speaks of it by the old one. */
export function isRename(operation: Operation): operation is Rename {
  return operation.kind.startsWith('rename');
}

interface Move {
  readonly rename: Rename;
  readonly from: string;
  readonly to: string;
}

function movesOf(rename: Rename): readonly Move[] {
  const { taken, given } = labelsOf(rename);
  const parts = footprint(rename);
  const from = [...parts.drops.flatMap(slotsOf), ...given];
  const to = [...parts.creates.flatMap(slotsOf), ...taken];
  return from.flatMap((place, index) => {
    const target = to[index];
    // What it keeps, as a table its one primary key, nobody has to make room for.
    return target === undefined || target === place ? [] : [{ rename, from: place, to: target }];
  });
}

/** `a → b, b → a` becomes `a → temporary, b → a, temporary → b`: of each circle the first name by code unit makes the detour. */
function throughTemporaryNames(
  operations: readonly Operation[],
  halves: Map<Operation, Operation>,
): readonly Operation[] {
  const renames = operations.filter(isRename);
  if (renames.length < 2) return operations;
  const detours = detoursOf(renames);
  if (detours.size === 0) return operations;
  return operations.flatMap((operation) => {
    if (!isRename(operation) || !detours.has(operation)) return [operation];
    const temporary = temporaryName(sourceName(operation));
    const [first, second] = [{ ...operation, to: temporary }, withSource(operation, temporary)];
    halves.set(first, second);
    return [first, second];
  });
}

function detoursOf(renames: readonly Rename[]): ReadonlySet<Rename> {
  const moves = new Map(renames.flatMap(movesOf).map((move) => [move.from, move]));
  const detours = new Set<Rename>();
  const seen = new Set<string>();
  for (const start of [...moves.keys()].sort(byCodeUnit)) {
    const chain = chainFrom(moves, start, seen);
    const closes = chain.at(-1)?.to === start;
    const [first] = chain;
    if (closes && first !== undefined && !chain.some((move) => detours.has(move.rename))) detours.add(first.rename);
  }
  return detours;
}

/** The moves that follow one another from a place; a place is visited once. */
function chainFrom(moves: ReadonlyMap<string, Move>, start: string, seen: Set<string>): readonly Move[] {
  const chain: Move[] = [];
  for (let move = moves.get(start); move !== undefined && !seen.has(move.from); move = moves.get(move.to)) {
    seen.add(move.from);
    chain.push(move);
  }
  return chain;
}

/**
 * A column that goes from one changing type to another leaves the one before its change and joins the other after its own, which two such
 * columns could ask of each other: in between they are text. The second half is the very operation, which converts text as well.
 */
function throughText(operations: readonly Operation[], halves: Map<Operation, Operation>): readonly Operation[] {
  const changing = new Set(operations.flatMap((each) => changingType(each) ?? []));
  const moves = changing.size < 2 ? [] : operations.filter((each) => movesBetween(each, changing));
  if (moves.length < 2) return operations;
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'alterColumn' || operation.changes.type === undefined) return [operation];
    if (!moves.includes(operation)) return [operation];
    const first = toText(operation, operation.changes.type.from);
    halves.set(first, operation);
    return [first, operation];
  });
}

/** An enum whose labels change, or a domain that some values leave before its change and some join only afterwards; `null`: neither. */
function changingType(operation: Operation): string | null {
  if (operation.kind === 'replaceEnum' || operation.kind === 'addEnumValue') return nameKey(operation.enum);
  if (operation.kind !== 'alterDomain') return null;
  const { narrows, widens } = demandsOf(operation);
  return narrows && widens ? nameKey(operation.domain) : null;
}

function movesBetween(operation: Operation, types: ReadonlySet<string>): boolean {
  if (operation.kind !== 'alterColumn' || operation.changes.type === undefined) return false;
  const { from, to, using } = operation.changes.type;
  return using !== null && nameKey(from) !== nameKey(to) && types.has(nameKey(from)) && types.has(nameKey(to));
}

function toText({ table, name, changes }: OperationOf<'alterColumn'>, from: TypeName): Operation {
  const text: TypeName = { schema: 'pg_catalog', name: 'text', modifiers: [], dimensions: from.dimensions };
  const using = `${quoteIdentifier(name)}::text${from.dimensions === 0 ? '' : '[]'}`;
  // A default of the old type would keep it where it is.
  const before = changes.default?.from ?? null;
  const gone = before === null ? {} : { default: { from: before, to: null } };
  return { kind: 'alterColumn', table, name, changes: { type: { from, to: text, using }, ...gone } };
}

const SUFFIX = '_stillhead_swap';

function temporaryName(name: string): string {
  return clipBytes(name, 63 - SUFFIX.length) + SUFFIX;
}

function sourceName(rename: Rename): string {
  switch (rename.kind) {
    case 'renameEnum':
      return rename.enum.name;
    case 'renameEnumValue':
      return rename.value;
    case 'renameSequence':
      return rename.sequence.name;
    case 'renameTable':
      return rename.table.name;
    case 'renameView':
      return rename.view.name;
    case 'renameSchema':
    case 'renameColumn':
    case 'renameConstraint':
    case 'renameIndex':
      return rename.name;
  }
}

function withSource(rename: Rename, name: string): Rename {
  switch (rename.kind) {
    case 'renameEnum':
      return { ...rename, enum: { ...rename.enum, name } };
    case 'renameEnumValue':
      return { ...rename, value: name };
    case 'renameSequence':
      return { ...rename, sequence: { ...rename.sequence, name } };
    case 'renameTable':
      return { ...rename, table: { ...rename.table, name } };
    case 'renameView':
      return { ...rename, view: { ...rename.view, name } };
    case 'renameSchema':
    case 'renameColumn':
    case 'renameConstraint':
    case 'renameIndex':
      return { ...rename, name };
  }
}

/**
 * A column may draw from a sequence that it owns: the sequence is made first, the column next, the ownership last; and the other way
 * round when they go, because a sequence goes with its owner.
 */
function withoutOwnersInBetween(operations: readonly Operation[]): readonly Operation[] {
  if (!operations.some((each) => 'sequence' in each)) return operations;
  // Such a column may be dropped and added on the way.
  const between = operations.filter(isMadeAnew).map(({ table, name }) => objectKey(columnObject(table, name)));
  const made = new Set<string>(between);
  const gone = new Set<string>(between);
  for (const operation of operations) {
    if (operation.kind === 'createTable') made.add(nameKey(operation.table));
    if (operation.kind === 'dropTable') gone.add(nameKey(operation.table));
    if (operation.kind === 'addColumn') made.add(objectKey(columnObject(operation.table, operation.column.name)));
    if (operation.kind === 'dropColumn') gone.add(objectKey(columnObject(operation.table, operation.name)));
  }
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind === 'createSequence') return ownedLater(operation, made);
    if (operation.kind === 'dropSequence') return disownedBefore(operation, gone);
    if (operation.kind === 'alterSequence') return ownedApart(operation, made, gone);
    return [operation];
  });
}

/** By `objectKey`: columns that are dropped and added, or may be on the way. */
export function columnsMadeAnew(operations: readonly Operation[]): ReadonlySet<string> {
  const gone = new Set<string>();
  const remade = new Set<string>();
  for (const operation of operations) {
    if (operation.kind === 'dropColumn') gone.add(objectKey(columnObject(operation.table, operation.name)));
    if (isMadeAnew(operation)) remade.add(objectKey(columnObject(operation.table, operation.name)));
  }
  for (const operation of operations) {
    if (operation.kind !== 'addColumn') continue;
    const key = objectKey(columnObject(operation.table, operation.column.name));
    if (gone.has(key)) remade.add(key);
  }
  return remade;
}

function isMadeAnew(operation: Operation): operation is OperationOf<'alterColumn'> {
  return operation.kind === 'alterColumn' && operation.changes.generated?.column !== undefined;
}

type Owner = OperationOf<'createSequence'>['sequence']['ownedBy'];

function isAmong(keys: ReadonlySet<string>, owner: Owner): boolean {
  if (owner === null) return false;
  return keys.has(nameKey(owner.table)) || keys.has(objectKey(columnObject(owner.table, owner.column)));
}

function ownedLater(operation: OperationOf<'createSequence'>, made: ReadonlySet<string>): readonly Operation[] {
  const { schema, name, ownedBy } = operation.sequence;
  if (!isAmong(made, ownedBy)) return [operation];
  return [
    { ...operation, sequence: { ...operation.sequence, ownedBy: null } },
    { kind: 'alterSequence', sequence: { schema, name }, changes: { ownedBy: { from: null, to: ownedBy } } },
  ];
}

function disownedBefore(operation: OperationOf<'dropSequence'>, gone: ReadonlySet<string>): readonly Operation[] {
  const { sequence, was } = operation;
  if (was === null || !isAmong(gone, was.ownedBy)) return [operation];
  return [
    { kind: 'alterSequence', sequence, changes: { ownedBy: { from: was.ownedBy, to: null } } },
    { ...operation, was: { ...was, ownedBy: null } },
  ];
}

/** Who draws from it wants it as it is to be, and may be its owner. */
function ownedApart(
  operation: OperationOf<'alterSequence'>,
  made: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): readonly Operation[] {
  const { ownedBy, ...options } = operation.changes;
  if (ownedBy === undefined || Object.keys(options).length === 0) return [operation];
  if (!isAmong(made, ownedBy.to) && !isAmong(gone, ownedBy.from)) return [operation];
  return [
    { ...operation, changes: options },
    { ...operation, changes: { ownedBy } },
  ];
}
