/**
 * What a query of the catalog is, and which objects are looked at. Every query is set-based: one for all objects of its kind.
 * Nothing here knows any kind of object.
 */
import { quoteLiteral } from '../schema/quote';

/** What the text of a query depends on. */
export interface Scope {
  /** Of the server: 14, 15, … Columns that a later version brought may only be named from that version on. */
  readonly major: number;
  readonly excludeSchemas: readonly string[];
  /** Only what a schema has room for. */
  readonly onlySchema?: boolean;
}

/** A query and the shape of its rows. The names of the columns are PostgreSQL's own. */
export interface CatalogQuery<Row extends object> {
  readonly sql: (scope: Scope) => string;
  /** The rows as what they are: the row type stands beside the SQL that makes them so. */
  readonly rows: (raw: readonly object[]) => readonly Row[];
}

/** The rows that a query gives. */
export type RowOf<Query> = Query extends CatalogQuery<infer Row> ? Row : never;

export function catalogQuery<Row extends object>(sql: (scope: Scope) => string): CatalogQuery<Row> {
  return { sql, rows: (raw) => raw as readonly Row[] };
}

/**
 * The condition that a schema (`pg_namespace` under this alias) is looked at. `pg_` belongs to PostgreSQL: nobody else can make a
 * schema of such a name, and the temporary ones bear it too.
 */
export function schemaIsVisible(scope: Scope, alias = 'n'): string {
  const name = `${alias}.nspname`;
  const excluded = scope.excludeSchemas.map(quoteLiteral).join(', ');
  const others = excluded === '' ? '' : ` AND ${name} NOT IN (${excluded})`;
  return `left(${name}, 3) <> 'pg_' AND ${name} <> 'information_schema'${others}`;
}

/** The condition that an object of a catalog is no member of an extension. Found by the extensions, which are few, through an index. */
export function notOfExtension(catalog: string, oid: string): string {
  return `${oid} NOT IN (SELECT e.objid FROM pg_depend e
    WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e' AND e.classid = '${catalog}'::regclass)`;
}
