/**
 * Conditions on the catalog that statements carry with them: whether an effect is there already. Text only; the server asks itself.
 * Nothing here reads a catalog into Stillhead: that is `catalog/`.
 */
import { quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';

/** Whether an enum type has a label, as a query of one boolean. */
export function enumHasLabel(type: QualifiedName, label: string): string {
  return (
    'SELECT EXISTS (SELECT FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid ' +
    'JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace ' +
    `WHERE n.nspname = ${quoteLiteral(type.schema)} AND t.typname = ${quoteLiteral(type.name)} ` +
    `AND e.enumlabel = ${quoteLiteral(label)})`
  );
}

/** Whether an extension is missing, as a condition. */
export function lacksExtension(name: string): string {
  return `NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = ${quoteLiteral(name)})`;
}

/** Whether a valid index of this name is there, as a query of one boolean. A failed concurrent build leaves an invalid one. */
export function indexIsValid(index: QualifiedName): string {
  return `SELECT EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = ${relation(index)} AND indisvalid)`;
}

/** Whether no relation of this name is left, as a query of one boolean. */
export function relationIsGone(name: QualifiedName): string {
  return `SELECT ${relation(name)} IS NULL`;
}

/** Whether a relation has a column of this name, as a query of one boolean. */
export function hasColumn(table: QualifiedName, column: string): string {
  return (
    'SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute ' +
    `WHERE attrelid = ${relation(table)} AND attname = ${quoteLiteral(column)} AND NOT attisdropped)`
  );
}

function relation(name: QualifiedName): string {
  return `to_regclass(${quoteLiteral(quoteName(name))})`;
}
