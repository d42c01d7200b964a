/**
 * What differs between two databases and no operation changes: functions, triggers, policies, rights, facts that the schema has no room
 * for. Told by name, so that nothing is passed over in silence; never turned into an operation. Pure.
 */
import { byCodeUnit, displayObject, objectKey } from '../schema/names';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { isChangedByOperations } from './made-objects';

/** A fact about an object in the words of SQL, as the catalog's reader names those that it cannot model: `TABLESPACE fast`. */
export interface Fact {
  readonly on: ObjectName;
  readonly fact: string;
}

/** One side of a comparison of two databases. */
export interface ComparedSide {
  readonly schema: DatabaseSchema;
  readonly facts: readonly Fact[];
}

/** A line for each, sorted: `function touch(): differs`, `trigger users.audit: only on the from side`. */
export function notModelled(from: ComparedSide, to: ComparedSide, defaultSchema: string): readonly string[] {
  const lines = [
    ...between(othersOf(from, to, defaultSchema), othersOf(to, from, defaultSchema)),
    ...between(grantsOf(from, defaultSchema), grantsOf(to, defaultSchema)),
    ...between(factsOf(from, defaultSchema), factsOf(to, defaultSchema)),
  ];
  return [...new Set(lines)].sort(byCodeUnit);
}

/** What is there under each name, as text that is equal where the thing is. */
type Told = ReadonlyMap<string, string>;

function between(from: Told, to: Told): readonly string[] {
  const gone = [...from.keys()].filter((name) => !to.has(name)).map((name) => `${name}: only on the from side`);
  const come = [...to.keys()].filter((name) => !from.has(name)).map((name) => `${name}: only on the to side`);
  const changed = [...from].filter(([name, text]) => to.has(name) && to.get(name) !== text);
  return [...gone, ...come, ...changed.map(([name]) => `${name}: differs`)];
}

function words(object: ObjectName, defaultSchema: string): string {
  const kind = object.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${kind} ${displayObject(object, defaultSchema)}`;
}

/** Without what operations make: of those only what they cannot change into the other side's. */
function othersOf(side: ComparedSide, other: ComparedSide, defaultSchema: string): Told {
  const others = new Map(other.schema.others.map((object) => [objectKey(object), object]));
  const told = side.schema.others.filter((object) => {
    const counterpart = others.get(objectKey(object));
    if (object.made === undefined) return true;
    return counterpart !== undefined && !isChangedByOperations(object, counterpart, side.schema);
  });
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
