/**
 * Makes a schema of a plan, as PostgreSQL accepts it: what points at nothing, has a name that is taken or does not fit its type is left
 * out. Any plan gives a schema. Tables and views stand in files of their own. No chance here.
 */
import { defaultSequenceOptions, EMPTY_SCHEMA } from '../../../src/schema/empty';
import { byName, nameKey } from '../../../src/schema/names';
import type { ColumnSequence, DatabaseSchema, EnumType, Sequence, Table } from '../../../src/schema/types';
import type { SchemaPlan, SequencePlan } from './plan';
import { Scope } from './scope';
import { toFamilies } from './to-families';
import { toObjects } from './to-objects';
import { toTables } from './to-tables';
import { toViews } from './to-views';

/** @param major what the server understands: some attributes are newer than others. */
export function toSchema(plan: SchemaPlan, major: number): DatabaseSchema {
  const scope = new Scope(plan, major);
  const tables = [...toTables(scope), ...toFamilies(scope)];
  const views = toViews(plan, scope);
  return {
    ...EMPTY_SCHEMA,
    namespaces: [...plan.namespaces].sort((one, other) => (one.name < other.name ? -1 : 1)),
    enums: scope.enums.map((each): EnumType => ({ ...each, derivedName: false })).sort(byName),
    sequences: scope.sequences.map((each) => toSequence(each, tables)).sort(byName),
    tables: [...tables].sort(byName),
    views: views.map(({ view }) => view).sort(byName),
    others: toObjects(scope),
    extensions: (plan.extensions ?? []).map((name) => ({ name, schema: 'public' })),
    dependencies: views.flatMap(({ dependencies }) => dependencies),
  };
}

/** A sequence that feeds a column stays free: owned by that very column it would be a serial. */
function toSequence({ schema, name, owner, comment, ...plan }: SequencePlan, tables: readonly Table[]): Sequence {
  const table = tables.find((each) => owner !== null && nameKey(each) === nameKey(owner));
  const owns =
    owner !== null &&
    owner.schema === schema &&
    table?.unlogged !== true &&
    table?.columns.some(isOwnable(owner.column, name)) === true;
  const ownedBy = owns ? { table: { schema: owner.schema, name: owner.name }, column: owner.column } : null;
  return { schema, name, options: sequenceOptions(plan), ownedBy, comment };
}

function isOwnable(owner: string, sequence: string) {
  return ({ name, identity, generated, default: text }: Table['columns'][number]): boolean =>
    name === owner && identity === null && generated === null && text?.includes(sequence) !== true;
}

function sequenceOptions(
  plan: Pick<SequencePlan, 'type' | 'increment' | 'cache' | 'cycle' | 'start' | 'minValue'>,
): ColumnSequence['options'] {
  return {
    ...defaultSequenceOptions(plan.type),
    ...(plan.start === undefined ? {} : { start: String(plan.start) }),
    ...(plan.minValue === undefined ? {} : { minValue: String(plan.minValue) }),
    increment: String(plan.increment),
    cache: String(plan.cache),
    cycle: plan.cycle,
  };
}
