/**
 * What no operation of its own makes and yet stands in the way: triggers, policies and rules on what changes are taken down before
 * everything and put back after everything, and a view that is made anew gets its rights again.
 */
import type { Operation } from '../operations/operation';
import { dropOther, grantSql } from '../operations/other-objects';
import { nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, Grant, ObjectName } from '../schema/types';
import type { Rebuilds } from './rebuild-set';
import { viewName } from './views';

/** @param changedViews `nameKey` of views that are dropped, or dropped and created, for their own sake. */
export function takenDown(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  changedViews: ReadonlySet<string>,
): { readonly before: readonly Operation[]; readonly after: readonly Operation[] } {
  const staying = new Map(target.others.map((other) => [objectKey(other), other]));
  const others = current.others.filter((other) => rebuilds.has(objectKey(other)) && staying.has(objectKey(other)));
  // It is put back as it is to be: over what has changed beneath it, its old words may mean nothing.
  const after = others.map((other) => staying.get(objectKey(other)) ?? other);
  const grants = grantsOfNewViews(current, target, rebuilds, changedViews);
  return {
    before: others.map((other) => byHand(dropOther(other))),
    after: [...after.map((other) => byHand(other.definition)), ...grants.map((grant) => byHand(grantSql(grant)))],
  };
}

/** On the way back: what stood on a table that was dropped, and went with it, comes back with it. */
export function onReturningTables(from: DatabaseSchema, to: DatabaseSchema): readonly Operation[] {
  const there = new Set(from.tables.map(nameKey));
  const returning = new Set(to.tables.map(nameKey).filter((key) => !there.has(key)));
  const others = to.others.filter(
    ({ schema, table }) => table !== null && returning.has(nameKey({ schema, name: table })),
  );
  const grants = to.grants.filter(({ on }) =>
    on.kind === 'table' ? returning.has(nameKey(on)) : on.kind === 'column' && returning.has(tableOf(on)),
  );
  return [...others.map((other) => byHand(other.definition)), ...grants.map((grant) => byHand(grantSql(grant)))];
}

function tableOf({ schema, table }: ObjectName): string {
  return nameKey({ schema, name: table ?? '' });
}

function grantsOfNewViews(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  changedViews: ReadonlySet<string>,
): readonly Grant[] {
  const staying = new Set(target.views.map(nameKey));
  const anew = current.views.filter(
    (view) =>
      staying.has(nameKey(view)) && (changedViews.has(nameKey(view)) || rebuilds.has(objectKey(viewName(view)))),
  );
  const keys = new Set(anew.map(nameKey));
  return current.grants.filter(
    ({ on }) => (on.kind === 'view' || on.kind === 'materializedView') && keys.has(nameKey(on)),
  );
}

function byHand(sql: string): Operation {
  return { kind: 'execute', sql, transaction: 'inside' };
}
