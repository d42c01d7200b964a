/**
 * Decides what is taken down before a change and put back behind it as it then is: policies, triggers, rules and views that stay what they
 * are. It must never take a view that something else of the same plan is built on or taken from: such a view takes its place in the order.
 */
import type { Operation, SuspendedName } from '../operations/operation';
import { canBeTakenDown } from '../operations/other-objects';
import { nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, OtherObject, View } from '../schema/types';
import { pairUp } from './equal';
import type { Rebuilds } from './rebuild-set';
import { mentions } from './sql-tokens';
import { sameView, viewName } from './views';

export interface Suspension {
  /** `nameKey` of the views that no operation of their own takes down and puts back. */
  readonly views: ReadonlySet<string>;
  /** `objectKey` of the policies, triggers and rules likewise. */
  readonly others: ReadonlySet<string>;
  readonly objects: readonly SuspendedName[];
}

/** What is made anew for its own sake. */
interface Anew {
  /** `nameKey` of views that are dropped, or dropped and created. */
  readonly views: ReadonlySet<string>;
  /** `objectKey` of columns that others take the place of. */
  readonly columns: ReadonlySet<string>;
}

export function suspension(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  { views: changedViews, columns }: Anew,
): Suspension {
  const views = suspendedViews(current, target, rebuilds, changedViews);
  const staying = new Map(target.others.map((other) => [objectKey(other), other]));
  const others = current.others.filter((other) => {
    const after = staying.get(objectKey(other));
    return after?.definition === other.definition && rebuilds.has(objectKey(other));
  });
  const stayingViews = new Set(target.views.map(nameKey));
  const anew = current.views.filter(
    (view) =>
      stayingViews.has(nameKey(view)) &&
      !views.has(nameKey(view)) &&
      (changedViews.has(nameKey(view)) || rebuilds.has(objectKey(viewName(view)))),
  );
  return {
    views,
    others: new Set(others.map(objectKey)),
    objects: [
      ...others.flatMap(suspendedOther),
      ...anew.map(({ schema, name }): SuspendedName => ({ kind: 'rights', schema, name, table: null })),
      ...columnRights(current, rebuilds, columns),
      ...dependentsFirst(current, views).map(suspendedView),
    ],
  };
}

/** Rights go with a column. Only where there are any here, as nearly all columns have none. */
function columnRights(
  { grants }: DatabaseSchema,
  rebuilds: Rebuilds,
  columns: ReadonlySet<string>,
): readonly SuspendedName[] {
  const found = grants.flatMap(({ on }): readonly [string, SuspendedName][] => {
    const { kind, schema, name, table } = on;
    if (kind !== 'column' || table === null) return [];
    const goes = columns.has(objectKey(on)) || rebuilds.isReplaced({ schema, name: table }, name);
    return goes ? [[objectKey(on), { kind: 'rights', schema, name, table }]] : [];
  });
  return [...new Map(found).values()];
}

function suspendedOther({ kind, schema, name, table }: OtherObject): readonly SuspendedName[] {
  return canBeTakenDown(kind) ? [{ kind, schema, name, table }] : [];
}

function suspendedView({ schema, name, materialized }: View): SuspendedName {
  return { kind: materialized ? 'materializedView' : 'view', schema, name, table: null };
}

function suspendedViews(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  changedViews: ReadonlySet<string>,
): ReadonlySet<string> {
  const { added, dropped, kept } = pairUp(current.views, target.views, nameKey);
  const suspended = new Map<string, View>();
  const texts = [...added, ...dropped].map(({ definition }) => definition);
  for (const { from, to } of kept) {
    const rebuilt = rebuilds.has(objectKey(viewName(from)));
    // What a cast in it means depends on the types beneath: it is made from its own text.
    const ownText = (from.written ?? to.written) !== undefined;
    if (rebuilt && !ownText && !changedViews.has(nameKey(from)) && sameView(from, to))
      suspended.set(nameKey(from), from);
    else if (rebuilt || !sameView(from, to)) texts.push(from.definition, to.definition);
  }
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const [key, view] of suspended) {
      if (!mentions(text, view.name)) continue;
      suspended.delete(key);
      texts.push(view.definition);
    }
  }
  return new Set(suspended.keys());
}

/** What stands on another one is taken down before it. */
function dependentsFirst(schema: DatabaseSchema, chosen: ReadonlySet<string>): readonly View[] {
  // Dependencies are put together only where they are asked for.
  if (chosen.size === 0) return [];
  const above = new Map<string, string[]>();
  for (const { dependent, referenced } of schema.dependencies) {
    const base = nameKey({ schema: referenced.schema, name: referenced.table ?? referenced.name });
    if (chosen.has(base) && chosen.has(nameKey(dependent)))
      above.set(base, [...(above.get(base) ?? []), nameKey(dependent)]);
  }
  const byKey = new Map(schema.views.filter((view) => chosen.has(nameKey(view))).map((view) => [nameKey(view), view]));
  const taken = new Set<string>();
  const visit = (key: string): readonly View[] => {
    if (taken.has(key)) return [];
    taken.add(key);
    const view = byKey.get(key);
    return [...(above.get(key) ?? []).flatMap(visit), ...(view === undefined ? [] : [view])];
  };
  return [...byKey.keys()].flatMap(visit);
}

/** What only gives another name, or makes what nothing stands on: PostgreSQL follows a rename in all that it prints afterwards. */
const BEFORE: ReadonlySet<Operation['kind']> = new Set([
  'createSchema',
  'requireExtension',
  'createExtension',
  'addEnumValue',
  'renameEnumValue',
  'renameSchema',
  'moveTable',
  'renameTable',
  'renameView',
  'renameEnum',
  'renameSequence',
  'renameColumn',
  'renameConstraint',
  'renameIndex',
]);

/** Puts the taking down behind the renames that come first, so that what is remembered has the new names, and the putting back last. */
export function withSuspension(operations: readonly Operation[], { objects }: Suspension): readonly Operation[] {
  if (objects.length === 0) return operations;
  const first = operations.findIndex(({ kind }) => !BEFORE.has(kind));
  const at = first < 0 ? operations.length : first;
  return [
    ...operations.slice(0, at),
    { kind: 'suspend', objects },
    ...operations.slice(at),
    { kind: 'resume', was: objects },
  ];
}
