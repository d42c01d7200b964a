/**
 * The same sequence as part of a serial column on one side and as an object of its own on the other: PostgreSQL knows one sequence, so
 * that the serial is taken apart into its sequence, its owner and its default, and the rest is an ordinary difference.
 */
import { byName, nameKey } from '../schema/names';
import { printedLiteral, printedName } from '../schema/quote';
import type { Column, ColumnSequence, DatabaseSchema, QualifiedName, Sequence, Table } from '../schema/types';

/** Both sides in one form. Where nothing is to be taken apart, the very same objects. */
export function unfoldSerials(
  current: DatabaseSchema,
  target: DatabaseSchema,
): readonly [DatabaseSchema, DatabaseSchema] {
  const [before, after] = [serialsIn(current), serialsIn(target)];
  const apart = new Set([...freeIn(current, after), ...freeIn(target, before)]);
  for (const [sequence, column] of before) {
    const other = after.get(sequence);
    if (other !== undefined && other !== column) apart.add(sequence);
  }
  return apart.size === 0 ? [current, target] : [unfold(current, apart), unfold(target, apart)];
}

/** The columns by the sequences that they draw from: `nameKey` of the sequence → table and column. */
function serialsIn(schema: DatabaseSchema): ReadonlyMap<string, string> {
  return new Map(
    schema.tables.flatMap((table) =>
      table.columns.flatMap(({ serial, name }) =>
        serial === null ? [] : [[nameKey(serial), JSON.stringify([nameKey(table), name])] as const],
      ),
    ),
  );
}

function freeIn(schema: DatabaseSchema, serials: ReadonlyMap<string, string>): readonly string[] {
  return schema.sequences.map(nameKey).filter((key) => serials.has(key));
}

function unfold(schema: DatabaseSchema, apart: ReadonlySet<string>): DatabaseSchema {
  const sequences: Sequence[] = [];
  const tables = schema.tables.map((table): Table => {
    if (!table.columns.some(({ serial }) => serial !== null && apart.has(nameKey(serial)))) return table;
    const columns = table.columns.map((column): Column => {
      if (column.serial === null || !apart.has(nameKey(column.serial))) return column;
      sequences.push(freed(column.serial, table, column.name));
      return { ...column, serial: null, default: printedNextval(column.serial) };
    });
    return { ...table, columns };
  });
  return { ...schema, tables, sequences: [...schema.sequences, ...sequences].sort(byName) };
}

function freed({ schema, name, options, comment }: ColumnSequence, table: Table, column: string): Sequence {
  const ownedBy = { table: { schema: table.schema, name: table.name }, column };
  return { schema, name, options, ownedBy, comment: comment ?? null };
}

/** The default of a serial column as the catalog prints it. */
export function printedNextval(sequence: QualifiedName): string {
  return `nextval(${printedLiteral(printedName(sequence))}::regclass)`;
}
