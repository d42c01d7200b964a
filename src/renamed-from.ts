/**
 * `@RenamedFrom`: an entity says what it, a column or a label was called before, in the code under review. It only notes what is said;
 * `model/renames.ts` reads it. It loads nothing: entities are loaded by the application too.
 */

/** What was said of one entity, or of one of its properties. */
export interface SaidRename {
  /** The class, or the EntitySchema. */
  readonly target: object;
  /** `null`: of the entity itself. */
  readonly property: string | null;
  readonly from: EarlierNames;
}

export interface EarlierNames {
  /** Of the table, or of the column: as in the database, or the earlier name of the property. */
  readonly name?: string;
  /** Where the table lay. */
  readonly schema?: string;
  /** Of an enum column: new label → earlier label. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The names of one entity for an EntitySchema, which has no decorators. */
export interface EarlierNamesOfEntity {
  readonly name?: string;
  readonly schema?: string;
  /** By property. */
  readonly columns?: Readonly<Record<string, string | EarlierNames>>;
}

/** Shared by all copies of this package in a process: a project may load its entities by one and be compared by another. */
const KEY = Symbol.for('stillhead.renamedFrom');

/** Everything that was said in this process, in the order in which it was. */
export function saidRenames(): readonly SaidRename[] {
  return list();
}

/**
 * On an entity: the name that its table had. On a property: the name that its column had, or with `labels` those of its enum. The next
 * revision renames instead of asking; once the database has the new name, it says nothing more. Several may stand on one thing, the
 * newest first.
 * @example
 * @RenamedFrom('person')
 * @Entity('people')
 * class Person {
 *   @RenamedFrom('name') @Column() fullName: string;
 *   @RenamedFrom({ labels: { settled: 'paid' } }) @Column({ type: 'enum', enum: Status }) status: Status;
 * }
 */
export function RenamedFrom(name: string | EarlierNames): ClassDecorator & PropertyDecorator {
  return (target: object, property?: string | symbol): void => {
    const isClass = typeof target === 'function' && property === undefined;
    say(isClass ? target : target.constructor, property === undefined ? null : String(property), name);
  };
}

/**
 * The same for an EntitySchema; gives it back.
 * @example
 * export const PersonEntity = renamedFrom(new EntitySchema({ name: 'people', … }), { name: 'person', columns: { fullName: 'name' } });
 */
export function renamedFrom<Schema extends object>(schema: Schema, names: EarlierNamesOfEntity): Schema {
  const { columns = {}, ...own } = names;
  if (own.name !== undefined || own.schema !== undefined) say(schema, null, own);
  for (const [property, name] of Object.entries(columns)) say(schema, property, name);
  return schema;
}

function say(target: object, property: string | null, name: string | EarlierNames): void {
  const from = typeof name === 'string' ? { name } : name;
  // Decorators run from the one next to the name upward: the topmost is the newest.
  list().unshift({ target, property, from });
}

function list(): SaidRename[] {
  const known: unknown = Reflect.get(globalThis, KEY);
  if (isList(known)) return known;
  const made: SaidRename[] = [];
  Reflect.set(globalThis, KEY, made);
  return made;
}

function isList(value: unknown): value is SaidRename[] {
  return Array.isArray(value);
}
