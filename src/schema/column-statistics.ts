/**
 * What a database knows of the values of a column without reading them: PostgreSQL's own statistics, as old as its last ANALYZE. A hint
 * and no fact. The values in it are for comparing; they must never be printed, nor written to any file.
 */
export interface ColumnStatistics {
  /** Of the table. */
  readonly rows: number;
  /** Share of the rows without a value: from 0 to 1. */
  readonly nulls: number;
  /** No value comes twice, as far as was looked. */
  readonly allDiffer: boolean;
  /** The most common values of a column of text; empty where none comes more than once, and for other types. */
  readonly common: readonly string[];
}

/** By `objectKey` of the column. */
export type StatisticsOfColumns = ReadonlyMap<string, ColumnStatistics>;
