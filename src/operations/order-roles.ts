/**
 * Who does what to which object: the footprints of all operations turned around, and what the catalog knows to depend on what. Says
 * nothing about which comes first; that is `order-graph.ts`.
 */
import { objectKey } from '../schema/names';
import type { Dependency, ObjectName } from '../schema/types';
import type { Operation } from './operation';
import { labelsOf, slotsOf } from './order-slots';
import { footprint } from './specs';

/** The operations that have to do with one object, by position; each list ascending and without repeats. */
export interface Roles {
  /** `null` for a label of an enum and for a place that several kinds of objects may hold. */
  readonly object: ObjectName | null;
  readonly creates: number[];
  readonly alters: number[];
  readonly drops: number[];
  /** Need it as it is afterwards. */
  readonly needs: number[];
  /** Need it to be there, in whatever shape. */
  readonly stands: number[];
  /** Let go of it. */
  readonly frees: number[];
}

type Role = Exclude<keyof Roles, 'object'>;

export interface RoleTable {
  readonly objects: Map<string, Roles>;
  /** Only who creates and who drops: see `order-slots.ts`. */
  readonly slots: Map<string, Roles>;
}

/** Names that are made only to be given up again, and are nobody's business: the sides of operations that are left out. */
export interface Passing {
  readonly creates: ReadonlySet<Operation>;
  readonly drops: ReadonlySet<Operation>;
}

/** The roles of all objects that these operations touch. */
export function rolesOf(
  operations: readonly Operation[],
  dependencies: readonly Dependency[],
  passing: Passing,
): RoleTable {
  const table: RoleTable = { objects: new Map(), slots: new Map() };
  operations.forEach((operation, index) => {
    const parts = {
      ...footprint(operation),
      ...(passing.creates.has(operation) ? { creates: [] } : {}),
      ...(passing.drops.has(operation) ? { drops: [] } : {}),
    };
    const take = roleTaker(operation);
    for (const object of parts.creates) enter(table, object, 'creates', index);
    for (const object of parts.drops) enter(table, object, 'drops', index);
    for (const object of parts.alters) enter(table, object, take.alters(object), index);
    for (const object of parts.needs) enter(table, object, take.needs, index);
    for (const object of parts.frees) enter(table, object, take.frees, index);
    for (const place of parts.creates.flatMap(slotsOf)) push(table.slots, place, null, 'creates', index);
    for (const place of parts.drops.flatMap(slotsOf)) push(table.slots, place, null, 'drops', index);
    enterLabels(table, operation, index, passing);
  });
  enterDependencies(table, operations, dependencies);
  return table;
}

/**
 * In which role an operation enters what its footprint names. To alter a table or a schema is to alter something inside; a comment
 * changes nothing that anybody needs; and who owns a sequence matters neither to the column nor to who draws from it.
 */
function roleTaker(operation: Operation): { alters(object: ObjectName): Role; needs: Role; frees: Role } {
  const isMinor = operation.kind === 'setComment' || (operation.kind === 'alterSequence' && isOnly(operation.changes, 'ownedBy'));
  const isSequence = 'sequence' in operation;
  return {
    alters: ({ kind }) => (isMinor || kind === 'table' || kind === 'schema' ? 'stands' : 'alters'),
    needs: isSequence || operation.kind === 'todo' ? 'stands' : 'needs',
    frees: isSequence ? 'stands' : 'frees',
  };
}

function isOnly(changes: object, key: string): boolean {
  return Object.keys(changes).every((each) => each === key);
}

/** One key for a table or view, whichever of the two somebody takes it for: an index on a view calls it a table. */
function identity(object: ObjectName): string {
  const { kind, schema, name } = object;
  return kind === 'table' || kind === 'view' || kind === 'materializedView' ? relationKey(schema, name) : objectKey(object);
}

function relationKey(schema: string, name: string): string {
  return `relation\u0000${schema}\u0000${name}`;
}

/** What lives inside a table or view needs it, and everything needs its schema. */
function enter(table: RoleTable, object: ObjectName, role: Role, index: number): void {
  push(table.objects, identity(object), object, role, index);
  const inside = role === 'frees' ? 'frees' : 'stands';
  if (object.table !== null) push(table.objects, relationKey(object.schema, object.table), null, inside, index);
  if (object.kind === 'schema' || object.schema === '') return;
  const schema: ObjectName = { kind: 'schema', schema: object.schema, name: object.schema, table: null };
  push(table.objects, objectKey(schema), schema, inside, index);
}

function push(map: Map<string, Roles>, key: string, object: ObjectName | null, role: Role, index: number): void {
  let roles = map.get(key);
  if (!roles) {
    roles = { object, creates: [], alters: [], drops: [], needs: [], stands: [], frees: [] };
    map.set(key, roles);
  }
  if (roles[role].at(-1) !== index) roles[role].push(index);
}

function enterLabels(table: RoleTable, operation: Operation, index: number, passing: Passing): void {
  const { taken, given, needed } = labelsOf(operation);
  if (!passing.creates.has(operation)) for (const label of taken) push(table.objects, label, null, 'creates', index);
  if (!passing.drops.has(operation)) for (const label of given) push(table.objects, label, null, 'drops', index);
  for (const label of needed) push(table.objects, label, null, 'needs', index);
}

/** What goes lets go of all that it stood on; a view that comes needs all that it stands on, which nobody but the catalog knows. */
function enterDependencies(table: RoleTable, operations: readonly Operation[], dependencies: readonly Dependency[]): void {
  const dependents = new Map<string, number[]>();
  operations.forEach((operation, index) => {
    for (const key of dependentKeys(operation)) {
      const indexes = dependents.get(key);
      if (indexes) indexes.push(index);
      else dependents.set(key, [index]);
    }
  });
  if (dependents.size === 0) return;
  for (const { dependent, referenced } of dependencies) {
    const keys = [identity(dependent), ...(dependent.table === null ? [] : [relationKey(dependent.schema, dependent.table)])];
    for (const index of keys.flatMap((key) => dependents.get(key) ?? [])) {
      const operation = operations[index];
      if (operation) enterDependency(table, operation, index, referenced);
    }
  }
}

function dependentKeys(operation: Operation): readonly string[] {
  if (operation.kind === 'createView') return [identity({ ...operation.view, kind: 'view', table: null })];
  if (operation.kind === 'replaceView') return [identity({ ...operation.view.to, kind: 'view', table: null })];
  if (!operation.kind.startsWith('drop')) return [];
  return [...new Set(footprint(operation).drops.map(identity))];
}

/** The dependencies of both sides come in one list; the text of a view tells on which side it stands on something. */
function enterDependency(table: RoleTable, operation: Operation, index: number, referenced: ObjectName): void {
  switch (operation.kind) {
    case 'createView':
      if (mentions(operation.view.definition, referenced)) enterWhole(table, referenced, 'needs', index);
      return;
    case 'replaceView':
      if (mentions(operation.view.to.definition, referenced)) enterWhole(table, referenced, 'needs', index);
      else enterWhole(table, referenced, 'frees', index);
      return;
    case 'dropView':
      if (operation.was === null || mentions(operation.was.definition, referenced)) {
        enterWhole(table, referenced, 'frees', index);
      }
      return;
    default:
      enterWhole(table, referenced, 'frees', index);
  }
}

/** A view stands on a whole view, even where the catalog names one of its columns. */
function enterWhole(table: RoleTable, object: ObjectName, role: 'needs' | 'frees', index: number): void {
  enter(table, object, role, index);
  if (object.table !== null) push(table.objects, relationKey(object.schema, object.table), null, role, index);
}

/** Whether the text of a query holds the name of a relation; of anything else nobody can tell by its name. */
function mentions(definition: string, { kind, name, table }: ObjectName): boolean {
  const isRelation = table !== null || kind === 'table' || kind === 'view' || kind === 'materializedView' || kind === 'sequence';
  if (!isRelation) return true;
  const relation = table ?? name;
  return definition.includes(relation.replaceAll('"', '""')) || definition.toLowerCase().includes(relation.toLowerCase());
}
