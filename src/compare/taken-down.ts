/**
 * What no operation of its own makes and is not the same afterwards: triggers, policies and rules on what changes, where their own words
 * change with it, are taken down before everything and put back after everything. What stays as it is belongs to `suspend.ts`.
 */
import type { Operation } from '../operations/operation';
import { dropOther, grantSql } from '../operations/other-objects';
import { asPrinted } from '../operations/printed-sql';
import { nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import type { Rebuilds } from './rebuild-set';
import type { Suspension } from './suspend';

/** @param suspended what is taken down and put back as it is */
export function takenDown(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  suspended: Suspension,
): { readonly before: readonly Operation[]; readonly after: readonly Operation[] } {
  const staying = new Map(target.others.map((other) => [objectKey(other), other]));
  const others = current.others.filter((other) => {
    const key = objectKey(other);
    return rebuilds.has(key) && staying.has(key) && !suspended.others.has(key);
  });
  // It is put back as it is to be: over what has changed beneath it, its old words may mean nothing.
  const after = others.map((other) => staying.get(objectKey(other)) ?? other);
  return {
    before: others.map((other) => byHand(dropOther(other))),
    after: after.map((other) => byHand(asPrinted(other.definition))),
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
  return [
    ...others.map((other) => byHand(asPrinted(other.definition))),
    ...grants.map((grant) => byHand(grantSql(grant))),
  ];
}

function tableOf({ schema, table }: ObjectName): string {
  return nameKey({ schema, name: table ?? '' });
}

function byHand(sql: string): Operation {
  return { kind: 'execute', sql, transaction: 'inside' };
}
