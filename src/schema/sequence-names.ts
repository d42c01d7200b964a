/**
 * The names that PostgreSQL gives to the sequences of `serial` and identity columns, and how it shortens names that it makes
 * (`makeObjectName` in src/backend/commands/indexcmds.c). The number it appends when a name is taken is not known here.
 */
import type { Column, ColumnSequence, QualifiedName, SequenceOptions, TypeName } from './types';
import { defaultSequenceOptions } from './empty';

/** The longest identifier in bytes: NAMEDATALEN - 1. */
const LONGEST = 63;

/** `table_column_seq`; where that exceeds 63 bytes, the longer of table and column is cut first, byte by byte, never inside a character. */
export function serialSequenceName(table: string, column: string): string {
  return makeObjectName(table, column, 'seq');
}

/** PostgreSQL's `makeObjectName(name1, name2, label)`. */
function makeObjectName(first: string, second: string, label: string): string {
  const available = LONGEST - Buffer.byteLength(label) - 2;
  let firstBytes = Buffer.byteLength(first);
  let secondBytes = Buffer.byteLength(second);
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) firstBytes -= 1;
    else secondBytes -= 1;
  }
  return `${clipBytes(first, firstBytes)}_${clipBytes(second, secondBytes)}_${label}`;
}

/** The longest beginning of a text that fits into so many bytes of UTF-8 and splits no character. */
export function clipBytes(text: string, bytes: number): string {
  let clipped = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    clipped += character;
  }
  return clipped;
}

/** The type of a sequence behind a column of this type, or `null` when none can stand behind it. */
export function sequenceTypeOf(type: TypeName): SequenceOptions['type'] | null {
  if (type.schema !== 'pg_catalog' || type.dimensions > 0) return null;
  return type.name === 'smallint' || type.name === 'integer' || type.name === 'bigint' ? type.name : null;
}

/** The sequence that PostgreSQL makes for `serial` or `GENERATED … AS IDENTITY` when nobody says anything of it. */
export function ownSequence(table: QualifiedName, column: string, type: SequenceOptions['type']): ColumnSequence {
  return { schema: table.schema, name: serialSequenceName(table.name, column), options: defaultSequenceOptions(type) };
}

/** Whether the words `smallserial`, `serial` or `bigserial` make exactly this column. */
export function isPlainSerial(table: QualifiedName, column: Column): boolean {
  const type = sequenceTypeOf(column.type);
  if (column.serial === null || type === null || !column.notNull) return false;
  return sameSequence(column.serial, ownSequence(table, column.name, type));
}

/** Whether two sequences of columns agree in name and every option. */
function sameSequence(one: ColumnSequence, other: ColumnSequence): boolean {
  return one.schema === other.schema && one.name === other.name && sameOptions(one.options, other.options);
}

function sameOptions(one: SequenceOptions, other: SequenceOptions): boolean {
  return (
    one.type === other.type &&
    one.start === other.start &&
    one.increment === other.increment &&
    one.minValue === other.minValue &&
    one.maxValue === other.maxValue &&
    one.cache === other.cache &&
    one.cycle === other.cycle
  );
}
