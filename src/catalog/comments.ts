/** Comments of all objects, in one query and one map; each kind picks its own. */
import { CLASS_ID, type ClassName } from './class-ids';
import { inner } from './group';
import { catalogQuery, notOfExtension } from './query';

export interface CommentRow {
  readonly classoid: number;
  readonly objoid: number;
  readonly objsubid: number;
  readonly description: string;
}

/** Nothing below 16384 is a user's own but the schema `public`. Functions of extensions have thousands of comments. */
export const COMMENTS = catalogQuery<CommentRow>(
  () => `SELECT d.classoid, d.objoid, d.objsubid, d.description FROM pg_description d
    WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass)
      AND ${notOfExtension('pg_proc', 'd.objoid')}`,
);

/** The comment of an object, or of a column of a relation; `null` where there is none. */
export type Comments = (catalog: ClassName, oid: number, column?: number) => string | null;

export function commentsOf(rows: readonly CommentRow[]): Comments {
  const catalogs = new Map<number, Map<number, Map<number, string>>>();
  for (const row of rows) {
    const objects = catalogs.get(row.classoid) ?? new Map<number, Map<number, string>>();
    catalogs.set(row.classoid, objects);
    inner(objects, row.objoid).set(row.objsubid, row.description);
  }
  return (catalog, oid, column = 0) => catalogs.get(CLASS_ID[catalog])?.get(oid)?.get(column) ?? null;
}
