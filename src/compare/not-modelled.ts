/**
 * What differs between two databases and no operation changes: functions, triggers, policies, rights, facts that the schema has no room
 * for. Told by name, so that nothing is passed over in silence; never turned into an operation. Pure.
 */
import type { DomainChanges, Operation } from '../operations/operation';
import { isMadeKind } from '../operations/made-objects';
import { canBeTakenDown } from '../operations/other-objects';
import { describe, footprint } from '../operations/specs';
import { byCodeUnit, displayObject, nameKey, objectKey, objectName } from '../schema/names';
import { pairUp } from './equal';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { isChangedByOperations } from './made-objects';

/** A fact about an object in the words of SQL, as the catalog's reader names those that it cannot model: `TABLESPACE fast`. */
export interface Fact {
  readonly on: ObjectName;
  readonly fact: string;
}

/** Something beyond the schema, with a text that is equal where the thing is. */
export interface Beyond {
  /** `owner`: of `what`, the role in `text`. `both`: said only where both databases have it. `any`: also where one has it alone. */
  readonly how: 'owner' | 'both' | 'any';
  readonly what: string;
  readonly text: string;
}

/** One side of a comparison of two databases. */
export interface ComparedSide {
  readonly schema: DatabaseSchema;
  readonly facts: readonly Fact[];
  readonly beyond: readonly Beyond[];
  /** The role that makes what is new there; `null` where roles mean nothing: on a throw-away database. */
  readonly user: string | null;
}

/** A side without its foreign tables, which are told as something beyond it: their servers are not modelled. */
export function withoutForeign(side: ComparedSide): ComparedSide {
  const foreign = side.schema.tables.filter(({ kind }) => kind === 'foreign');
  if (foreign.length === 0) return side;
  const beyond = foreign.map((table): Beyond => {
    return { how: 'any', what: `foreign table ${table.schema}.${table.name}`, text: JSON.stringify(table) };
  });
  const tables = side.schema.tables.filter(({ kind }) => kind !== 'foreign');
  return { ...side, schema: { ...side.schema, tables }, beyond: [...side.beyond, ...beyond] };
}

/**
 * What stays as it is, and in the way: an object that no operation makes, on something that operations take away or swap. PostgreSQL
 * will refuse.
 */
export function inTheWay(
  operations: readonly Operation[],
  current: DatabaseSchema,
  target: DatabaseSchema,
  defaultSchema: string,
): readonly string[] {
  const staying = new Set(target.others.map(objectKey));
  const touched = new Map(
    operations.flatMap((operation) => touchedBy(operation).map((object) => [objectKey(object), operation] as const)),
  );
  return [...containers(operations, current, defaultSchema), ...dependents(touched, staying, current, defaultSchema)];
}

function dependents(
  touched: ReadonlyMap<string, Operation>,
  staying: ReadonlySet<string>,
  current: DatabaseSchema,
  defaultSchema: string,
): readonly string[] {
  return current.dependencies.flatMap(({ dependent, referenced }) => {
    const operation = touched.get(objectKey(referenced));
    if (operation === undefined || !staying.has(objectKey(dependent)) || isOurs(dependent)) return [];
    return [`${words(dependent, defaultSchema)}: stands on what changes (${describe(operation, defaultSchema)})`];
  });
}

/** PostgreSQL gives a domain no new rule while it is the element of an array (find_composite_type_dependencies). */
function containers(
  operations: readonly Operation[],
  { tables }: DatabaseSchema,
  defaultSchema: string,
): readonly string[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== 'alterDomain' || !requires(operation.changes)) return [];
    return tables.flatMap((table) =>
      table.columns
        .filter(({ type }) => type.dimensions > 0 && nameKey(type) === nameKey(operation.domain))
        .map(({ name }) => {
          const column = objectName('column', table.schema, name, table.name);
          return `${words(column, defaultSchema)}: stands on what changes (${describe(operation, defaultSchema)})`;
        }),
    );
  });
}

function requires({ notNull, checks }: DomainChanges): boolean {
  return notNull?.to === true || (checks !== undefined && checks.to.some((check) => !checks.from.includes(check)));
}

function touchedBy(operation: Operation): readonly ObjectName[] {
  if (operation.kind === 'replaceEnum') return footprint(operation).alters;
  return operation.kind.startsWith('drop') ? footprint(operation).drops : [];
}

/** What is taken down and put back, or altered. */
function isOurs({ kind }: ObjectName): boolean {
  return canBeTakenDown(kind) || isMadeKind(kind);
}

/** A line for each, sorted: `function touch(): differs`, `trigger users.audit: only on the from side`. */
export function notModelled(from: ComparedSide, to: ComparedSide, defaultSchema: string): readonly string[] {
  const made = migrated(from.schema, to.schema);
  const lines = [
    ...between(othersOf(from, made, defaultSchema), othersOf(to, made, defaultSchema)),
    ...between(grantsOf(from, defaultSchema), grantsOf(to, defaultSchema)),
    ...between(factsOf(from, defaultSchema), factsOf(to, defaultSchema)),
    ...between(beyondOf(from, 'any'), beyondOf(to, 'any')),
    ...changed(beyondOf(from, 'both'), beyondOf(to, 'both')),
    ...(from.user === null || to.user === null
      ? []
      : owners(beyondOf(from, 'owner'), beyondOf(to, 'owner'), from.user)),
    ...ownColumns(from.schema, to.schema, defaultSchema),
  ];
  return [...new Set(lines)].sort(byCodeUnit);
}

/** What is there under each name, as text that is equal where the thing is. */
type Told = ReadonlyMap<string, string>;

function between(from: Told, to: Told): readonly string[] {
  const gone = [...from.keys()].filter((name) => !to.has(name)).map((name) => `${name}: only on the from side`);
  const come = [...to.keys()].filter((name) => !from.has(name)).map((name) => `${name}: only on the to side`);
  return [...gone, ...come, ...changed(from, to)];
}

function changed(from: Told, to: Told): readonly string[] {
  return [...from].filter(([name, text]) => to.has(name) && to.get(name) !== text).map(([name]) => `${name}: differs`);
}

function beyondOf({ beyond }: ComparedSide, how: Beyond['how']): Told {
  return new Map(beyond.filter((each) => each.how === how).map(({ what, text }) => [what, text]));
}

/** More than a few objects that pass from one role to another are one line: so it is where two servers know different roles. */
const FEW = 5;

/** `user`: whose everything is that comes. */
function owners(from: Told, to: Told, user: string): readonly string[] {
  const moves = new Map<string, string[]>();
  for (const [what, owner] of to) {
    const before = from.get(what) ?? user;
    if (before === owner) continue;
    const move = `${before} on the from side, ${owner} on the to side`;
    moves.set(move, [...(moves.get(move) ?? []), what]);
  }
  return [...moves].flatMap(([move, list]) =>
    list.length > FEW ? [`owner of ${list.length} objects: ${move}`] : list.map((what) => `owner of ${what}: ${move}`),
  );
}

/** No statement makes a column of a table its parent's alone. */
function ownColumns(from: DatabaseSchema, to: DatabaseSchema, defaultSchema: string): readonly string[] {
  // Those of a table that becomes a partition are.
  const kept = pairUp(from.tables, to.tables, nameKey).kept.filter((tables) => tables.to.bound === undefined);
  return kept.flatMap((tables) =>
    pairUp(tables.from.columns, tables.to.columns, ({ name }) => name)
      .kept.filter((columns) => columns.from.inherited === undefined && columns.to.inherited === true)
      .map(({ to: { name } }) => {
        const column = objectName('column', tables.to.schema, name, tables.to.name);
        return `${words(column, defaultSchema)}: the table's own on the from side, its parent's alone on the to side`;
      }),
  );
}

function words(object: ObjectName, defaultSchema: string): string {
  const kind = object.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${kind} ${displayObject(object, defaultSchema)}`;
}

/** What operations make, alter or take away, but for what they cannot change into the other side's: by `objectKey`. */
function migrated(from: DatabaseSchema, to: DatabaseSchema): ReadonlySet<string> {
  const others = new Map(to.others.map((object) => [objectKey(object), object]));
  const stuck = from.others.filter((object) => {
    const counterpart = others.get(objectKey(object));
    return counterpart !== undefined && !isChangedByOperations(object, counterpart, from);
  });
  const keys = [...from.others, ...to.others].filter(({ made }) => made !== undefined).map(objectKey);
  const left = new Set(stuck.map(objectKey));
  return new Set(keys.filter((key) => !left.has(key)));
}

function othersOf({ schema }: ComparedSide, without: ReadonlySet<string>, defaultSchema: string): Told {
  const told = schema.others.filter((object) => !without.has(objectKey(object)));
  return new Map(told.map((object) => [words(object, defaultSchema), `${object.owner ?? ''} ${object.definition}`]));
}

function grantsOf({ schema }: ComparedSide, defaultSchema: string): Told {
  return new Map(
    schema.grants.map((grant) => [
      `right ${grant.privilege} of ${grant.grantee} on ${words(grant.on, defaultSchema)}`,
      grant.grantable ? 'WITH GRANT OPTION' : '',
    ]),
  );
}

function factsOf({ facts }: ComparedSide, defaultSchema: string): Told {
  return new Map(facts.map(({ on, fact }) => [`${words(on, defaultSchema)} ${fact}`, '']));
}
