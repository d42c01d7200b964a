/**
 * What stands in one schema of a database, as sorted lines of text: told by plain SQL over the catalogs and by nothing of src/, so that
 * a mistake there cannot hide itself. Column positions, OIDs and positions of sequences are left out.
 */
import type { TestDatabase } from './database';

const PARTS: readonly string[] = [
  `SELECT 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relpersistence::text || ' rls=' || c.relrowsecurity || c.relforcerowsecurity
     || ' options=' || coalesce(c.reloptions::text, '') || ' part=' || coalesce(pg_get_partkeydef(c.oid), '') || ' parents='
     || coalesce((SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhparent::regclass::text) FROM pg_inherits WHERE inhrelid = c.oid), '')
   FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind <> 'S'`,
  `SELECT 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
     || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || ' identity=' || a.attidentity::text || ' generated=' || a.attgenerated::text
     || ' default=' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
     || CASE WHEN a.attcollation <> t.typcollation THEN ' collation=' || a.attcollation::regcollation ELSE '' END
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = $1::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')`,
  `SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
   FROM pg_constraint WHERE connamespace = $1::regnamespace AND contype <> 'n' AND conrelid <> 0`,
  `SELECT 'index ' || pg_get_indexdef(i.indexrelid) || ' valid=' || i.indisvalid || ' unique=' || i.indisunique
   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = $1::regnamespace`,
  `SELECT 'sequence ' || s.seqrelid::regclass || ' ' || s.seqtypid::regtype || ' ' || concat_ws('/', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
     || ' owner=' || coalesce((SELECT d.refobjid::regclass || '.' || a.attname || d.deptype::text FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i')), '')
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relnamespace = $1::regnamespace`,
  `SELECT 'type ' || t.oid::regtype || ' ' || (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)
   FROM pg_type t WHERE t.typnamespace = $1::regnamespace AND t.typtype = 'e'`,
  `SELECT 'comment ' || i.type || ' ' || i.identity || ': ' || d.description
   FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
   WHERE i.schema = $1 OR i.identity LIKE '%' || $1 || '.%' OR (i.type = 'schema' AND i.name = $1)`,
];

/** The lines of one schema, sorted. */
export async function dumpSchema(database: TestDatabase, schema: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const part of PARTS) {
    const rows = await database.query<{ line: string }>(`SELECT line FROM (${part}) AS part(line)`, [schema]);
    lines.push(...rows.map((row) => row.line));
  }
  return lines.sort();
}
