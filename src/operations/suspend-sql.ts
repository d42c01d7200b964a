/**
 * SQL that takes objects down and remembers, in the database itself, how to put them back: as they are there at that moment, with
 * definition, switches, comments, owner and rights. What is not there is passed over. Each is one DO block, so that a run and a script
 * do the same. What is remembered lies in a table that is there only in between, in the transaction or, where a revision takes
 * several, until the last of them: a run that was killed finds it again.
 *
 * Everything is printed and carried out under `search_path = pg_catalog`, so that PostgreSQL qualifies every name.
 */
import { quoteBody, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import type { SuspendedName } from './operation';
import { asPrintedThere } from './printed-sql';

/** Where it is remembered, in the schema of the data source. */
export function suspendedTable(defaultSchema: string): QualifiedName {
  return { schema: defaultSchema, name: 'stillhead_suspended' };
}

function memory(defaultSchema: string): string {
  return quoteName(suspendedTable(defaultSchema));
}

/** The relation that a policy, trigger or rule is on, or the view itself. */
export function relationOf({ schema, name, table }: SuspendedName): QualifiedName {
  return { schema, name: table ?? name };
}

function isOfColumn({ kind, table }: SuspendedName): boolean {
  return kind === 'rights' && table !== null;
}

/** Takes down what is there of these, one after the other, and remembers it. */
export function suspendSql(objects: readonly SuspendedName[], defaultSchema: string): string {
  const rows = objects.map((object) => {
    const word = isOfColumn(object) ? 'column' : object.kind === 'materializedView' ? 'materialized view' : object.kind;
    return `(${[word, quoteName(relationOf(object)), object.name].map(quoteLiteral).join(', ')})`;
  });
  const table = memory(defaultSchema);
  return `DO ${quoteBody(`
DECLARE
  path text := current_setting('search_path');
  o record;
  r record;
  own text[];
  saved text[] := '{}';
  words text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  FOR o IN SELECT v.kind, v.relation, v.name, to_regclass(v.relation)::oid AS oid
    FROM (VALUES ${rows.join(', ')}) AS v(kind, relation, name)
  LOOP
    own := '{}';
    CONTINUE WHEN o.oid IS NULL;
${stepsFor(objects)}
    saved := own || saved;
  END LOOP;
  IF saved <> '{}' THEN
    CREATE TABLE IF NOT EXISTS ${table} (position integer PRIMARY KEY, sql text NOT NULL);
    INSERT INTO ${table} SELECT coalesce((SELECT min(s.position) FROM ${table} s), 0) - cardinality(saved) + u.n,
      ${objects.every(({ kind }) => kind === 'rights') ? 'u.sql' : `CASE WHEN strpos(u.sql, '(ARRAY[') = 0 THEN u.sql ELSE ${asPrintedThere('u.sql')} END`}
      FROM unnest(saved) WITH ORDINALITY AS u(sql, n);
  END IF;
  PERFORM set_config('search_path', path, true);
END
`)}`;
}

/** No more than these kinds need: the text is read by people, too. */
function stepsFor(objects: readonly SuspendedName[]): string {
  const has = (...kinds: readonly SuspendedName['kind'][]): boolean => objects.some(({ kind }) => kinds.includes(kind));
  const attached = `    IF o.kind IN ('trigger', 'rule', 'policy') THEN
      ${ofKind('x.kind = o.kind AND x.name = o.name')}
      CONTINUE WHEN own = '{}';
      EXECUTE format('DROP %s %I ON %s', upper(o.kind), o.name, o.relation);
    END IF;`;
  const view = `    IF o.kind IN ('view', 'materialized view') THEN
      ${ofView()}
      ${ofKind('true')}
    END IF;`;
  const ofRights = `    IF o.kind IN ('view', 'materialized view', 'rights') THEN
      ${rights()}
    END IF;`;
  const ofColumns = `    IF o.kind = 'column' THEN
      ${columnRights()}
    END IF;`;
  const drop = `    IF o.kind IN ('view', 'materialized view') THEN
      EXECUTE format('DROP %s %s', upper(o.kind), o.relation);
    END IF;`;
  const [onTable, ofViews] = [has('policy', 'trigger', 'rule'), has('view', 'materializedView')];
  return [
    ...(onTable ? [attached] : []),
    ...(ofViews ? [view] : []),
    ...(ofViews || objects.some((object) => object.kind === 'rights' && !isOfColumn(object)) ? [ofRights] : []),
    ...(objects.some(isOfColumn) ? [ofColumns] : []),
    ...(ofViews ? [drop] : []),
  ].join('\n');
}

/** Puts back all that is remembered, what was taken down last first. */
export function resumeSql(defaultSchema: string): string {
  return `DO ${quoteBody(`
DECLARE
  path text := current_setting('search_path');
  statement text;
BEGIN
  IF to_regclass(${quoteLiteral(memory(defaultSchema))}) IS NOT NULL THEN
    PERFORM set_config('search_path', 'pg_catalog', true);
    FOR statement IN SELECT s.sql FROM ${memory(defaultSchema)} s ORDER BY s.position LOOP
      EXECUTE statement;
    END LOOP;
    DROP TABLE ${memory(defaultSchema)};
    PERFORM set_config('search_path', path, true);
  END IF;
END
`)}`;
}

/** Appends to `own` what makes the triggers, rules and policies of the relation `o.oid`, comments and switches with them. */
function ofKind(which: string): string {
  return `FOR r IN SELECT * FROM (
        SELECT 'trigger' AS kind, t.tgname AS name, pg_get_triggerdef(t.oid) AS made, t.tgenabled AS enabled,
            obj_description(t.oid, 'pg_trigger') AS comment
          FROM pg_trigger t WHERE t.tgrelid = o.oid AND NOT t.tgisinternal AND t.tgparentid = 0
        UNION ALL
        SELECT 'rule', w.rulename, pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')
          FROM pg_rewrite w WHERE w.ev_class = o.oid AND w.rulename <> '_RETURN'
        UNION ALL
        SELECT 'policy', p.polname, format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, o.relation,
            CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
            (SELECT string_agg(CASE g WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g)) END, ', ') FROM unnest(p.polroles) g))
            || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
            || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
            'O', obj_description(p.oid, 'pg_policy')
          FROM pg_policy p WHERE p.polrelid = o.oid
      ) x WHERE ${which} ORDER BY x.kind, x.name
      LOOP
        own := own || r.made;
        IF r.comment IS NOT NULL THEN
          own := own || format('COMMENT ON %s %I ON %s IS %L', upper(r.kind), r.name, o.relation, r.comment);
        END IF;
        IF r.enabled <> 'O' THEN
          own := own || format('ALTER TABLE %s %s %s %I', o.relation,
            CASE r.enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, upper(r.kind), r.name);
        END IF;
      END LOOP;`;
}

/**
 * Appends to `own` what gives the relation `o.oid` its rights and its owner. Rights that default privileges give to what is new are taken
 * first; one on a column that is no longer there is passed over.
 */
function rights(): string {
  return `IF EXISTS (SELECT FROM pg_default_acl WHERE defaclobjtype = 'r') THEN
        own := own || format('DO %L', format('DECLARE g record; BEGIN FOR g IN SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
          WHERE c.oid = to_regclass(%L) AND a.grantee <> c.relowner LOOP EXECUTE format(''REVOKE ALL ON %%s FROM %%s'', %L,
          CASE g.grantee WHEN 0 THEN ''PUBLIC'' ELSE quote_ident(pg_get_userbyid(g.grantee)) END); END LOOP; END', o.relation, o.relation));
      END IF;
      FOR r IN SELECT NULL::name AS attname, a.* FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = o.oid AND a.grantee <> c.relowner
        UNION ALL
        SELECT t.attname, a.* FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped, aclexplode(t.attacl) a
          WHERE c.oid = o.oid AND a.grantee <> c.relowner
      LOOP
        words := format('GRANT %s%s ON %s TO %s%s', r.privilege_type, coalesce(' (' || quote_ident(r.attname) || ')', ''), o.relation,
          CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END,
          CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
        own := own || CASE WHEN r.attname IS NULL THEN words ELSE format('DO %L', format(
          'BEGIN IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(%L) AND attname = %L AND NOT attisdropped) THEN %s; END IF; END',
          o.relation, r.attname, words)) END;
      END LOOP;
      own := own || coalesce((SELECT array_agg(format('ALTER TABLE %s OWNER TO %I', o.relation, pg_get_userbyid(c.relowner))) FROM pg_class c WHERE c.oid = o.oid AND pg_get_userbyid(c.relowner) <> current_user), '{}');`;
}

/** Appends to `own` what gives the column `o.name` of the relation `o.oid` its rights. */
function columnRights(): string {
  return `FOR r IN SELECT a.* FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
          WHERE c.oid = o.oid AND t.attname = o.name AND a.grantee <> c.relowner
      LOOP
        own := own || format('GRANT %s (%I) ON %s TO %s%s', r.privilege_type, o.name, o.relation,
          CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END,
          CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
      END LOOP;`;
}

/** Appends to `own` what makes the view `o.oid` with its defaults, indexes, statistics and comments. */
function ofView(): string {
  return `own := own || (SELECT array_agg(format('CREATE %s %s', upper(o.kind), o.relation)
            || coalesce(' WITH (' || (SELECT string_agg(format('%I=%L', split_part(x, '=', 1), substr(x, strpos(x, '=') + 1)), ', ')
              FROM unnest(c.reloptions) x) || ')', '')
            || coalesce((SELECT format(' TABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace), '')
            || ' AS ' || rtrim(pg_get_viewdef(c.oid), '; ')
            || CASE WHEN c.relkind = 'v' THEN '' WHEN c.relispopulated THEN E'\\nWITH DATA' ELSE E'\\nWITH NO DATA' END)
          FROM pg_class c WHERE c.oid = o.oid)
        || coalesce((SELECT array_agg(format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', o.relation, a.attname,
              pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
            FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = o.oid), '{}')
        || coalesce((SELECT array_agg(pg_get_indexdef(i.indexrelid) ORDER BY i.indexrelid) FROM pg_index i WHERE i.indrelid = o.oid), '{}')
        || coalesce((SELECT array_agg(pg_get_statisticsobjdef(s.oid) ORDER BY s.oid) FROM pg_statistic_ext s WHERE s.stxrelid = o.oid), '{}')
        || coalesce((SELECT array_agg(CASE WHEN d.objsubid = 0 THEN format('COMMENT ON %s %s IS %L', upper(o.kind), o.relation, d.description)
              ELSE format('COMMENT ON COLUMN %s.%I IS %L', o.relation, a.attname, d.description) END ORDER BY d.objsubid)
            FROM pg_description d LEFT JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
            WHERE d.classoid = 'pg_class'::regclass AND d.objoid = o.oid), '{}')
        || coalesce((SELECT array_agg(format('COMMENT ON INDEX %s IS %L', i.indexrelid::regclass, d.description) ORDER BY i.indexrelid)
            FROM pg_index i JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
            WHERE i.indrelid = o.oid), '{}');`;
}
