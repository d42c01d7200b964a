/**
 * Columns of tables and views, all in one query. The order of the rows is the order of the columns in their table.
 */
import { parseTypeName } from '../schema/type-name';
import type { Column, QualifiedName, TypeName } from '../schema/types';
import type { Comments } from './comments';
import { catalogQuery, schemaIsVisible } from './query';
import { columnKey, toColumnSequence, type OwnedSequences, type SequenceRow } from './sequences';

export interface ColumnRow {
  readonly attrelid: number;
  readonly attnum: number;
  readonly attname: string;
  readonly atttypid: number;
  /** The element type of an array, else 0. */
  readonly typelem: number;
  readonly attcollation: number;
  readonly format_type: string;
  readonly attnotnull: boolean;
  readonly attidentity: '' | 'a' | 'd';
  readonly attgenerated: '' | 's' | 'v';
  readonly pg_get_expr: string | null;
  /** Only where the collation is not the one of the type. */
  readonly collnspname: string | null;
  readonly collname: string | null;
  /** Only where it is not the one of the type. */
  readonly attstorage: string | null;
  readonly attcompression: string;
  /** `null` or -1: the server's own. */
  readonly attstattarget: number | null;
  readonly attislocal: boolean;
}

/** With the columns of tables that are not looked at but that a foreign key points to. */
export const COLUMNS = catalogQuery<ColumnRow>(
  (
    scope,
  ) => `SELECT a.attrelid, a.attnum, a.attname, a.atttypid, CASE t.typlen WHEN -1 THEN t.typelem ELSE 0 END AS typelem,
      a.attcollation, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid), cn.nspname AS collnspname, co.collname,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS attstorage, a.attcompression, a.attstattarget::int, a.attislocal
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND (${schemaIsVisible(scope)}
        OR c.oid IN (SELECT confrelid FROM pg_constraint WHERE contype = 'f'))
    ORDER BY a.attrelid, a.attnum`,
);

/** The columns of every relation, by its OID and then by their numbers. */
export type Attributes = ReadonlyMap<number, ReadonlyMap<number, ColumnRow>>;

export function attributesOf(rows: readonly ColumnRow[]): Attributes {
  const attributes = new Map<number, Map<number, ColumnRow>>();
  for (const row of rows) {
    const columns = attributes.get(row.attrelid);
    if (columns === undefined) attributes.set(row.attrelid, new Map([[row.attnum, row]]));
    else columns.set(row.attnum, row);
  }
  return attributes;
}

/** The names of columns given as PostgreSQL keeps them, in a text like `1 3 2`; numbers of no column (expressions) are left out. */
export function columnNames(attributes: Attributes, relid: number, numbers: string | null): readonly string[] {
  const columns = attributes.get(relid);
  if (columns === undefined || numbers === null || numbers === '') return [];
  return numbers.split(' ').flatMap((number) => columns.get(Number(number))?.attname ?? []);
}

/** Turns rows into columns. Remembers the types it has parsed: there are few of them and many columns. */
export function columnReader(owned: OwnedSequences, comments: Comments): (row: ColumnRow) => Column {
  const types = new Map<string, TypeName>();
  return (row) => {
    let type = types.get(row.format_type);
    if (type === undefined) types.set(row.format_type, (type = typeFromCatalog(row.format_type)));
    const serial = serialOf(row, owned);
    const identity = identityOf(row, owned);
    const expression = row.pg_get_expr;
    return {
      name: row.attname,
      type,
      notNull: row.attnotnull,
      default: row.attgenerated !== '' || serial !== null ? null : expression,
      serial: serial === null ? null : toColumnSequence(serial, comments),
      identity:
        identity === null
          ? null
          : {
              generation: row.attidentity === 'a' ? 'always' : 'byDefault',
              sequence: toColumnSequence(identity, comments),
            },
      generated:
        row.attgenerated === '' || expression === null
          ? null
          : { expression, storage: row.attgenerated === 's' ? 'stored' : 'virtual' },
      collation: collationOf(row),
      comment: comments('pg_class', row.attrelid, row.attnum),
      ...storageOf(row),
      ...(row.attislocal ? {} : { inherited: true }),
    };
  };
}

/** The letters of `attstorage` and `attcompression` (manual, pg_attribute). */
const STORAGES: Readonly<Record<string, string>> = { p: 'plain', e: 'external', m: 'main', x: 'extended' };
const COMPRESSIONS: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };

function storageOf(row: ColumnRow): Pick<Column, 'storage' | 'compression' | 'statistics'> {
  const storage = STORAGES[row.attstorage ?? ''];
  const compression = COMPRESSIONS[row.attcompression];
  return {
    ...(storage === undefined ? {} : { storage }),
    ...(compression === undefined ? {} : { compression }),
    ...(row.attstattarget === null || row.attstattarget < 0 ? {} : { statistics: row.attstattarget }),
  };
}

/** A type as `format_type` prints it when only pg_catalog is in the search path: whatever is bare lies there. */
export function typeFromCatalog(text: string): TypeName {
  return parseTypeName(text, 'pg_catalog');
}

/** The owned sequence that the default draws from, in exactly the way that `serial` makes it. */
export function serialOf(row: ColumnRow, owned: OwnedSequences): SequenceRow | null {
  if (row.pg_get_expr === null || row.attgenerated !== '') return null;
  const sequences = owned.get(columnKey(row.attrelid, row.attnum)) ?? [];
  return sequences.find((sequence) => sequence.nextval === row.pg_get_expr) ?? null;
}

/** The sequence of an identity column. */
export function identityOf(row: ColumnRow, owned: OwnedSequences): SequenceRow | null {
  if (row.attidentity === '') return null;
  return owned.get(columnKey(row.attrelid, row.attnum))?.find((sequence) => sequence.deptype === 'i') ?? null;
}

function collationOf(row: ColumnRow): QualifiedName | null {
  return row.collname === null || row.collnspname === null ? null : { schema: row.collnspname, name: row.collname };
}
