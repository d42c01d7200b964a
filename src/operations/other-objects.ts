/**
 * SQL for what no operation of its own handles, where it must be taken down and put back around a change beneath it. To put it back
 * is its `definition`; here stands only how to take it down, and how a right is given again.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Grant, OtherKind, OtherObject } from '../schema/types';

/** The kinds that live on a table or view and can be taken down by their name. */
const ON_TABLE = { trigger: 'TRIGGER', policy: 'POLICY', rule: 'RULE' } as const satisfies Partial<
  Record<OtherKind, string>
>;

/** Whether an object can be taken down and put back: what lives on a table or view and holds no data. */
export function canBeTakenDown(kind: string): kind is keyof typeof ON_TABLE {
  return Object.hasOwn(ON_TABLE, kind);
}

/** `DROP TRIGGER "t_touch" ON "public"."u"`. @throws TypeError for a kind that cannot be taken down. */
export function dropOther(object: OtherObject): string {
  if (!canBeTakenDown(object.kind) || object.table === null) {
    throw new TypeError(`${object.kind} ${object.schema}.${object.name} cannot be taken down`);
  }
  const on = quoteName({ schema: object.schema, name: object.table });
  return `DROP ${ON_TABLE[object.kind]} ${quoteIdentifier(object.name)} ON ${on}`;
}

/** `GRANT SELECT ON "public"."v" TO "reader" WITH GRANT OPTION`, for a right on a table or view. */
export function grantSql(grant: Grant): string {
  const grantee = grant.grantee.toUpperCase() === 'PUBLIC' ? 'PUBLIC' : quoteIdentifier(grant.grantee);
  return `GRANT ${grant.privilege} ON ${quoteName(grant.on)} TO ${grantee}${grant.grantable ? ' WITH GRANT OPTION' : ''}`;
}
