/**
 * Who does what to which object: the footprints of all operations turned around, and what the catalog knows to depend on what. Says
 * nothing about which comes first; that is `order-graph.ts`.
 */
import { objectKey } from '../schema/names';
import type { Dependency, ObjectName } from '../schema/types';
import type { Operation } from './operation';
import { columnsMadeAnew } from './order-rewrites';
import { labelsOf, slotsOf } from './order-slots';
import type { Footprint } from './spec';
import { footprint } from './specs';

/** The operations that have to do with one object, by position; each list ascending and without repeats. */
export interface Roles {
  /** `null` for a label of an enum. */
  readonly object: ObjectName | null;
  readonly creates: readonly number[];
  readonly alters: readonly number[];
  readonly drops: readonly number[];
  /** Need it as it is afterwards. */
  readonly needs: readonly number[];
  /** Need it to be there, in whatever shape. */
  readonly stands: readonly number[];
  /** Let go of it. */
  readonly frees: readonly number[];
}

type Role = Exclude<keyof Roles, 'object'>;
type GrowingRoles = { object: ObjectName | null } & { [R in Role]: number[] };

/** Who gives up a place and who takes it: see `order-slots.ts`. */
export interface Handover {
  readonly drops: readonly number[];
  readonly creates: readonly number[];
}

export interface RoleTable {
  readonly objects: ReadonlyMap<string, Roles>;
  /** Only of places that are given up. */
  readonly slots: ReadonlyMap<string, Handover>;
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
  const parts = operations.map((operation) => lasting(operation, passing));
  const table: Table = { objects: new Map(), schemas: schemasThatChange(parts) };
  const remade = columnsMadeAnew(operations);
  operations.forEach((operation, index) => {
    const touched = parts[index];
    if (!touched) return;
    const take = roleTaker(operation, remade);
    for (const object of touched.creates) enter(table, object, 'creates', index);
    for (const object of touched.drops) enter(table, object, 'drops', index);
    for (const object of touched.alters) enter(table, object, take.alters(object), index);
    for (const object of touched.needs) enter(table, object, take.needs(object), index);
    for (const object of touched.frees) enter(table, object, take.frees(object), index);
    enterLabels(table, operation, index, passing);
  });
  enterDependencies(table, operations, parts, dependencies);
  return { objects: table.objects, slots: handovers(parts) };
}

interface Table {
  readonly objects: Map<string, GrowingRoles>;
  /** Schemas that come, go or change their name; of the others nobody has to ask. */
  readonly schemas: ReadonlySet<string>;
}

function lasting(operation: Operation, passing: Passing): Footprint {
  const whole = footprint(operation);
  if (passing.creates.has(operation)) return { ...whole, creates: [] };
  if (!passing.drops.has(operation)) return whole;
  // By then the first half has let go of the old type.
  return { ...whole, drops: [], frees: operation.kind === 'alterColumn' ? [] : whole.frees };
}

function schemasThatChange(parts: readonly Footprint[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { creates, drops } of parts) {
    for (const object of creates) if (object.kind === 'schema') names.add(object.name);
    for (const object of drops) if (object.kind === 'schema') names.add(object.name);
  }
  return names;
}

function handovers(parts: readonly Footprint[]): ReadonlyMap<string, Handover> {
  const slots = new Map<string, { drops: number[]; creates: number[] }>();
  parts.forEach(({ drops }, index) => {
    for (const place of drops.flatMap(slotsOf)) {
      const slot = slots.get(place);
      if (slot) slot.drops.push(index);
      else slots.set(place, { drops: [index], creates: [] });
    }
  });
  if (slots.size === 0) return slots;
  parts.forEach(({ creates }, index) => {
    for (const place of creates.flatMap(slotsOf)) slots.get(place)?.creates.push(index);
  });
  return slots;
}

/**
 * In which role an operation enters what its footprint names. To alter a table or a schema is to alter something inside; a comment
 * changes nothing that anybody needs; and who owns a sequence matters neither to the column nor to who draws from it, unless the column
 * is made anew: a sequence goes with it.
 */
function roleTaker(operation: Operation, remade: ReadonlySet<string>): Record<'alters' | 'needs' | 'frees', Taker> {
  const isMinor =
    operation.kind === 'setComment' || (operation.kind === 'alterSequence' && isOnly(operation.changes, 'ownedBy'));
  const isLoose = (object: ObjectName): boolean => 'sequence' in operation && !remade.has(objectKey(object));
  return {
    alters: ({ kind }) => (isMinor || kind === 'table' || kind === 'schema' ? 'stands' : 'alters'),
    needs: (object) => (isLoose(object) || operation.kind === 'todo' ? 'stands' : 'needs'),
    frees: (object) => (isLoose(object) ? 'stands' : 'frees'),
  };
}

type Taker = (object: ObjectName) => Role;

function isOnly(changes: object, key: string): boolean {
  return Object.keys(changes).every((each) => each === key);
}

/** One key for a table or view, whichever of the two somebody takes it for: an index on a view calls it a table. */
function identity(object: ObjectName): string {
  const { kind, schema, name } = object;
  return kind === 'table' || kind === 'view' || kind === 'materializedView'
    ? relationKey(schema, name)
    : objectKey(object);
}

function relationKey(schema: string, name: string): string {
  return `relation\u0000${schema}\u0000${name}`;
}

/** What lives inside a table or view needs it, and everything needs its schema. */
function enter(table: Table, object: ObjectName, role: Role, index: number): void {
  push(table.objects, identity(object), object, role, index);
  const inside = role === 'frees' ? 'frees' : 'stands';
  if (object.table !== null) push(table.objects, relationKey(object.schema, object.table), null, inside, index);
  if (object.kind === 'schema' || !table.schemas.has(object.schema)) return;
  const schema: ObjectName = { kind: 'schema', schema: object.schema, name: object.schema, table: null };
  push(table.objects, objectKey(schema), schema, inside, index);
}

/** Most lists of most objects stay empty and are one and the same. */
const NOBODY: number[] = [];

function push(map: Map<string, GrowingRoles>, key: string, object: ObjectName | null, role: Role, index: number): void {
  let roles = map.get(key);
  if (!roles) {
    roles = { object, creates: NOBODY, alters: NOBODY, drops: NOBODY, needs: NOBODY, stands: NOBODY, frees: NOBODY };
    map.set(key, roles);
  }
  const list = roles[role];
  if (list === NOBODY) roles[role] = [index];
  else if (list.at(-1) !== index) list.push(index);
}

function enterLabels(table: Table, operation: Operation, index: number, passing: Passing): void {
  const { taken, given, needed } = labelsOf(operation);
  if (!passing.creates.has(operation)) for (const label of taken) push(table.objects, label, null, 'creates', index);
  if (!passing.drops.has(operation)) for (const label of given) push(table.objects, label, null, 'drops', index);
  for (const label of needed) push(table.objects, label, null, 'needs', index);
}

/** What goes lets go of all that it stood on; a view that comes needs all that it stands on, which nobody but the catalog knows. */
function enterDependencies(
  table: Table,
  operations: readonly Operation[],
  parts: readonly Footprint[],
  dependencies: readonly Dependency[],
): void {
  const dependents = new Map<string, number[]>();
  operations.forEach((operation, index) => {
    for (const key of dependentKeys(operation, parts[index]?.drops ?? [])) {
      const indexes = dependents.get(key);
      if (indexes) indexes.push(index);
      else dependents.set(key, [index]);
    }
  });
  if (dependents.size === 0) return;
  for (const { dependent, referenced } of dependencies) {
    const keys = [
      identity(dependent),
      ...(dependent.table === null ? [] : [relationKey(dependent.schema, dependent.table)]),
    ];
    for (const index of keys.flatMap((key) => dependents.get(key) ?? [])) {
      const operation = operations[index];
      if (operation) enterDependency(table, operation, index, referenced);
    }
  }
}

function dependentKeys(operation: Operation, drops: readonly ObjectName[]): readonly string[] {
  if (operation.kind === 'createView') return [identity({ ...operation.view, kind: 'view', table: null })];
  if (operation.kind === 'replaceView') return [identity({ ...operation.view.to, kind: 'view', table: null })];
  if (!operation.kind.startsWith('drop')) return [];
  return [...new Set(drops.map(identity))];
}

/** The dependencies of both sides come in one list; the text of a view tells on which side it stands on something. */
function enterDependency(table: Table, operation: Operation, index: number, referenced: ObjectName): void {
  switch (operation.kind) {
    case 'createView':
      if (mentions(operation.view.definition, referenced)) enterWhole(table, referenced, 'needs', index);
      return;
    case 'replaceView':
      if (mentions(operation.view.to.definition, referenced)) enterWhole(table, referenced, 'needs', index);
      // Of a column whose type changes under it a view is made anew; whatever else changes there it stands through.
      else enterWhole(table, referenced, referenced.kind === 'column' ? 'stands' : 'frees', index);
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
function enterWhole(table: Table, object: ObjectName, role: 'needs' | 'stands' | 'frees', index: number): void {
  enter(table, object, role, index);
  if (object.table !== null) push(table.objects, relationKey(object.schema, object.table), null, role, index);
}

/** Whether the text of a query holds the name of a relation; of anything else nobody can tell by its name. */
function mentions(definition: string, { kind, name, table }: ObjectName): boolean {
  const isRelation =
    table !== null || kind === 'table' || kind === 'view' || kind === 'materializedView' || kind === 'sequence';
  if (!isRelation) return true;
  const relation = table ?? name;
  if (definition.includes(`"${relation.replaceAll('"', '""')}"`)) return true;
  const [text, word] = [definition.toLowerCase(), relation.toLowerCase()];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

/** Of an identifier: beside one a name is only a part of another. */
function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
