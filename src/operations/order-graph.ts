/**
 * Which operation must come before which. Preferences are not here (`order-phases.ts`), nor is the walk (`order.ts`).
 *
 * Nodes are the operations by their position, followed by joints: where many must come before many, all lead into one joint and out of
 * it again, so that the graph grows with the operations and not with their square.
 */
import type { Dependency, QualifiedName, Table } from '../schema/types';
import { nameKey, objectKey } from '../schema/names';
import { columnObject } from './footprint';
import type { ColumnChanges, Operation, OperationOf } from './operation';
import { demandsOf, type Demands } from './order-demands';
import { isRename, type Detours } from './order-rewrites';
import { rolesOf, type Roles } from './order-roles';
import { isKey } from './order-slots';

/** For each node those that must come before it; the nodes from the number of operations on are joints. */
export type Graph = readonly (readonly number[])[];

/**
 * The graph of operations; a cycle in it is found by who walks it.
 * @param tables as they are to be
 */
export function graphOf(
  operations: readonly Operation[],
  { dependencies, tables }: { readonly dependencies: readonly Dependency[]; readonly tables: readonly Table[] },
  detours: Detours,
): Graph {
  const passing = { creates: new Set(detours.keys()), drops: new Set(detours.values()) };
  const { objects, slots } = rolesOf(operations, dependencies, passing);
  const before: number[][] = operations.map(() => []);
  const draw: Draw = { operations, first: (earlier, later) => link(before, earlier, later) };
  for (const roles of objects.values()) if (!isAlone(roles)) drawObject(draw, settled(roles));
  for (const { creates, drops } of slots.values()) {
    if (creates.length > 0 && drops.length > 0) draw.first(without(drops, creates), without(creates, drops));
  }
  if (detours.size > 0) drawDetours(draw, detours);
  drawSameColumn(draw);
  drawInherited(draw, tables);
  return before;
}

/** What is said of a column is said of all tables beneath at once, so what is said of one of those, or with its making, comes afterwards. */
function drawInherited({ operations, first }: Draw, tables: readonly Table[]): void {
  const said = new Map<string, number[]>();
  operations.forEach((operation, node) => {
    if (!isOfColumn(operation)) return;
    const key = objectKey(columnObject(operation.table, operation.name));
    said.set(key, [...(said.get(key) ?? []), node]);
  });
  if (said.size === 0) return;
  const parents = new Map(tables.map((table) => [nameKey(table), table.inherits]));
  operations.forEach((operation, node) => {
    if (operation.kind !== 'createTable' && !isOfColumn(operation)) return;
    const columns =
      operation.kind === 'createTable' ? operation.table.columns.map(({ name }) => name) : [operation.name];
    for (const above of ancestors(operation.table, parents)) {
      for (const name of columns) first(said.get(objectKey(columnObject(above, name))) ?? [], [node]);
    }
  });
}

function isOfColumn(operation: Operation): operation is OperationOf<'alterColumn' | 'setColumnStorage'> {
  return operation.kind === 'alterColumn' || operation.kind === 'setColumnStorage';
}

/** The tables that one inherits from, or is a partition of, and those above them. */
function ancestors(
  table: QualifiedName,
  parents: ReadonlyMap<string, readonly QualifiedName[]>,
): readonly QualifiedName[] {
  const above = new Map<string, QualifiedName>();
  const open = [...(parents.get(nameKey(table)) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (above.has(nameKey(next))) continue;
    above.set(nameKey(next), next);
    open.push(...(parents.get(nameKey(next)) ?? []));
  }
  return [...above.values()];
}

/** Several alterations of one column: it is made plain first, and required last. */
function drawSameColumn({ operations, first }: Draw): void {
  const columns = new Map<string, { readonly rank: number; readonly node: number }[]>();
  operations.forEach((operation, node) => {
    if (operation.kind !== 'alterColumn') return;
    const key = objectKey(columnObject(operation.table, operation.name));
    const own = columns.get(key) ?? [];
    own.push({ rank: rankOf(operation.changes), node });
    columns.set(key, own);
  });
  for (const own of columns.values()) {
    for (const rank of [0, 1]) {
      const nodes = own.filter((each) => each.rank === rank).map(({ node }) => node);
      first(
        nodes,
        own.filter((each) => each.rank > rank).map(({ node }) => node),
      );
    }
  }
}

function rankOf(changes: ColumnChanges): number {
  if (changes.generated?.to === null) return 0;
  return Object.keys(changes).every((key) => key === 'notNull') ? 2 : 1;
}

function drawDetours({ operations, first }: Draw, detours: Detours): void {
  const positions = new Map(operations.map((operation, index) => [operation, index]));
  for (const halves of detours) {
    const [one, other] = halves.map((half) => positions.get(half));
    if (one !== undefined && other !== undefined) first([one], [other]);
  }
}

interface Draw {
  readonly operations: readonly Operation[];
  /** All of the one list come before all of the other. */
  readonly first: (earlier: readonly number[], later: readonly number[]) => void;
}

function link(before: number[][], earlier: readonly number[], later: readonly number[]): void {
  if (earlier.length === 0 || later.length === 0) return;
  if (earlier.length === 1 || later.length === 1) {
    for (const node of later) before[node]?.push(...earlier);
    return;
  }
  const joint = before.push([...earlier]) - 1;
  for (const node of later) before[node]?.push(joint);
}

function without(list: readonly number[], ...others: readonly (readonly number[])[]): readonly number[] {
  if (list.length === 0 || others.every((other) => other.length === 0)) return list;
  const excluded = new Set(others.flat());
  return list.filter((node) => !excluded.has(node));
}

/** Most objects are touched by one operation, or by several that do not mind each other. */
function isAlone({ creates, alters, drops, needs, stands, frees }: Roles): boolean {
  const before = creates.length + drops.length + alters.length;
  return before === 0 || before + needs.length + stands.length + frees.length === 1;
}

/** One role for each operation: who both makes and drops a thing changes it, and the stronger role wins otherwise. */
function settled(roles: Roles): Roles {
  const { creates, drops } = roles;
  const both = creates.filter((node) => drops.includes(node));
  const own = { creates: without(creates, both), drops: without(drops, both) };
  const alters = [...without(roles.alters, creates, drops), ...both];
  const needs = without(roles.needs, creates, drops, alters);
  const stands = without(roles.stands, creates, drops, alters, needs);
  const frees = without(roles.frees, creates, drops, alters, needs);
  return { object: roles.object, ...own, alters, needs, stands: without(stands, frees), frees };
}

function drawObject(draw: Draw, roles: Roles): void {
  if (roles.creates.length > 0 && roles.drops.length > 0) drawReplaced(draw, roles);
  else if (roles.drops.length > 0) drawDropped(draw, roles);
  else if (roles.creates.length > 0) drawCreated(draw, roles);
  if (roles.alters.length > 0) drawAltered(draw, roles);
}

/**
 * The old one is let go of and dropped, then the new one is made and used. After a rename nobody speaks of the old one any more: the
 * difference was taken under the new names.
 */
function drawReplaced({ operations, first }: Draw, { creates, alters, drops, needs, stands, frees }: Roles): void {
  const renamed = creates.every((node) => isRenameAt(operations, node));
  const users = [...needs, ...stands];
  const old = renamed ? [] : [...frees, ...users.filter((node) => isDropAt(operations, node))];
  first(old, drops);
  first(drops, creates);
  first(creates, without([...alters, ...users, ...(renamed ? frees : [])], old));
}

/**
 * A key that one object gives up may be another's still, so a new user of it waits until it is known to be that one's. A view that is
 * made speaks of something else by the same name: what goes for good it cannot stand on.
 */
function drawDropped({ operations, first }: Draw, { object, alters, drops, needs, stands, frees }: Roles): void {
  const users = [...needs, ...stands].filter((node) => operations[node]?.kind !== 'createView');
  if (object === null || !isKey(object)) {
    first([...frees, ...alters, ...users], drops);
    return;
  }
  const last = users.filter((node) => isDropAt(operations, node));
  first([...frees, ...alters, ...last], drops);
  first(drops, without(users, last));
}

/**
 * Who goes and lets go of what only comes has stood on something else of that name: another key over the same columns, another column.
 * After a rename it is the thing itself, under its new name.
 */
function drawCreated({ operations, first }: Draw, { object, creates, alters, needs, stands, frees }: Roles): void {
  const isKept = (object === null || !isKey(object)) && creates.some((node) => isRenameAt(operations, node));
  const isOther = (node: number): boolean => !isKept && isDropAt(operations, node);
  first(creates, [...alters, ...needs, ...stands, ...frees.filter((node) => !isOther(node))]);
}

/**
 * What goes, goes before the thing beneath it is changed; what comes, comes afterwards. So an enum is swapped for the columns that
 * stay: one that goes may hold, or have for its default, a label that the enum loses.
 */
function drawAltered({ operations, first }: Draw, { alters, needs, frees }: Roles): void {
  const isDrop = (node: number): boolean => isDropAt(operations, node);
  const says = (node: number): Demands => demandsOf(operations[node]);
  first(
    [...frees, ...needs.filter(isDrop)],
    alters.filter((node) => says(node).narrows),
  );
  first(
    alters.filter((node) => says(node).widens),
    needs.filter((node) => !isDrop(node)),
  );
}

function isDropAt(operations: readonly Operation[], node: number): boolean {
  return operations[node]?.kind.startsWith('drop') ?? false;
}

function isRenameAt(operations: readonly Operation[], node: number): boolean {
  const operation = operations[node];
  return operation !== undefined && (operation.kind === 'moveTable' || isRename(operation));
}
