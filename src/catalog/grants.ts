/**
 * Rights, one grantee and privilege each. Left out: what the owner may do anyway, and objects whose rights are the ones that
 * PostgreSQL gives when nobody says anything (EXECUTE on a function and USAGE of a type for PUBLIC).
 */
import { byCodeUnit, objectKey, objectName } from '../schema/names';
import type { Grant, ObjectKind } from '../schema/types';
import { catalogQuery, notOfExtension, schemaIsVisible, type Scope } from './query';
import { notOfType } from './routines';

export interface GrantRow {
  readonly kind: ObjectKind;
  readonly nspname: string;
  readonly name: string;
  /** Of a column. */
  readonly relname: string | null;
  /** `null`: PUBLIC. */
  readonly grantee: string | null;
  readonly privilege_type: string;
  readonly is_grantable: boolean;
}

interface Source {
  /** SQL of the kind of object. */
  readonly kind: string;
  readonly from: string;
  readonly name: string;
  readonly relname: string;
  readonly acl: string;
  readonly owner: string;
  /** The letter by which `acldefault` knows this kind; `null` where it has no default of its own. */
  readonly aclLetter: string | null;
  readonly where: (scope: Scope) => string;
}

const RELATION_KIND = `CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materializedView' ELSE 'table' END`;
const inSchema = (catalog: 'pg_class' | 'pg_proc' | 'pg_type' | 'pg_namespace', oid: string) => {
  return (scope: Scope): string => `${schemaIsVisible(scope)} AND ${notOfExtension(catalog, oid)}`;
};

/** The schema `public`, whose rights initdb gives, other ones since version 15: untouched, they are nobody's wish. */
const IS_AS_INITDB_MADE_IT = `EXISTS (SELECT FROM pg_init_privs i
      WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid AND i.initprivs = n.nspacl)`;

const SOURCES: readonly Source[] = [
  {
    kind: RELATION_KIND,
    from: 'pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
    name: 'c.relname',
    relname: 'NULL',
    acl: 'c.relacl',
    owner: 'c.relowner',
    aclLetter: null,
    where: inSchema('pg_class', 'c.oid'),
  },
  {
    kind: `'column'`,
    from: 'pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace',
    name: 'a.attname',
    relname: 'c.relname',
    acl: 'a.attacl',
    owner: 'c.relowner',
    aclLetter: null,
    // In older versions a column that was dropped keeps its rights.
    where: (scope) => `${inSchema('pg_class', 'c.oid')(scope)} AND NOT a.attisdropped`,
  },
  {
    kind: `'schema'`,
    from: 'pg_namespace n',
    name: 'n.nspname',
    relname: 'NULL',
    acl: 'n.nspacl',
    owner: 'n.nspowner',
    aclLetter: null,
    where: (scope) => `${inSchema('pg_namespace', 'n.oid')(scope)} AND NOT ${IS_AS_INITDB_MADE_IT}`,
  },
  {
    kind: `CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END`,
    from: 'pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace',
    name: `p.proname || '(' || oidvectortypes(p.proargtypes) || ')'`,
    relname: 'NULL',
    acl: 'p.proacl',
    owner: 'p.proowner',
    aclLetter: 'f',
    where: (scope) => `${inSchema('pg_proc', 'p.oid')(scope)} AND ${notOfType('p.oid')}`,
  },
  {
    kind: `CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'rangeType' ELSE 'compositeType' END`,
    from: 'pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace',
    name: 't.typname',
    relname: 'NULL',
    acl: 't.typacl',
    owner: 't.typowner',
    aclLetter: 'T',
    where: inSchema('pg_type', 't.oid'),
  },
];

export const GRANTS = catalogQuery<GrantRow>((scope) =>
  SOURCES.map(
    (source) => `SELECT ${source.kind} AS kind, n.nspname, ${source.name} AS name, ${source.relname} AS relname,
      CASE WHEN g.grantee <> 0 THEN pg_get_userbyid(g.grantee) END AS grantee, g.privilege_type, g.is_grantable
    FROM ${source.from}, aclexplode(${source.acl}) g
    WHERE ${source.acl} IS NOT NULL AND g.grantee <> ${source.owner}${differsFromDefault(source)} AND ${source.where(scope)}`,
  ).join('\n    UNION ALL '),
);

/** Two lists of rights are the same whatever their order. */
function differsFromDefault({ acl, owner, aclLetter }: Source): string {
  if (aclLetter === null) return '';
  const initial = `acldefault('${aclLetter}', ${owner})`;
  return ` AND NOT (${acl} @> ${initial} AND ${initial} @> ${acl})`;
}

export function toGrants(rows: readonly GrantRow[]): readonly Grant[] {
  const grants = rows.map((row): [string, Grant] => {
    const on = objectName(row.kind, row.nspname, row.name, row.relname);
    const grantee = row.grantee ?? 'PUBLIC';
    const grant = { on, grantee, privilege: row.privilege_type, grantable: row.is_grantable };
    return [[objectKey(on), grantee, row.privilege_type, String(row.is_grantable)].join('\u0000'), grant];
  });
  // One right may have been given by several; who gave it is not part of the schema.
  return [...new Map(grants)].sort(([one], [other]) => byCodeUnit(one, other)).map(([, grant]) => grant);
}
