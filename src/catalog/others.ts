/**
 * The rest of what the model cannot declare: collations, operators, text search, publications, event triggers. Those that belong
 * to the whole database have the empty string for a schema.
 */
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { OtherKind, OtherObject, QualifiedName } from '../schema/types';
import type { ClassName } from './class-ids';
import type { Comments } from './comments';
import { commentStatement, other } from './other-object';
import { catalogQuery, notOfExtension, schemaIsVisible, type Scope } from './query';

/** What is made by a list of options. */
export interface OptionsRow {
  readonly oid: number;
  readonly kind: Extract<OtherKind, 'collation' | 'operator' | 'textSearch'>;
  readonly catalog: Extract<ClassName, 'pg_collation' | 'pg_operator' | 'pg_ts_dict' | 'pg_ts_config'>;
  readonly nspname: string;
  readonly name: string;
  /** The types of an operator's sides, `NONE` for a missing one: `integer, integer`. */
  readonly operands: string | null;
  /** Texts become literals. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** What is SQL already; `-` for none. */
  readonly sql: Readonly<Record<string, string | null>>;
  readonly owner: string;
}

export const OPTION_OBJECTS = catalogQuery<OptionsRow>(
  (
    scope,
  ) => `SELECT o.oid, 'collation' AS kind, 'pg_collation' AS catalog, n.nspname, o.collname AS name, NULL AS operands,
      ${collationOptions(scope.major)} AS texts,
      json_build_object('deterministic', o.collisdeterministic::text) AS sql, pg_get_userbyid(o.collowner) AS owner
    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
    WHERE ${visible(scope, 'pg_collation')}
    UNION ALL
    SELECT o.oid, 'operator', 'pg_operator', n.nspname, o.oprname,
      CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', ' || format_type(o.oprright, NULL),
      '{}'::json,
      json_build_object('FUNCTION', o.oprcode::regproc::text,
        'LEFTARG', CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END, 'RIGHTARG', format_type(o.oprright, NULL),
        'COMMUTATOR', ${operatorName('o.oprcom')}, 'NEGATOR', ${operatorName('o.oprnegate')},
        'RESTRICT', o.oprrest::regproc::text, 'JOIN', o.oprjoin::regproc::text,
        'HASHES', CASE WHEN o.oprcanhash THEN 'true' END, 'MERGES', CASE WHEN o.oprcanmerge THEN 'true' END),
      pg_get_userbyid(o.oprowner)
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE o.oprcode <> 0 AND ${visible(scope, 'pg_operator')}
    UNION ALL
    SELECT o.oid, 'textSearch', 'pg_ts_dict', n.nspname, o.dictname, NULL, '{}'::json,
      json_build_object('TEMPLATE', (SELECT format('%I.%I', tn.nspname, t.tmplname) FROM pg_ts_template t
        JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE t.oid = o.dicttemplate), '', o.dictinitoption),
      pg_get_userbyid(o.dictowner)
    FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace
    WHERE ${visible(scope, 'pg_ts_dict')}
    UNION ALL
    SELECT o.oid, 'textSearch', 'pg_ts_config', n.nspname, o.cfgname, NULL, '{}'::json,
      json_build_object('PARSER', (SELECT format('%I.%I', pn.nspname, p.prsname) FROM pg_ts_parser p
        JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = o.cfgparser),
        'mappings', (SELECT string_agg(format('%I WITH %s', m.alias, m.dicts), E'\\n' ORDER BY m.alias) FROM (
          SELECT tt.alias, string_agg(cm.mapdict::regdictionary::text, ', ' ORDER BY cm.mapseqno) AS dicts
          FROM pg_ts_config_map cm JOIN ts_token_type(o.cfgparser) tt ON tt.tokid = cm.maptokentype
          WHERE cm.mapcfg = o.oid GROUP BY tt.alias) m)),
      pg_get_userbyid(o.cfgowner)
    FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace
    WHERE ${visible(scope, 'pg_ts_config')}`,
);

function visible(scope: Scope, catalog: ClassName): string {
  return `${schemaIsVisible(scope)} AND ${notOfExtension(catalog, 'o.oid')}`;
}

function operatorName(oid: string): string {
  return `(SELECT format('OPERATOR(%I.%s)', opn.nspname, op.oprname)
          FROM pg_operator op JOIN pg_namespace opn ON opn.oid = op.oprnamespace WHERE op.oid = ${oid})`;
}

/** Where the locale of ICU stands differs from version to version; rules came with 16. */
function collationOptions(major: number): string {
  const locale = major >= 17 ? 'o.colllocale' : major >= 15 ? 'o.colliculocale' : 'NULL::text';
  return `json_build_object('provider', CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' END,
        'locale', ${locale},
        'lc_collate', o.collcollate, 'lc_ctype', o.collctype, 'rules', ${major >= 16 ? 'o.collicurules' : 'NULL'})`;
}

export function toOptionObjects(rows: readonly OptionsRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const name = row.operands === null ? row.name : `${row.name}(${row.operands})`;
    const [statements, word, target] = row.kind === 'operator' ? operator(row) : named(row);
    const comment = commentStatement(word, target, comments(row.catalog, row.oid));
    const object = other({ kind: row.kind, schema: row.nspname, name }, [...statements, comment], row.owner);
    if (row.kind !== 'collation') return object;
    return { ...object, made: { create: statements.join(';\n'), comment: comments(row.catalog, row.oid) } };
  });
}

const WORDS: Readonly<Record<OptionsRow['catalog'], string>> = {
  pg_collation: 'COLLATION',
  pg_operator: 'OPERATOR',
  pg_ts_dict: 'TEXT SEARCH DICTIONARY',
  pg_ts_config: 'TEXT SEARCH CONFIGURATION',
};

type Parts = readonly [statements: readonly string[], word: string, target: string];

function named(row: OptionsRow): Parts {
  const word = WORDS[row.catalog];
  const target = quoteName({ schema: row.nspname, name: row.name });
  const { mappings, ...sql } = row.sql;
  const added = (mappings ?? '').split('\n').filter((mapping) => mapping !== '');
  return [
    [
      `CREATE ${word} ${target} (${optionList(row.texts, sql)})`,
      ...added.map((mapping) => `ALTER ${word} ${target} ADD MAPPING FOR ${mapping}`),
    ],
    word,
    target,
  ];
}

function operator(row: OptionsRow): Parts {
  // An operator consists of signs and is never quoted.
  const target = `${quoteIdentifier(row.nspname)}.${row.name}`;
  return [[`CREATE OPERATOR ${target} (${optionList({}, row.sql)})`], 'OPERATOR', `${target} (${row.operands ?? ''})`];
}

function optionList(texts: OptionsRow['texts'], sql: OptionsRow['sql']): string {
  const literals = Object.entries(texts).flatMap(([name, text]) =>
    text === null ? [] : [`${name} = ${quoteLiteral(text)}`],
  );
  const written = Object.entries(sql).flatMap(([name, text]) => {
    if (text === null || text === '-') return [];
    return [name === '' ? text : `${name} = ${text}`];
  });
  return [...literals, ...written].join(', ');
}

export interface EventTriggerRow {
  readonly oid: number;
  readonly evtname: string;
  readonly evtevent: string;
  readonly evtfoid: string;
  readonly evttags: readonly string[] | null;
  readonly evtenabled: string;
  readonly owner: string;
}

export const EVENT_TRIGGERS = catalogQuery<EventTriggerRow>(
  () => `SELECT e.oid, e.evtname, e.evtevent, e.evtfoid::regproc::text AS evtfoid, array_to_json(e.evttags) AS evttags, e.evtenabled,
      pg_get_userbyid(e.evtowner) AS owner
    FROM pg_event_trigger e WHERE ${notOfExtension('pg_event_trigger', 'e.oid')}`,
);

const SWITCHES: Readonly<Record<string, string>> = { D: 'DISABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' };

export function toEventTriggers(rows: readonly EventTriggerRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const name = quoteIdentifier(row.evtname);
    const tags = row.evttags === null ? '' : ` WHEN TAG IN (${row.evttags.map(quoteLiteral).join(', ')})`;
    const change = SWITCHES[row.evtenabled];
    const statements = [
      `CREATE EVENT TRIGGER ${name} ON ${row.evtevent}${tags} EXECUTE FUNCTION ${row.evtfoid}()`,
      commentStatement('EVENT TRIGGER', name, comments('pg_event_trigger', row.oid)),
      change === undefined ? null : `ALTER EVENT TRIGGER ${name} ${change}`,
    ];
    return other({ kind: 'eventTrigger', schema: '', name: row.evtname }, statements, row.owner);
  });
}

export interface PublicationRow {
  readonly oid: number;
  readonly pubname: string;
  readonly puballtables: boolean;
  readonly publish: string;
  readonly pubviaroot: boolean;
  readonly tables: readonly PublishedTable[] | null;
  readonly schemas: readonly string[] | null;
  readonly owner: string;
}

interface PublishedTable extends QualifiedName {
  readonly columns: readonly string[] | null;
  readonly condition: string | null;
}

export const PUBLICATIONS = catalogQuery<PublicationRow>(
  ({ major }) => `SELECT p.oid, p.pubname, p.puballtables, p.pubviaroot,
      array_to_string(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
        CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], ', ') AS publish,
      (SELECT json_agg(json_build_object('schema', n.nspname, 'name', c.relname,
          'columns', ${
            major >= 15
              ? `(SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs::int2[]))`
              : 'NULL'
          },
          'condition', ${major >= 15 ? 'pg_get_expr(r.prqual, r.prrelid)' : 'NULL'}) ORDER BY n.nspname, c.relname)
        FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.prpubid = p.oid) AS tables,
      ${
        major >= 15
          ? `(SELECT json_agg(n.nspname ORDER BY n.nspname) FROM pg_publication_namespace pn
        JOIN pg_namespace n ON n.oid = pn.pnnspid WHERE pn.pnpubid = p.oid)`
          : 'NULL::json'
      } AS schemas,
      pg_get_userbyid(p.pubowner) AS owner
    FROM pg_publication p`,
);

export function toPublications(rows: readonly PublicationRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const name = quoteIdentifier(row.pubname);
    const options = `publish = ${quoteLiteral(row.publish)}${row.pubviaroot ? ', publish_via_partition_root = true' : ''}`;
    const comment = commentStatement('PUBLICATION', name, comments('pg_publication', row.oid));
    const made = `CREATE PUBLICATION ${name}${publishedObjects(row)} WITH (${options})`;
    return other({ kind: 'publication', schema: '', name: row.pubname }, [made, comment], row.owner);
  });
}

function publishedObjects(row: PublicationRow): string {
  if (row.puballtables) return ' FOR ALL TABLES';
  const tables = (row.tables ?? []).map((table) => {
    const columns = table.columns === null ? '' : ` (${table.columns.map(quoteIdentifier).join(', ')})`;
    return `TABLE ONLY ${quoteName(table)}${columns}${table.condition === null ? '' : ` WHERE (${table.condition})`}`;
  });
  const schemas = (row.schemas ?? []).map((schema) => `TABLES IN SCHEMA ${quoteIdentifier(schema)}`);
  const all = [...tables, ...schemas];
  return all.length === 0 ? '' : ` FOR ${all.join(', ')}`;
}
