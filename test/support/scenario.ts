/** The shape of one row of test/corpus/scenarios: how a database came to be, what the model says, and what must be found. No behaviour. */
import {
  EntitySchema,
  type DataSourceOptions,
  type EntitySchemaColumnOptions,
  type EntitySchemaOptions,
} from 'typeorm';
import type { UserConfig } from '../../src/index';

export type Entities = () => readonly (NewableFunction | EntitySchema)[];

export interface Scenario {
  readonly title: string;
  /** What the database is made from, by TypeORM's own `synchronize()`. Absent: `sql` makes it all. */
  readonly synchronized?: Entities;
  /** By hand, before TypeORM comes. */
  readonly first?: string;
  /** By hand, afterwards or instead. */
  readonly sql?: string;
  /** What it is compared with. Absent: the model that it was made from. */
  readonly model?: Entities;
  readonly options?: Partial<Extract<DataSourceOptions, { type: 'postgres' }>>;
  /** Options of the model it is compared with, where they are others. */
  readonly modelOptions?: Partial<Extract<DataSourceOptions, { type: 'postgres' }>>;
  /** Patterns of what counts as made by the history. */
  readonly owns?: readonly string[];
  /** More of the configuration. */
  readonly config?: Pick<UserConfig, 'include' | 'exclude'>;
  readonly answers?: {
    readonly drops?: string[];
    readonly renames?: string[];
    readonly keeps?: string[];
    readonly noRenames?: boolean;
  };
  /** The first major on which it can be tried. */
  readonly since?: number;
  /** Statements that the comparison must give. Absent: none. */
  readonly upgrade?: readonly string[];
  readonly unmanaged?: readonly string[];
  /** With what the server refuses the upgrade. Absent: it runs. */
  readonly refused?: RegExp;
  /** A query whose answer no comparison changes. */
  readonly still?: string;
  /** What the way back leaves that was not there, and the other way round. Absent: nothing. */
  readonly notAsStart?: readonly string[];
  /** `CODE: message`, by what the text matches. */
  readonly warnings?: readonly RegExp[];
  /** The answers offered to each question. */
  readonly questions?: readonly (readonly string[])[];
}

export type Scenarios = Readonly<Record<string, Scenario>>;

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;
type Fields = Partial<Omit<EntitySchemaOptions<Record<string, unknown>>, 'name' | 'columns'>>;

/** An entity with an integer key. */
export function entity(name: string, columns: Columns, fields: Fields = {}): EntitySchema {
  return new EntitySchema({ name, columns: { id: { type: 'int', primary: true }, ...columns }, ...fields });
}

/** One table `t` with a key and these columns. */
export function t(columns: Columns, fields: Fields = {}): Entities {
  return () => [entity('t', columns, fields)];
}

/** One table `t` with a key and the column `k`. */
export function k(column: EntitySchemaColumnOptions, fields: Fields = {}): Entities {
  return t({ k: column }, fields);
}
