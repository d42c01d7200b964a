/**
 * Keeps `typeorm_metadata` in step with what a revision does, as SQL that does nothing where the table is not there.
 *
 * The text of a decorator stands in a revision only where it is new. What a view or generated column had before is known to its row
 * alone, so the row is set aside under the revision's id instead of being deleted (`VIEW before a1b2c3d4e5f6`: a type that TypeORM does
 * not look for), with the definition as the server prints it in `database`. From there it comes back to an object that is put
 * back as it was, and on the way down of the revision. Rows set aside on a way down go at its end. Pure.
 */
import { quoteBody, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { rowChanges, type MetadataRow, type MetadataRows, type RowChange } from './metadata-rows';
import type { Operation } from './operation';

/** The table, and the revision whose rows are written. */
export interface MetadataPlace {
  readonly table: QualifiedName;
  readonly revision: string;
  readonly direction: 'upgrade' | 'downgrade';
}

/** Statements around those of an operation, in the same transaction; `null` for none. */
export interface MetadataStatements {
  readonly before: string | null;
  readonly after: string | null;
}

const TYPES = ['VIEW', 'MATERIALIZED_VIEW', 'GENERATED_COLUMN'];
const COLUMNS = '"type", "database", "schema", "table", "name", "value"';

/** The statements that an operation takes along; `null` where it concerns no row. */
export function metadataStatements(operation: Operation, place: MetadataPlace): MetadataStatements | null {
  const { before, after } = rowChanges(operation);
  if (before.length + after.length === 0) return null;
  const text = (changes: readonly RowChange[]): string | null =>
    changes.length === 0
      ? null
      : guarded(
          place,
          changes.flatMap((change) => changeSql(change, place)),
        );
  return { before: text(before), after: text(after) };
}

/**
 * The statement that ends the way down of a revision: every row is again what it was before the revision, where its object is there
 * again.
 */
export function restoreMetadata(place: MetadataPlace): string {
  const table = quoteName(place.table);
  const before = setAside('before', place.revision);
  const suffix = quoteLiteral(` before ${place.revision}`);
  return guarded(place, [
    `DELETE FROM ${table} m USING ${table} k WHERE ${isLive('m')} AND ${isAmong('k', before)} ` +
      `AND (m."schema", m."table", m."name") IS NOT DISTINCT FROM (k."schema", k."table", k."name")`,
    `UPDATE ${table} k SET "type" = left(k."type", -length(${suffix})), ` +
      `"database" = CASE WHEN k."table" IS NOT NULL THEN current_database() END ` +
      `WHERE ${isAmong('k', before)} AND k."value" IS NOT NULL AND ${printed('k."schema"', 'k."table"', 'k."name"')} IS NOT NULL`,
    `DELETE FROM ${table} k WHERE ${isAmong('k', [...before, ...setAside('after', place.revision)])}`,
  ]);
}

/** A query for one row with `present`: whether the table is there. */
export function selectMetadataTable(table: QualifiedName): string {
  return `SELECT ${isThere(table)} AS present`;
}

function isThere(table: QualifiedName): string {
  return `to_regclass(${quoteLiteral(quoteName(table))}) IS NOT NULL`;
}

/** Under `pg_catalog` alone the server prints definitions as they stand in revisions. */
function guarded({ table }: MetadataPlace, statements: readonly string[]): string {
  const lines = [
    `PERFORM set_config('search_path', 'pg_catalog', true)`,
    ...statements,
    `PERFORM set_config('search_path', path, true)`,
  ];
  return `DO ${quoteBody(`
DECLARE path text := current_setting('search_path');
BEGIN
  IF ${isThere(table)} THEN
${lines.map((line) => `    ${line};`).join('\n')}
  END IF;
END
`)}`;
}

function changeSql(change: RowChange, place: MetadataPlace): readonly string[] {
  const table = quoteName(place.table);
  switch (change.kind) {
    case 'remove':
      return [
        ...keep(change.rows, place),
        `DELETE FROM ${table} m WHERE ${isLive('m')} AND ${names('m', change.rows)}`,
      ];
    case 'move': {
      const to = Object.entries(change.to).map(([name, value]) => `"${name}" = ${literal(value)}`);
      return [
        ...keep(change.rows, place),
        `DELETE FROM ${table} m WHERE ${isLive('m')} AND ${names('m', { ...change.rows, ...change.to })}`,
        `UPDATE ${table} m SET ${to.join(', ')} WHERE ${isLive('m')} AND ${names('m', change.rows)}`,
      ];
    }
    case 'write':
      return write(change, place);
  }
}

/** Sets rows aside as they stand, each once in a revision; an object without a row gets one without a text, so that it ends without. */
function keep(rows: MetadataRows, place: MetadataPlace): readonly string[] {
  const table = quoteName(place.table);
  const kept = asideOf(place);
  const label = quoteLiteral(` ${word(place)} ${place.revision}`);
  const unlessKept = (schema: string, inTable: string, name: string): string =>
    `NOT EXISTS (SELECT FROM ${table} k WHERE ${isAmong('k', kept)} ` +
    `AND (k."schema", k."table", k."name") IS NOT DISTINCT FROM (${schema}::varchar, ${inTable}::varchar, ${name}::varchar))`;
  const [schema, inTable, name] = ['m."schema"', 'm."table"', 'm."name"'];
  const copy =
    `INSERT INTO ${table} (${COLUMNS}) SELECT m."type" || ${label}, ${printed(schema, inTable, name)}, ` +
    `${schema}, ${inTable}, ${name}, m."value" FROM ${table} m ` +
    `WHERE ${isLive('m')} AND ${names('m', rows)} AND ${unlessKept(schema, inTable, name)}`;
  if (!isOne(rows)) return [copy];
  const own = [literal(rows.schema), literal(rows.table), literal(rows.name)] as const;
  const type = quoteLiteral(rows.table === null ? 'VIEW' : 'GENERATED_COLUMN');
  return [
    copy,
    `INSERT INTO ${table} (${COLUMNS}) SELECT ${type} || ${label}, ${printed(...own)}, ${own.join(', ')}, NULL ` +
      `WHERE ${printed(...own)} IS NOT NULL AND ${unlessKept(...own)}`,
  ];
}

/** The text that was set aside with this very definition, else the text of the revision. */
function write({ row, type, value }: RowChange & { readonly kind: 'write' }, place: MetadataPlace): readonly string[] {
  const table = quoteName(place.table);
  const own = [literal(row.schema), literal(row.table), literal(row.name)] as const;
  const database = type === 'GENERATED_COLUMN' ? 'current_database()' : 'NULL';
  return [
    `DELETE FROM ${table} m WHERE ${isLive('m')} AND ${names('m', row)}`,
    `INSERT INTO ${table} (${COLUMNS}) SELECT ${quoteLiteral(type)}, ${database}, ${own.join(', ')}, ` +
      `CASE WHEN k."type" IS NULL THEN ${quoteLiteral(value)} ELSE k."value" END FROM (VALUES (1)) one LEFT JOIN ${table} k ` +
      `ON ${isAmong('k', asideOf(place))} AND ${names('k', row)} AND k."database" IN (${quoteLiteral(value)}, ${printed(...own)}) ` +
      `WHERE k."type" IS NULL OR k."value" IS NOT NULL`,
  ];
}

function isOne(rows: MetadataRows): rows is MetadataRow {
  return rows.table !== undefined && rows.name !== undefined;
}

/** The rows that TypeORM reads in this database: those of generated columns hold its name. */
function isLive(alias: string): string {
  return `${isAmong(alias, TYPES)} AND coalesce(${alias}."database", current_database()) = current_database()`;
}

function isAmong(alias: string, types: readonly string[]): string {
  return `${alias}."type" IN (${types.map(quoteLiteral).join(', ')})`;
}

function asideOf(place: MetadataPlace): readonly string[] {
  return setAside(word(place), place.revision);
}

function word({ direction }: MetadataPlace): 'before' | 'after' {
  return direction === 'upgrade' ? 'before' : 'after';
}

function setAside(when: 'before' | 'after', revision: string): readonly string[] {
  return TYPES.map((type) => `${type} ${when} ${revision}`);
}

function names(alias: string, { schema, table, name }: MetadataRows): string {
  return [
    `${alias}."schema" = ${quoteLiteral(schema)}`,
    ...(table === undefined ? [] : [`${alias}."table" ${table === null ? 'IS NULL' : `= ${quoteLiteral(table)}`}`]),
    ...(name === undefined ? [] : [`${alias}."name" = ${quoteLiteral(name)}`]),
  ].join(' AND ');
}

function literal(text: string | null): string {
  return text === null ? 'NULL' : quoteLiteral(text);
}

/** SQL for the definition of a view or generated column by its names, each SQL itself; NULL where there is none. */
function printed(schema: string, table: string, name: string): string {
  const view = printedView(schema, name);
  if (table === 'NULL') return view;
  const column = printedColumn(schema, table, name);
  return table.startsWith("'") ? column : `CASE WHEN ${table} IS NULL THEN ${view} ELSE ${column} END`;
}

function printedView(schema: string, name: string): string {
  return (
    `(SELECT btrim(pg_get_viewdef(c.oid), ' ;') FROM pg_class c ` +
    `WHERE c.oid = ${relation(schema, name)} AND c.relkind IN ('v', 'm'))`
  );
}

function printedColumn(schema: string, table: string, name: string): string {
  return (
    `(SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a ` +
    `JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ` +
    `WHERE a.attrelid = ${relation(schema, table)} AND a.attname = ${name} AND a.attgenerated <> '')`
  );
}

function relation(schema: string, name: string): string {
  return `to_regclass(quote_ident(${schema}) || '.' || quote_ident(${name}))`;
}
