/** Enum types with their labels in order. */
import { byName } from '../schema/names';
import type { EnumType } from '../schema/types';
import type { Comments } from './comments';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface EnumRow {
  readonly oid: number;
  readonly typarray: number;
  readonly nspname: string;
  readonly typname: string;
  readonly enumlabels: readonly string[] | null;
}

export const ENUMS = catalogQuery<EnumRow>(
  (scope) => `SELECT t.oid, t.typarray, n.nspname, t.typname, l.enumlabels
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN (SELECT enumtypid, json_agg(enumlabel ORDER BY enumsortorder) AS enumlabels FROM pg_enum GROUP BY enumtypid) l
      ON l.enumtypid = t.oid
    WHERE t.typtype = 'e' AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_type', 't.oid')}`,
);

export function toEnums(rows: readonly EnumRow[], comments: Comments): readonly EnumType[] {
  return rows
    .map((row) => ({
      schema: row.nspname,
      name: row.typname,
      derivedName: false,
      labels: row.enumlabels ?? [],
      comment: comments('pg_type', row.oid),
    }))
    .sort(byName);
}
