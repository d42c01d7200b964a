/**
 * What lies beyond the schema and yet makes two databases differ: who owns what, rights that were taken away, default rights, versions of
 * extensions, foreign servers, subscriptions, casts and the like. Only named, with a text that is equal where the thing is; no secret is
 * read (a subscription's address, a user mapping's options).
 */
import { byCodeUnit } from '../schema/names';
import { catalogQuery, notOfExtension, schemaIsVisible, type Scope } from './query';

export interface BeyondRow {
  /** `owner`: of `what`, the role in `text`. `both`: said only where both databases have it. `any`: also where one has it alone. */
  readonly how: 'owner' | 'both' | 'any';
  /** For people: `table public.users`, `extension citext`. */
  readonly what: string;
  readonly text: string;
}

/** Something that a comparison can only name. */
export type BeyondFact = BeyondRow;

export const BEYOND = catalogQuery<BeyondRow>((scope) =>
  scope.onlySchema === true
    ? 'SELECT WHERE false'
    : [
        ...OWNED.map((part) => part(scope)),
        ...REVOKED.map((part) => part(scope)),
        ...OTHERS.map((part) => part(scope)),
      ].join('\n    UNION ALL '),
);

const RELATION = `CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END`;
const RELATIONS = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;
const TYPE = `CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END`;
const IS_TYPE = `t.typtype IN ('e', 'd', 'r', 'c') AND (t.typrelid = 0 OR t.typrelid IN (SELECT k.oid FROM pg_class k WHERE k.relkind = 'c'))`;
const ROUTINE = `CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END`;
const SIGNATURE = `format('%s.%s(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes))`;

type Part = (scope: Scope) => string;

/** Sequences behind columns have the owner of their table. */
const OWNED: readonly Part[] = [
  (scope) => `SELECT 'owner' AS how, 'schema ' || n.nspname AS what, pg_get_userbyid(n.nspowner)::text AS text
    FROM pg_namespace n WHERE ${schemaIsVisible(scope)} AND n.nspname <> 'public' AND ${notOfExtension('pg_namespace', 'n.oid')}`,
  (scope) => `SELECT 'owner', ${RELATION} || ' ' || n.nspname || '.' || c.relname, pg_get_userbyid(c.relowner)::text
    FROM ${RELATIONS} WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
  (scope) => `SELECT 'owner', ${TYPE} || ' ' || n.nspname || '.' || t.typname, pg_get_userbyid(t.typowner)::text
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${IS_TYPE} AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_type', 't.oid')}`,
];

/** What the owner or PUBLIC has where nobody says anything, and no longer has. */
const REVOKED: readonly Part[] = [
  (scope) =>
    revoked(
      `'schema ' || n.nspname`,
      'n.nspacl',
      "'n'",
      'n.nspowner',
      `pg_namespace n WHERE ${schemaIsVisible(scope)}`,
    ),
  (scope) =>
    revoked(
      `${RELATION} || ' ' || n.nspname || '.' || c.relname`,
      'c.relacl',
      `CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END`,
      'c.relowner',
      `${RELATIONS} WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
    ),
  (scope) =>
    revoked(
      `${ROUTINE} || ' ' || ${SIGNATURE}`,
      'p.proacl',
      "'f'",
      'p.proowner',
      `pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_proc', 'p.oid')}`,
    ),
  (scope) =>
    revoked(
      `${TYPE} || ' ' || n.nspname || '.' || t.typname`,
      't.typacl',
      "'T'",
      't.typowner',
      `pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${IS_TYPE} AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_type', 't.oid')}`,
    ),
];

function revoked(what: string, acl: string, letter: string, owner: string, from: string): string {
  return `SELECT 'any', 'revoked right ' || g.privilege_type || ' of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE 'the owner' END
      || ' on ' || ${what}, ''
    FROM ${from.replace(
      ' WHERE ',
      `, LATERAL (SELECT d.grantee, d.privilege_type FROM aclexplode(acldefault(${letter}, ${owner})) d
        EXCEPT SELECT e.grantee, e.privilege_type FROM aclexplode(${acl}) e) g WHERE ${acl} IS NOT NULL AND `,
    )}`;
}

const OTHERS: readonly Part[] = [
  (scope) => `SELECT 'any', 'default rights of ' || pg_get_userbyid(d.defaclrole) || ' on '
      || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
        WHEN 'n' THEN 'schemas' ELSE 'large objects' END || coalesce(' in schema ' || n.nspname, ''),
      (SELECT string_agg(format('%s %s %s', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END,
        g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee = 0, pg_get_userbyid(g.grantee), g.privilege_type)
        FROM aclexplode(d.defaclacl) g)
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    WHERE n.oid IS NULL OR ${schemaIsVisible(scope)}`,
  () => `SELECT 'both', 'extension ' || e.extname, format('version %s, schema %s', e.extversion, n.nspname)
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`,
  () => `SELECT 'any', 'foreign data wrapper ' || w.fdwname, format('%s %s %s', w.fdwhandler::regproc, w.fdwvalidator::regproc, w.fdwoptions)
    FROM pg_foreign_data_wrapper w WHERE ${notOfExtension('pg_foreign_data_wrapper', 'w.oid')}`,
  () => `SELECT 'any', 'server ' || s.srvname, format('%s %s %s %s', w.fdwname, s.srvtype, s.srvversion, s.srvoptions)
    FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ${notOfExtension('pg_foreign_server', 's.oid')}`,
  () => `SELECT 'any', 'user mapping of ' || usename || ' on ' || srvname, '' FROM pg_user_mappings`,
  () => `SELECT 'any', 'subscription ' || s.subname, format('%s %s %s', s.subenabled, s.subslotname, s.subpublications)
    FROM pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())`,
  () => `SELECT 'any', 'comment on subscription ' || s.subname, d.description
    FROM pg_subscription s JOIN pg_description d ON d.classoid = 'pg_subscription'::regclass AND d.objoid = s.oid
    WHERE s.subdbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())`,
  () => `SELECT 'any', format('cast from %s to %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
      format('%s %s %s', c.castfunc::regprocedure, c.castcontext, c.castmethod)
    FROM pg_cast c WHERE c.oid >= 16384 AND ${notOfExtension('pg_cast', 'c.oid')}
      AND c.oid NOT IN (SELECT i.objid FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND i.deptype = 'i')`,
  () => `SELECT 'any', 'language ' || l.lanname, format('%s %s', l.lanplcallfoid::regproc, l.lanpltrusted)
    FROM pg_language l WHERE l.oid >= 16384 AND ${notOfExtension('pg_language', 'l.oid')}`,
  () => `SELECT 'any', 'access method ' || m.amname, m.amhandler::regproc::text
    FROM pg_am m WHERE m.oid >= 16384 AND ${notOfExtension('pg_am', 'm.oid')}`,
  (
    scope,
  ) => `SELECT 'any', format('operator class %s.%s for %s', n.nspname, o.opcname, m.amname), format_type(o.opcintype, NULL)
    FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_opclass', 'o.oid')}`,
  (scope) => `SELECT 'any', format('conversion %s.%s', n.nspname, o.conname), o.conproc::regproc::text
    FROM pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_conversion', 'o.oid')}`,
];

/** Sorted by what they are about. */
export function toBeyond(rows: readonly BeyondRow[]): readonly BeyondFact[] {
  const keyed = rows.map((row): [string, BeyondFact] => [`${row.what}\u0000${row.how}\u0000${row.text}`, row]);
  return [...new Map(keyed)].sort(([one], [other]) => byCodeUnit(one, other)).map(([, row]) => row);
}
