/**
 * Domains, composite and range types, collations, extended statistics: they come and go whole; of a domain that stays its rules change.
 * What has no statement that changes it is left to be named (`not-modelled.ts`).
 */
import { isMadeKind, madeName } from '../operations/made-objects';
import type { DomainChanges, MadeKind, MadeName, Operation, Pair } from '../operations/operation';
import { objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, Domain, MadeObject, ObjectName, OtherObject } from '../schema/types';
import { diffComment } from './comments';
import { pairUp, same } from './equal';

/** An object that operations make. */
interface Made extends OtherObject {
  readonly kind: MadeKind;
  readonly made: MadeObject;
}

export function diffObjects(current: DatabaseSchema, target: DatabaseSchema): readonly Operation[] {
  const { added, dropped, kept } = pairUp(madeIn(current), madeIn(target), objectKey);
  return [
    ...added.map((object) => create(object, target)),
    ...kept.flatMap((pair) => (isRemade(pair, current) ? remake(pair, current, target) : alterations(pair))),
    ...dropped.map((object) => drop(object, current)),
  ];
}

/** Whether operations lead from one object of this name to the other. */
export function isChangedByOperations(from: OtherObject, to: OtherObject, current: DatabaseSchema): boolean {
  if (!isMade(from) || !isMade(to)) return false;
  return from.made.create === to.made.create || isAlterable({ from, to }) || isRemade({ from, to }, current);
}

function isMade(object: OtherObject): object is Made {
  return isMadeKind(object.kind) && object.made !== undefined;
}

function madeIn(schema: DatabaseSchema): readonly Made[] {
  return schema.others.filter(isMade);
}

/** Another definition, and nothing that stands on it. */
function isRemade({ from, to }: Pair<Made>, current: DatabaseSchema): boolean {
  if (from.made.create === to.made.create || isAlterable({ from, to })) return false;
  const key = objectKey(from);
  return !current.dependencies.some(({ referenced }) => objectKey(referenced) === key);
}

function isAlterable({ from, to }: Pair<Made>): boolean {
  return (
    from.made.domain !== undefined && to.made.domain !== undefined && from.made.domain.base === to.made.domain.base
  );
}

function alterations({ from, to }: Pair<Made>): readonly Operation[] {
  const comment = diffComment(objectName(to.kind, to.schema, to.name), { from: from.made, to: to.made });
  const [before, after] = [from.made.domain, to.made.domain];
  if (before === undefined || after === undefined || before.base !== after.base) return comment;
  const changes = domainChanges({ from: before, to: after });
  if (Object.keys(changes).length === 0) return comment;
  return [{ kind: 'alterDomain', domain: { schema: to.schema, name: to.name }, changes }, ...comment];
}

const DOMAIN = {
  base: () => ({}),
  notNull: ({ from, to }) => (from.notNull === to.notNull ? {} : { notNull: { from: from.notNull, to: to.notNull } }),
  default: ({ from, to }) => (from.default === to.default ? {} : { default: { from: from.default, to: to.default } }),
  checks: ({ from, to }) => (same(from.checks, to.checks) ? {} : { checks: { from: from.checks, to: to.checks } }),
} satisfies Record<keyof Domain, (pair: Pair<Domain>) => DomainChanges>;

function domainChanges(pair: Pair<Domain>): DomainChanges {
  return Object.values(DOMAIN).reduce<DomainChanges>((all, attribute) => ({ ...all, ...attribute(pair) }), {});
}

function remake({ from, to }: Pair<Made>, current: DatabaseSchema, target: DatabaseSchema): readonly Operation[] {
  return [drop(from, current), create(to, target)];
}

function create(object: Made, target: DatabaseSchema): Operation {
  return { kind: 'createObject', object: named(object), made: object.made, needs: standsOn(object, target) };
}

function drop(object: Made, current: DatabaseSchema): Operation {
  return { kind: 'dropObject', object: named(object), was: object.made, frees: standsOn(object, current) };
}

function named({ kind, schema, name }: Made): MadeName {
  return madeName(kind, { schema, name });
}

function standsOn(object: Made, schema: DatabaseSchema): readonly ObjectName[] {
  const key = objectKey(object);
  return schema.dependencies
    .filter(({ dependent }) => objectKey(dependent) === key)
    .map(({ referenced }) => referenced);
}
