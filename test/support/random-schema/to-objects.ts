/** What lies in a schema besides tables, views, enums and sequences: domains, and what comes and goes whole. */
import { byName } from '../../../src/schema/names';
import { quoteIdentifier, quoteName } from '../../../src/schema/quote';
import type { DomainCheck, OtherObject } from '../../../src/schema/types';
import type { DomainPlan, ObjectPlan } from './plan';
import type { Scope } from './scope';
import { conditionOf, defaultOf } from './types';

export function toObjects(scope: Scope): readonly OtherObject[] {
  return [...scope.domains.map(toDomain), ...scope.objects.map(toObject)].sort(byName);
}

function toDomain({ schema, name, word, notNull, comment, ...plan }: DomainPlan): OtherObject {
  const type = { word, enum: null, array: false };
  const value = plan.default === null ? null : defaultOf(type, plan.default);
  const checks = plan.check === null ? [] : [toCheck(plan.check.name, conditionOf('x', type, plan.check.choice))];
  const create = [
    `CREATE DOMAIN ${quoteName({ schema, name })} AS ${word}`,
    ...(value === null ? [] : [`DEFAULT ${value}`]),
    ...(notNull ? ['NOT NULL'] : []),
    ...checks.map((check) => `CONSTRAINT ${quoteIdentifier(check.name)} ${check.definition}`),
  ].join(' ');
  const domain = { base: word, notNull, default: value, checks };
  const made = { create, comment, domain };
  return { kind: 'domain', schema, name, table: null, definition: create, owner: null, made };
}

function toCheck(name: string, condition: string): DomainCheck {
  return { name, definition: `CHECK (${condition.replaceAll('"x"', 'VALUE')})` };
}

const STATEMENTS: Readonly<Record<ObjectPlan['kind'], (name: string) => string>> = {
  compositeType: (name) => `CREATE TYPE ${name} AS (a integer, "B c" text)`,
  rangeType: (name) => `CREATE TYPE ${name} AS RANGE (SUBTYPE = integer)`,
  collation: (name) => `CREATE COLLATION ${name} (LOCALE = 'C')`,
};

function toObject({ kind, schema, name, comment }: ObjectPlan): OtherObject {
  const create = STATEMENTS[kind](quoteName({ schema, name }));
  return { kind, schema, name, table: null, definition: create, owner: null, made: { create, comment } };
}
