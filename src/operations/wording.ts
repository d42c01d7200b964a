/** Words that several kinds of operation share when they describe themselves. For people only, never for SQL. */
import { displayName } from '../schema/names';
import type { ConstraintKind, Index, QualifiedName } from '../schema/types';

const KINDS: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: 'primary key',
  unique: 'unique constraint',
  check: 'check constraint',
  foreignKey: 'foreign key',
  exclusion: 'exclusion constraint',
};

export function constraintWords(kind: ConstraintKind): string {
  return KINDS[kind];
}

/** `'persons'`, `'billing.invoices'`. */
export function tableWords(table: QualifiedName, defaultSchema: string): string {
  return `'${displayName(table, defaultSchema)}'`;
}

/** `'persons.name'`, `'persons.(first_name, last_name)'`. */
export function columnWords(table: QualifiedName, columns: readonly string[], defaultSchema: string): string {
  const list = columns.length === 1 ? columns[0] : `(${columns.join(', ')})`;
  return `'${displayName(table, defaultSchema)}.${list ?? ''}'`;
}

/** The keys of an index: columns by name, expressions as they stand. */
export function keyWords(index: Index): readonly string[] {
  return index.keys.map((key) => key.column ?? key.expression ?? '');
}
