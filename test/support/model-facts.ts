/**
 * Facts of a model and of a database in one form, to be compared: names and structure, without expressions. The database is read by
 * SQL of its own, not by `src/catalog`.
 */
import { quoteIdentifier, quoteName } from '../../src/schema/quote';
import { parseTypeName, printTypeName } from '../../src/schema/type-name';
import type { DatabaseSchema, Table, View } from '../../src/schema/types';
import type { TestDatabase } from './database';

export interface Facts {
  readonly relations: readonly string[];
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly enums: readonly string[];
  readonly comments: readonly string[];
}

export const KINDS = ['relations', 'columns', 'constraints', 'indexes', 'enums', 'comments'] as const;

const OURS = `n.nspname IN ('public', 'market') AND c.relname NOT IN ('typeorm_metadata', 'geometry_columns')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')`;

/** What the model says of tables, views and enums, as sorted text. */
export function factsOfModel(schema: DatabaseSchema): Facts {
  const tables = schema.tables;
  return {
    relations: sorted([
      ...tables.map((table) => [table.schema, table.name, 'r']),
      ...schema.views.map((view) => [view.schema, view.name, view.materialized ? 'm' : 'v']),
    ]),
    columns: sorted(tables.flatMap(columnFacts)),
    constraints: sorted(tables.flatMap(constraintFacts)),
    indexes: sorted([...tables, ...schema.views].flatMap(indexFacts)),
    enums: sorted(schema.enums.map((type) => [type.schema, type.name, type.labels])),
    comments: sorted(
      tables.flatMap((table) => [
        ...(table.comment === null ? [] : [[table.schema, table.name, null, table.comment]]),
        ...table.columns.flatMap((column) =>
          column.comment === null ? [] : [[table.schema, table.name, column.name, column.comment]],
        ),
      ]),
    ),
  };
}

function columnFacts(table: Table): unknown[] {
  return table.columns.map((column, index) => {
    const sequence = column.serial ?? column.identity?.sequence ?? null;
    return {
      column: [table.schema, table.name, index + 1, column.name],
      type: column.type,
      notNull: column.notNull,
      hasDefault: column.default !== null || column.serial !== null || column.generated !== null,
      identity: { always: 'a', byDefault: 'd', none: '' }[column.identity?.generation ?? 'none'],
      generated: column.generated === null ? '' : 's',
      collation: column.collation?.name ?? null,
      sequence: sequence === null ? null : [sequence.schema, sequence.name, sequence.options.type],
    };
  });
}

function constraintFacts(table: Table): unknown[] {
  const base = (letter: string, one: { name: string; columns: readonly string[] | null }, timing: unknown): object => ({
    constraint: [table.schema, table.name, letter, one.name],
    columns: one.columns,
    timing,
  });
  const none = { deferrable: false, initiallyDeferred: false };
  return [
    ...(table.primaryKey === null ? [] : [base('p', table.primaryKey, table.primaryKey.timing)]),
    ...table.uniques.map((unique) => base('u', unique, unique.timing)),
    ...table.checks.map((check) => base('c', { name: check.name, columns: null }, none)),
    ...table.exclusions.map((exclusion) => base('x', { name: exclusion.name, columns: null }, exclusion.timing)),
    ...table.foreignKeys.map((key) => ({
      ...base('f', key, key.timing),
      references: [key.references.table.schema, key.references.table.name, key.references.columns],
      actions: [key.onDelete, key.onUpdate],
    })),
  ];
}

function indexFacts(owner: Table | View): unknown[] {
  return owner.indexes.map((index) => ({
    index: [owner.schema, owner.name, index.name],
    unique: index.unique,
    method: index.method,
    columns: index.keys.map((key) => key.column),
    partial: index.predicate !== null,
  }));
}

/** The same, read from the catalog by plain SQL. */
export async function factsOfDatabase(database: TestDatabase): Promise<Facts> {
  return {
    relations: sorted(
      (
        await database.query<{ schema: string; name: string; kind: string }>(
          `SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'v', 'm') AND ${OURS}`,
        )
      ).map((row) => [row.schema, row.name, row.kind]),
    ),
    columns: sorted(await columnsOfDatabase(database)),
    constraints: sorted(await constraintsOfDatabase(database)),
    indexes: sorted(
      await database.query(
        `SELECT jsonb_build_array(n.nspname, c.relname, i.relname) AS index, x.indisunique AS unique, m.amname AS method,
           (SELECT jsonb_agg(a.attname ORDER BY k.place) FROM unnest(x.indkey) WITH ORDINALITY k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS columns, x.indpred IS NOT NULL AS partial
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam JOIN pg_class c ON c.oid = x.indrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE ${OURS} AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = x.indexrelid AND o.contype IN ('p', 'u', 'x'))`,
      ),
    ),
    enums: sorted(
      (
        await database.query<{ schema: string; name: string; labels: string[] }>(
          `SELECT n.nspname AS schema, t.typname AS name, jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
           FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace GROUP BY 1, 2`,
        )
      ).map((row) => [row.schema, row.name, row.labels]),
    ),
    comments: sorted(
      (
        await database.query<{ comment: unknown }>(
          `SELECT jsonb_build_array(n.nspname, c.relname, a.attname, d.description) AS comment
           FROM pg_description d JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
           JOIN pg_namespace n ON n.oid = c.relnamespace
           LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
           WHERE ${OURS}`,
        )
      ).map((row) => row.comment),
    ),
  };
}

async function columnsOfDatabase(database: TestDatabase): Promise<unknown[]> {
  const client = await database.client();
  await client.query(`SET search_path = pg_catalog`);
  const { rows } = await client.query<{ type: string }>(
    `SELECT jsonb_build_array(n.nspname, c.relname, a.attnum, a.attname) AS column, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS "notNull", a.atthasdef AS "hasDefault", a.attidentity AS identity, a.attgenerated AS generated,
       (SELECT collname FROM pg_collation co JOIN pg_type t ON t.oid = a.atttypid WHERE co.oid = a.attcollation AND co.oid <> t.typcollation)
         AS collation,
       (SELECT jsonb_build_array(sn.nspname, s.relname, format_type(q.seqtypid, NULL)) FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
        JOIN pg_namespace sn ON sn.oid = s.relnamespace JOIN pg_sequence q ON q.seqrelid = s.oid
        WHERE d.refobjid = c.oid AND d.refobjsubid = a.attnum AND s.relkind = 'S' AND d.deptype IN ('a', 'i')) AS sequence
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND ${OURS}`,
  );
  return rows.map((row) => ({ ...row, type: parseTypeName(row.type, 'pg_catalog') }));
}

async function constraintsOfDatabase(database: TestDatabase): Promise<unknown[]> {
  const columns = (numbers: string, relation: string): string =>
    `(SELECT jsonb_agg(a.attname ORDER BY k.place) FROM unnest(o.${numbers}) WITH ORDINALITY k(attnum, place)
      JOIN pg_attribute a ON a.attrelid = o.${relation} AND a.attnum = k.attnum)`;
  const rows = await database.query<{ references: unknown; actions: unknown; contype: string }>(
    `SELECT jsonb_build_array(n.nspname, c.relname, o.contype, o.conname) AS constraint, o.contype,
       CASE WHEN o.contype IN ('p', 'u', 'f') THEN ${columns('conkey', 'conrelid')} END AS columns,
       jsonb_build_object('deferrable', o.condeferrable, 'initiallyDeferred', o.condeferred) AS timing,
       jsonb_build_array(fn.nspname, f.relname, ${columns('confkey', 'confrelid')}) AS references,
       jsonb_build_array(o.confdeltype, o.confupdtype) AS actions
     FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_class f ON f.oid = o.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
     WHERE ${OURS} AND o.contype IN ('p', 'u', 'f', 'c', 'x')`,
  );
  return rows.map(({ contype, references, actions, ...row }) =>
    contype === 'f' ? { ...row, references, actions: wordsOf(actions) } : row,
  );
}

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

function wordsOf(letters: unknown): unknown {
  return Array.isArray(letters) ? letters.map((letter) => ACTIONS[String(letter)]) : letters;
}

function sorted(items: readonly unknown[]): readonly string[] {
  return items.map((item) => JSON.stringify(item, ordered)).sort();
}

/** Keys in one order on both sides. */
function ordered(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

type Printed = Readonly<Record<string, string | null>>;

/** How PostgreSQL prints each default of the model, in a table of the same shape, and how it prints what TypeORM made. */
export async function defaultsPrinted(
  database: TestDatabase,
  schema: DatabaseSchema,
): Promise<{ ofModel: Printed; ofDatabase: Printed }> {
  const twin = (table: Table): string =>
    `${quoteIdentifier('defaults_twin')}.${quoteIdentifier(`${table.schema}.${table.name}`)}`;
  await database.query('DROP SCHEMA IF EXISTS defaults_twin CASCADE; CREATE SCHEMA defaults_twin');
  const ofModel: Record<string, string | null> = {};
  const ofDatabase: Record<string, string | null> = {};
  for (const table of schema.tables) {
    const columns = table.columns.filter((column) => column.serial === null && column.generated === null);
    const definitions = columns.map((column) => {
      const type = printTypeName(column.type, 'sql', 'public');
      return `${quoteIdentifier(column.name)} ${type}${column.default === null ? '' : ` DEFAULT ${column.default}`}`;
    });
    await database.query(`CREATE TABLE ${twin(table)} (${definitions.join(', ')})`);
    for (const column of columns) {
      const key = `${table.schema}.${table.name}.${column.name}`;
      ofModel[key] = await printed(database, twin(table), column.name);
      ofDatabase[key] = await printed(database, quoteName(table), column.name);
    }
  }
  await database.query('DROP SCHEMA defaults_twin CASCADE');
  return { ofModel, ofDatabase };
}

async function printed(database: TestDatabase, relation: string, column: string): Promise<string | null> {
  const [row] = await database.query<{ text: string | null }>(
    `SELECT pg_get_expr(d.adbin, d.adrelid) AS text FROM pg_attribute a
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = $1::regclass AND a.attname = $2`,
    [relation, column],
  );
  return row?.text ?? null;
}
