/** Extensions, without `plpgsql`, which every database has from the start. What they consist of is read nowhere. */
import { byCodeUnit } from '../schema/names';
import type { Extension } from '../schema/types';
import { catalogQuery } from './query';

export interface ExtensionRow {
  readonly extname: string;
  readonly nspname: string;
}

export const EXTENSIONS = catalogQuery<ExtensionRow>(
  () => `SELECT e.extname, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'`,
);

export function toExtensions(rows: readonly ExtensionRow[]): readonly Extension[] {
  return rows
    .map((row) => ({ name: row.extname, schema: row.nspname }))
    .sort((one, other) => byCodeUnit(one.name, other.name));
}
