/** What the entity decorators declare: a schema, and where each part of it was written. */
import type { DatabaseSchema, ObjectName } from './types';

/** Where an object of the model is declared. `file` is `null` where nobody can tell (a class in a package). */
export interface Origin {
  readonly entity: string;
  readonly property: string | null;
  readonly file: string | null;
}

export interface ModelWarning {
  /** In words, as an error's code: `FROZEN_DEFAULT`, `TWO_ENTITIES_CONFLICT`. */
  readonly code: string;
  readonly message: string;
  readonly object: ObjectName | null;
}

export interface ModelSchema {
  /** The tables, views, enums, sequences and extensions that the entities want; expressions as they were written. */
  readonly schema: DatabaseSchema;
  /** Declared with `synchronize: false`: neither made, changed nor dropped (tables, views, indexes). */
  readonly ignored: readonly ObjectName[];
  /** By `objectKey`. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly warnings: readonly ModelWarning[];
  /** How many entities were read: classes and EntitySchemas, views included. */
  readonly entityCount: number;
}
