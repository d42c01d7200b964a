/** Rows for random tables: what is put in, and what of it must be there again after the schema has changed. SQL in, text out. */
import { nameKey } from '../../../src/schema/names';
import { quoteIdentifier, quoteLiteral, quoteName } from '../../../src/schema/quote';
import { sameType } from '../../../src/schema/type-name';
import type { Rename } from '../../../src/compare/rename';
import type { Column, DatabaseSchema, EnumType, QualifiedName, Table, TypeName } from '../../../src/schema/types';

/** Two values of each type; keys and what refers to them have equal types, and so equal values. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  boolean: ['t', 'f'],
  date: ['2024-01-01', '2024-02-02'],
  'timestamp without time zone': ['2024-01-01', '2024-02-02'],
  'timestamp with time zone': ['2024-01-01', '2024-02-02'],
  'time without time zone': ['10:00', '11:00'],
  interval: ['1 day', '2 days'],
  uuid: ['b0b3f1f0-0000-4000-8000-000000000001', 'b0b3f1f0-0000-4000-8000-000000000002'],
  json: ['{"a": 1}', '{"a": 2}'],
  jsonb: ['{"a": 1}', '{"a": 2}'],
  bytea: ['\\x01', '\\x02'],
  inet: ['10.0.0.1', '10.0.0.2'],
  bit: ['101', '010'],
  'bit varying': ['1', '0'],
  int4range: ['[1,5)', '[10,15)'],
  daterange: ['[2024-01-01,2024-02-01)', '[2025-01-01,2025-02-01)'],
  tsvector: ['a', 'b'],
  point: ['(1,1)', '(2,2)'],
  text: ['a', 'ab'],
  'character varying': ['a', 'ab'],
  citext: ['a', 'ab'],
  hstore: ['a=>1', 'a=>2'],
  character: ['a', 'ab'],
  '"char"': ['a', 'b'],
};

const NUMBERS: readonly [string, string] = ['1', '2'];

/** A value of the type, as a literal. */
export function valueOf(type: TypeName, enums: readonly EnumType[], which: 0 | 1): string {
  const labels = enums.find((each) => nameKey(each) === nameKey(type))?.labels;
  const text = labels === undefined ? (VALUES[type.name] ?? NUMBERS)[which] : (labels[which] ?? labels[0] ?? '');
  if (type.dimensions === 0) return quoteLiteral(text);
  return quoteLiteral(`{"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"}`);
}

/** Puts up to two rows into each table; a row that a constraint refuses is left out. */
export function insertRows(schema: DatabaseSchema): string {
  const statements = parentsFirst(schema.tables).flatMap((table) => [
    insert(table, schema.enums, 0),
    insert(table, schema.enums, 1),
  ]);
  if (statements.length === 0) return '';
  return `DO $rows$ DECLARE s text; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOREACH s IN ARRAY ARRAY[${statements.map(quoteLiteral).join(',\n')}]
    LOOP BEGIN EXECUTE s; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $rows$`;
}

/** The second row leaves every other column empty that may be. */
function insert(table: Table, enums: readonly EnumType[], which: 0 | 1): string {
  const columns = table.columns.filter(({ generated }) => generated === null);
  if (columns.length === 0) return `INSERT INTO ${quoteName(table)} DEFAULT VALUES`;
  const values = columns.map(({ type, notNull }, index) =>
    which === 1 && !notNull && index % 2 === 1 ? 'NULL' : valueOf(type, enums, which),
  );
  const names = columns.map(({ name }) => quoteIdentifier(name));
  return `INSERT INTO ${quoteName(table)} (${names.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${values.join(', ')})`;
}

function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const done = new Set<string>();
  const ordered: Table[] = [];
  const visit = (table: Table): void => {
    if (done.has(nameKey(table))) return;
    done.add(nameKey(table));
    for (const { references } of table.foreignKeys) {
      const parent = tables.find((each) => nameKey(each) === nameKey(references.table));
      if (parent !== undefined) visit(parent);
    }
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}

/** A table that stays, with the columns that keep their values, under the names of both sides. */
export interface KeptTable {
  readonly from: QualifiedName;
  readonly to: QualifiedName;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}

/** What must survive both ways, as far as answered renames tell who is who. */
export function keptTables(from: DatabaseSchema, to: DatabaseSchema, renames: readonly Rename[]): readonly KeptTable[] {
  return from.tables.flatMap((table) => {
    const name = renamedTable(table, renames);
    const after = to.tables.find((each) => nameKey(each) === nameKey(name));
    if (after === undefined || after.kind !== table.kind) return [];
    const columns = table.columns.flatMap((column) => {
      const own = renamedColumn(table, column.name, renames);
      const next = after.columns.find((each) => each.name === own);
      return next !== undefined && keepsValues(column, next, from, to) ? [{ from: column.name, to: own }] : [];
    });
    return [{ from: { schema: table.schema, name: table.name }, to: name, columns }];
  });
}

function renamedTable({ schema, name }: QualifiedName, renames: readonly Rename[]): QualifiedName {
  const moved = renames.find((each) => each.kind === 'schema' && each.name === schema);
  if (moved?.kind === 'schema') return { schema: moved.to, name };
  const rename = renames.find((each) => each.kind === 'table' && nameKey(each.table) === nameKey({ schema, name }));
  return rename?.kind === 'table' ? { schema: rename.toSchema ?? schema, name: rename.to } : { schema, name };
}

function renamedColumn(table: QualifiedName, name: string, renames: readonly Rename[]): string {
  const own = [nameKey(table), nameKey(renamedTable(table, renames))];
  const rename = renames.find(
    (each) => each.kind === 'column' && own.includes(nameKey(each.table)) && each.name === name,
  );
  return rename?.kind === 'column' ? rename.to : name;
}

/** Not where a value is computed, filled in, or of a label that comes or goes. */
function keepsValues(before: Column, after: Column, from: DatabaseSchema, to: DatabaseSchema): boolean {
  if (!sameType(before.type, after.type) || before.generated !== null || after.generated !== null) return false;
  if (before.notNull !== after.notNull) return false;
  const labels = (side: DatabaseSchema): string =>
    JSON.stringify([...(side.enums.find((each) => nameKey(each) === nameKey(before.type))?.labels ?? [])].sort());
  return labels(from) === labels(to);
}

/** One row of text for each table: how many rows it has, and their values. */
export function countRows(tables: readonly KeptTable[], side: 'from' | 'to'): string | null {
  const selects = tables.map((table, index) => {
    const columns = table.columns.map((column) => `(${quoteIdentifier(column[side])})::text COLLATE "C"`);
    const row = `ARRAY[${columns.join(', ')}]::text[]::text`;
    return `SELECT ${index} AS at, count(*) || coalesce(string_agg(r, ' ' ORDER BY r), '') AS held FROM (SELECT ${row} COLLATE "C" AS r FROM ONLY ${quoteName(table[side])}) x`;
  });
  return selects.length === 0 ? null : `${selects.join('\nUNION ALL\n')}\nORDER BY 1`;
}

/** Empties every table of these schemas, whatever state they are in. */
export function emptyTables(namespaces: ReadonlySet<string>): string {
  return `DO $rows$ DECLARE t text; BEGIN FOR t IN SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n
    ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname IN (${[...namespaces].map(quoteLiteral).join(', ')})
    LOOP EXECUTE 'TRUNCATE ' || t || ' CASCADE'; END LOOP; END $rows$`;
}
