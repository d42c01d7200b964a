/** Schemas, without PostgreSQL's own and without those that an extension made. */
import { byCodeUnit } from '../schema/names';
import type { Namespace } from '../schema/types';
import type { Comments } from './comments';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface NamespaceRow {
  readonly oid: number;
  readonly nspname: string;
}

export const NAMESPACES = catalogQuery<NamespaceRow>(
  (scope) => `SELECT n.oid, n.nspname FROM pg_namespace n
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_namespace', 'n.oid')}`,
);

export function toNamespaces(rows: readonly NamespaceRow[], comments: Comments): readonly Namespace[] {
  return rows
    .map((row) => ({ name: row.nspname, comment: comments('pg_namespace', row.oid) }))
    .sort((one, other) => byCodeUnit(one.name, other.name));
}
