/** The shape of one case of test/corpus/edits: two models, rows between them, what a person answers, and what must come out. No behaviour. */
import type { DataSourceOptions } from 'typeorm';

export type EntityClass = NewableFunction;

/** A query before the edit, the same question asked after it, and what it gives. */
export interface Probe {
  readonly before: string;
  /** Absent: as `before`. `null`: the question has no answer there any more. */
  readonly after?: string | null;
  /** What `after` gives, where the edit is meant to change it. Absent: what `before` gave. */
  readonly gives?: readonly object[];
  /** What `before` gives once the edit was taken back, where it cannot all come back. Absent: what it gave at first. */
  readonly back?: readonly object[];
}

export interface EditCase {
  readonly title: string;
  readonly before: () => readonly EntityClass[];
  readonly after: () => readonly EntityClass[];
  /** Further options of both data sources. */
  readonly options?: Partial<Pick<DataSourceOptions, 'entityPrefix'>>;
  /** Options of the data source after the edit alone. */
  readonly optionsAfter?: Partial<Pick<DataSourceOptions, 'namingStrategy'>>;
  /** What neither model makes: SQL before anything else, and SQL on the tables of the model before (`fresh`: on those of the model after). */
  readonly byHand?: { readonly first?: string; readonly then?: string; readonly fresh?: string };
  /** The first major of PostgreSQL that can do it. Default: all. */
  readonly since?: number;
  /** SQL that puts rows in. */
  readonly rows?: string;
  readonly renames?: readonly string[];
  readonly noRenames?: boolean;
  readonly drops?: readonly string[];
  /** What a person writes at each open step, by its text; `null`: what it suggests. A step that is not named here must not be open. */
  readonly fills?: Readonly<Record<string, string | null>>;
  /** The same for the open steps of the way back. */
  readonly fillsBack?: Readonly<Record<string, string | null>>;
  /** The statements of the way there and back; none at all for a no-op. */
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  /** Where PostgreSQL's majors differ. */
  readonly byMajor?: (major: number) => Partial<Pick<EditCase, 'upgrade' | 'downgrade'>>;
  readonly probes?: readonly Probe[];
  readonly unmanaged?: readonly string[];
  /** Lines in which the upgraded database differs from one built fresh from `after`, where that is right. */
  readonly notAsFresh?: readonly string[];
  /** Lines in which the database taken back differs from the start, where it must. */
  readonly notAsStart?: readonly string[];
  /** What TypeORM's own `log()` still finds after the upgrade, one pattern a statement: its own mistakes. */
  readonly typeormFinds?: readonly RegExp[];
  /** SQL that must run on the upgraded database, and on the one taken back: that a counter goes on, that a key holds. */
  readonly works?: { readonly up?: string; readonly back?: string };
  /** Rows that the upgrade must refuse to cut, drop or guess at, and what the server says. */
  readonly refuses?: { readonly rows: string; readonly message: RegExp };
  /** The same for the way back. */
  readonly refusesBack?: { readonly rows: string; readonly message: RegExp };
}
