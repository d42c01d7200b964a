/** Views and materialized views. */
import { byName } from '../schema/names';
import type { View } from '../schema/types';
import type { Attributes, ColumnRow } from './columns';
import type { Comments } from './comments';
import { toIndexes, type IndexFacts, type IndexRow } from './indexes';
import { toOptions } from './options';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface ViewRow {
  readonly oid: number;
  readonly reltype: number;
  readonly nspname: string;
  readonly relname: string;
  readonly relkind: 'v' | 'm';
  readonly relispopulated: boolean;
  readonly reloptions: readonly string[] | null;
  readonly pg_get_viewdef: string | null;
}

export const VIEWS = catalogQuery<ViewRow>(
  (
    scope,
  ) => `SELECT c.oid, c.reltype, n.nspname, c.relname, c.relkind, c.relispopulated, array_to_json(c.reloptions) AS reloptions,
      pg_get_viewdef(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

export interface ViewParts {
  readonly attributes: Attributes;
  readonly indexes: ReadonlyMap<number, readonly IndexRow[]>;
  readonly facts: IndexFacts;
  readonly comments: Comments;
}

export function toViews(rows: readonly ViewRow[], parts: ViewParts): readonly View[] {
  return rows
    .map((row) => ({
      schema: row.nspname,
      name: row.relname,
      materialized: row.relkind === 'm',
      definition: viewDefinition(row.pg_get_viewdef ?? ''),
      columns: columnsOf(row, parts).map((column) => column.attname),
      columnTypes: columnsOf(row, parts).map(typeWords),
      options: toOptions(row.reloptions),
      indexes: toIndexes(parts.indexes.get(row.oid) ?? [], parts.facts, parts.comments),
      populated: row.relkind === 'v' || row.relispopulated,
      comment: parts.comments('pg_class', row.oid),
      ...columnComments(row, parts),
    }))
    .sort(byName);
}

function columnsOf(row: ViewRow, { attributes }: ViewParts): readonly ColumnRow[] {
  return [...(attributes.get(row.oid)?.values() ?? [])];
}

function columnComments(row: ViewRow, parts: ViewParts): Pick<View, 'columnComments'> {
  const found = columnsOf(row, parts).flatMap(({ attnum, attname }) => {
    const comment = parts.comments('pg_class', row.oid, attnum);
    return comment === null ? [] : [[attname, comment] as const];
  });
  return found.length === 0 ? {} : { columnComments: Object.fromEntries(found) };
}

function typeWords({ format_type, collnspname, collname }: ColumnRow): string {
  return collname === null ? format_type : `${format_type} collate ${collnspname}.${collname}`;
}

/** The query as `pg_get_viewdef` prints it, without the semicolon at its end and the space at its start. */
function viewDefinition(viewdef: string): string {
  return viewdef.trim().replace(/;$/, '');
}
