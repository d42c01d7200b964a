/**
 * What a database holds, told by plain SQL over the system catalogs as a sorted list of lines, so that two databases (or one before and
 * after) can be compared and the difference printed. Left out: OIDs, positions of columns, `enumsortorder`, positions of sequences,
 * members of extensions, names of not-null constraints.
 *
 * It must never use the product: a reader that is blind to an attribute would prove it equal.
 */
import type { TestDatabase } from './database';

export interface FingerprintOptions {
  /** Lines that match are left out: `/\bstillhead_version\b/`. */
  readonly ignore?: RegExp;
}

/**
 * The lines of one database: `column public.users.email: type text, not null, …`.
 * Whatever runs several statements at once and gives the rows of the last may stand for the database.
 */
export async function fingerprint(
  database: Pick<TestDatabase, 'query'>,
  { ignore }: FingerprintOptions = {},
): Promise<string[]> {
  const rows = await database.query<{ line: string }>(SCRIPT);
  const lines = rows.map((row) => row.line);
  return ignore === undefined ? lines : lines.filter((line) => !ignore.test(line));
}

/** What one list has and the other has not: `- line` only in `from`, `+ line` only in `to`; empty when both are the same. */
export function fingerprintDifference(from: readonly string[], to: readonly string[]): string[] {
  const [left, right] = [new Set(from), new Set(to)];
  return [
    ...from.filter((line) => !right.has(line)).map((line) => `- ${line}`),
    ...to.filter((line) => !left.has(line)).map((line) => `+ ${line}`),
  ].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

/** Rights as they take effect: no list at all means the default one. */
const rights = (acl: string, kind: string, owner: string): string => `
  (SELECT coalesce(string_agg(format('%s=%s%s', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
      privilege_type, CASE WHEN is_grantable THEN '*' ELSE '' END), ' '
      ORDER BY pg_get_userbyid(grantee), privilege_type), '-')
    FROM aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))))`;

/** Objects made after initdb: every other OID lies below 16384. Extension members go with their extension. */
const ours = (catalog: string, oid: string): string => `
  ${oid} >= 16384 AND NOT EXISTS (SELECT FROM pg_depend
    WHERE classid = 'pg_catalog.${catalog}'::regclass AND objid = ${oid} AND deptype = 'e')`;

/** Relations of user schemas; temporary ones and those behind TOAST are nobody's. */
const RELATIONS = `
  SELECT c.*, n.nspname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS called FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND ${ours('pg_class', 'c.oid')}`;

const PARTS: readonly string[] = [
  `SELECT format('schema %I: owner %s, rights %s', nspname, pg_get_userbyid(nspowner), ${rights('nspacl', 'n', 'nspowner')})
    FROM pg_namespace WHERE nspname = 'public' OR (nspname !~ '^pg_' AND ${ours('pg_namespace', 'oid')})`,

  `SELECT format('extension %I: version %s, schema %s', extname, extversion, extnamespace::regnamespace) FROM pg_extension`,

  `SELECT format('relation %s: kind %s, persistence %s, owner %s, rights %s, options %s, row security %s %s, replica identity %s, '
      'access method %s, tablespace %s, partition key %s, bound %s, inherits %s, populated %s', called, relkind, relpersistence,
      pg_get_userbyid(relowner),
      CASE relkind WHEN 'S' THEN ${rights('relacl', 's', 'relowner')} ELSE ${rights('relacl', 'r', 'relowner')} END,
      (SELECT array_agg(o ORDER BY o) FROM unnest(reloptions) o), relrowsecurity, relforcerowsecurity, relreplident,
      (SELECT amname FROM pg_am WHERE oid = relam), (SELECT spcname FROM pg_tablespace WHERE oid = reltablespace),
      CASE relkind WHEN 'p' THEN pg_get_partkeydef(oid) END, pg_get_expr(relpartbound, oid),
      (SELECT string_agg(inhparent::regclass::text, ' ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = r.oid), relispopulated)
    FROM relations r WHERE relkind NOT IN ('i', 'I')`,

  `SELECT format('column %s.%I: type %s, not null %s, default %s, identity %s, generated %s, collation %s, storage %s, '
      'compression %s, statistics %s, options %s, local %s, inherited %s, rights %s', called, attname,
      format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attidentity, attgenerated,
      CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END, attstorage, attcompression,
      coalesce(attstattarget::int, -1), attoptions, attislocal, attinhcount,
      CASE WHEN attacl IS NOT NULL THEN ${rights('attacl', 'c', 'relowner')} END)
    FROM relations r JOIN pg_attribute a ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = r.oid AND adnum = attnum
    WHERE relkind NOT IN ('i', 'I', 'S')`,

  `SELECT format('constraint %s %I: %s, kind %s, local %s, inherited %s, index %s',
      coalesce(nullif(conrelid, 0)::regclass::text, nullif(contypid, 0)::regtype::text), conname, pg_get_constraintdef(oid), contype,
      conislocal, coninhcount, nullif(conindid, 0)::regclass)
    FROM pg_constraint WHERE contype <> 'n' AND ${ours('pg_constraint', 'oid')}`,

  // PostgreSQL 18 keeps NOT NULL as constraints; their names follow from how a column came about.
  `SELECT format('not null %s: %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE contype = 'n' AND ${ours('pg_constraint', 'oid')}`,

  `SELECT format('index %s: %s, valid %s, ready %s, immediate %s, clustered %s, replica identity %s, of a constraint %s', called,
      pg_get_indexdef(indexrelid), indisvalid, indisready, indimmediate, indisclustered, indisreplident,
      EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')))
    FROM pg_index JOIN relations r ON r.oid = indexrelid`,

  `SELECT format('view %s: %s', called, pg_get_viewdef(oid)) FROM relations WHERE relkind IN ('v', 'm')`,

  `SELECT format('sequence %s: %s start %s increment %s min %s max %s cache %s cycle %s, owned by %s', called,
      format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
      (SELECT format('%s.%I %s', refobjid::regclass, attname, deptype) FROM pg_depend
        JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
        WHERE classid = 'pg_class'::regclass AND objid = r.oid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')))
    FROM pg_sequence JOIN relations r ON r.oid = seqrelid`,

  // Array types and the row types of tables come and go with what they belong to.
  `SELECT format('type %s: kind %s, owner %s, rights %s, labels %s, domain of %s not null %s default %s, range of %s', t.oid::regtype,
      typtype, pg_get_userbyid(typowner), ${rights('typacl', 'T', 'typowner')},
      (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
      CASE typtype WHEN 'd' THEN format_type(typbasetype, typtypmod) END, typnotnull, typdefault,
      (SELECT rngsubtype::regtype FROM pg_range WHERE rngtypid = t.oid))
    FROM pg_type t LEFT JOIN pg_class ON pg_class.oid = typrelid
    WHERE (typrelid = 0 OR relkind = 'c') AND typcategory <> 'A' AND ${ours('pg_type', 't.oid')}
      AND t.oid NOT IN (SELECT rngmultitypid FROM pg_range)`,

  `SELECT format('function %s: owner %s, rights %s, %s', p.oid::regprocedure, pg_get_userbyid(proowner),
      ${rights('proacl', 'f', 'proowner')}, CASE prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END)
    FROM pg_proc p WHERE ${ours('pg_proc', 'p.oid')}`,

  `SELECT format('trigger %s %I: %s, enabled %s', tgrelid::regclass, tgname, pg_get_triggerdef(oid), tgenabled) FROM pg_trigger
    WHERE NOT tgisinternal AND ${ours('pg_trigger', 'oid')}`,

  `SELECT format('rule %s %I: %s, enabled %s', ev_class::regclass, rulename, pg_get_ruledef(oid), ev_enabled) FROM pg_rewrite
    WHERE rulename <> '_RETURN' AND ${ours('pg_rewrite', 'oid')}`,

  `SELECT format('policy %s %I: %s permissive %s, to %s, using %s, with check %s', polrelid::regclass, polname, polcmd, polpermissive,
      polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy`,

  `SELECT format('statistics %s: %s', stxname, pg_get_statisticsobjdef(oid)) FROM pg_statistic_ext`,

  `SELECT format('event trigger %I: %s %s %s %s', evtname, evtevent, evtfoid::regproc, evtenabled, evttags) FROM pg_event_trigger
    WHERE ${ours('pg_event_trigger', 'oid')}`,

  `SELECT format('publication %I: all tables %s, tables %s', pubname, puballtables,
      (SELECT string_agg(prrelid::regclass::text, ' ' ORDER BY prrelid::regclass::text) FROM pg_publication_rel WHERE prpubid = p.oid))
    FROM pg_publication p`,

  `SELECT format('collation %s: provider %s', oid::regcollation, collprovider) FROM pg_collation WHERE ${ours('pg_collation', 'oid')}`,

  `SELECT format('operator %s: %s', oid::regoperator, oprcode) FROM pg_operator WHERE ${ours('pg_operator', 'oid')}`,

  `SELECT format('default rights %s %s %s: %s', pg_get_userbyid(defaclrole), nullif(defaclnamespace, 0)::regnamespace, defaclobjtype,
      defaclacl) FROM pg_default_acl`,

  `SELECT format('comment on %s %s: %s', object.type, object.identity, description) FROM pg_description
    CROSS JOIN LATERAL pg_identify_object(classoid, objoid, objsubid) object
    WHERE objoid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = classoid AND d.objid = objoid AND d.deptype = 'e')`,
];

/** SET LOCAL ends with the script; under this search path every other name is printed with its schema. */
const SCRIPT = `SET LOCAL search_path = pg_catalog;
  WITH relations AS MATERIALIZED (${RELATIONS})
  SELECT line COLLATE "C" AS line FROM (${PARTS.join('\nUNION ALL\n')}) lines (line) ORDER BY 1`;
