/** What a view that PostgreSQL has not seen yet stands on, read from the names in its text: too much rather than too little. */
import { nameKey, objectName } from '../schema/names';
import type { Dependency, QualifiedName, Table, View } from '../schema/types';
import { identifierOf, tokens } from './sql-tokens';
import { viewName } from './views';

/** Dependencies of the views on tables, columns and one another; for ordering only. */
export function viewMentions(
  views: readonly View[],
  tables: readonly Table[],
  all: readonly View[],
): readonly Dependency[] {
  const tablesByName = byBareName(tables);
  const viewsByName = byBareName(all);
  return views.flatMap((view) => {
    const dependent = viewName(view);
    const names = new Set(tokens(view.definition).flatMap((token) => identifierOf(token) ?? []));
    const everything = view.definition.includes('*');
    const onTables = [...names]
      .flatMap((name) => tablesByName.get(name) ?? [])
      .flatMap((table) => [
        objectName('table', table.schema, table.name),
        ...table.columns
          .filter((column) => everything || names.has(column.name))
          .map((column) => objectName('column', table.schema, column.name, table.name)),
      ]);
    const onViews = [...names]
      .flatMap((name) => viewsByName.get(name) ?? [])
      .filter((other) => nameKey(other) !== nameKey(view))
      // Two views that name each other by chance must not wait for each other.
      .filter((other) => !tokens(other.definition).some((token) => identifierOf(token) === view.name))
      .map(viewName);
    return [...onTables, ...onViews].map((referenced) => ({ dependent, referenced }));
  });
}

function byBareName<T extends QualifiedName>(objects: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const named = new Map<string, T[]>();
  for (const object of objects) named.set(object.name, [...(named.get(object.name) ?? []), object]);
  return named;
}
