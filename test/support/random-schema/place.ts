/**
 * Several pairs in one database: each has schemas of its own, so that one reading of the catalog serves them all. Gives a pair the names
 * of its place, and takes the part of a place out of what was read.
 */
import type { DatabaseSchema, ObjectName } from '../../../src/schema/types';
import type { PlanPair } from './shrink';

/** Of the first place nothing, so that a pair tried alone keeps the names of its plan. */
export function suffixOf(place: number): string {
  return place === 0 ? '' : `_p${place}_`;
}

/** The same pair with schemas of its own. Extensions belong to a whole database: only the first place has them. */
export function placed(pair: PlanPair, place: number): PlanPair {
  if (place === 0) return pair;
  const suffix = suffixOf(place);
  const without = { ...pair, from: { ...pair.from, extensions: [] }, to: { ...pair.to, extensions: [] } };
  return renamed(without, suffix);
}

function renamed<T>(value: T, suffix: string): T;
function renamed(value: unknown, suffix: string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => renamed(each, suffix));
  if (typeof value !== 'object' || value === null) return value;
  const isSchema = 'kind' in value && value.kind === 'schema';
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]): [string, unknown] => {
      if (isSchema && (field === 'name' || field === 'to')) return [field, String(inner) + suffix];
      if (field === 'namespaces' && Array.isArray(inner)) return [field, inner.map((each) => namespace(each, suffix))];
      const isName = (field === 'schema' || field === 'toSchema') && typeof inner === 'string';
      return [field, isName ? inner + suffix : renamed(inner, suffix)];
    }),
  );
}

function namespace(value: unknown, suffix: string): unknown {
  if (typeof value !== 'object' || value === null || !('name' in value)) return value;
  return { ...value, name: String(value.name) + suffix };
}

/** The schemas of a pair, on both sides and in between. */
export function namespacesOf({ from, to, renames = [] }: PlanPair): ReadonlySet<string> {
  const moved = renames.flatMap((rename) =>
    rename.kind === 'table' ? (rename.toSchema ?? []) : rename.kind === 'schema' ? [rename.name, rename.to] : [],
  );
  return new Set([...from.namespaces.map(({ name }) => name), ...to.namespaces.map(({ name }) => name), ...moved]);
}

/** What lies in these schemas, and the schema `public`, which every database has. */
export function partOf(schema: DatabaseSchema, namespaces: ReadonlySet<string>, extensions: boolean): DatabaseSchema {
  const own = <T extends { readonly schema: string }>(list: readonly T[]): readonly T[] =>
    list.filter((each) => namespaces.has(each.schema));
  const of = (object: ObjectName): boolean => namespaces.has(object.schema);
  return {
    ...schema,
    namespaces: schema.namespaces.filter(({ name }) => name === 'public' || namespaces.has(name)),
    extensions: extensions ? schema.extensions : [],
    enums: own(schema.enums),
    sequences: own(schema.sequences),
    tables: own(schema.tables),
    views: own(schema.views),
    others: own(schema.others),
    grants: schema.grants.filter(({ on }) => of(on)),
    dependencies: schema.dependencies.filter(({ dependent }) => of(dependent)),
  };
}
