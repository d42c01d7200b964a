/**
 * What the values of a column that is gone say of a new one, by the database's statistics: they may order what is asked, and add words to it.
 * They never decide, and no value is ever among the words. Pure.
 */
import type { ColumnStatistics } from '../schema/column-statistics';
import type { Column, Table } from '../schema/types';

/** For and against that both are one. */
interface ValueClues {
  readonly alike: readonly string[];
  readonly against: number;
}

const NONE: ValueClues = { alike: [], against: 0 };

/** Of fewer rows it says little that no value is missing, or that all differ. */
const FEW = 10;

/** Whether the values fit what the new column demands and the old one did not. */
export function valueClues(
  gone: Pick<Column, 'name' | 'notNull'>,
  current: Table,
  fresh: Pick<Column, 'name' | 'notNull'>,
  model: Table,
  values: ColumnStatistics | undefined,
): ValueClues {
  if (values === undefined || values.rows < FEW) return NONE;
  const becomesRequired = fresh.notNull && !gone.notNull;
  const becomesUnique = isUnique(fresh.name, model) && !isUnique(gone.name, current);
  const clues = [
    ...(becomesRequired ? [values.nulls === 0 ? 'never null' : null] : []),
    ...(becomesUnique ? [values.allDiffer ? 'all values differ' : null] : []),
  ];
  const alike = clues.filter((clue) => clue !== null);
  return { alike, against: clues.length - alike.length };
}

/** Whether a column of text holds labels of an enum and nothing else, as far as its common values tell. */
export function holdsLabels(
  gone: Column,
  labels: readonly string[] | undefined,
  values: ColumnStatistics | undefined,
): boolean {
  const { schema, name, dimensions } = gone.type;
  if (schema !== 'pg_catalog' || dimensions > 0 || (name !== 'text' && name !== 'character varying')) return false;
  if (labels === undefined || values === undefined || values.rows < FEW || values.common.length === 0) return false;
  return values.common.every((value) => labels.includes(value));
}

/** Alone, by a key, a constraint or an index over all rows. */
function isUnique(column: string, { primaryKey, uniques, indexes }: Table): boolean {
  const keys = [...(primaryKey === null ? [] : [primaryKey]), ...uniques].map((key) => key.columns);
  const ofIndexes = indexes.filter(({ unique, predicate }) => unique && predicate === null);
  return [...keys, ...ofIndexes.map((index) => index.keys.map((key) => key.column))].some(
    (columns) => columns.length === 1 && columns[0] === column,
  );
}
