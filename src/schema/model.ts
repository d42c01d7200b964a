/** What the entity decorators declare: a schema, and where each part of it was written. */
import type { DatabaseSchema, ObjectName, QualifiedName } from './types';

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

/**
 * What an entity says of its own earlier names: the thing under the name that it has in the model, and what it was called before, the
 * likeliest first. It says nothing once the database has the new name.
 */
export type DeclaredRename = { readonly origin: Origin } & (
  | { readonly kind: 'table'; readonly table: QualifiedName; readonly from: readonly QualifiedName[] }
  | {
      readonly kind: 'column';
      readonly table: QualifiedName;
      readonly name: string;
      readonly from: readonly string[];
    }
  /** A label of the enum that the column has. */
  | {
      readonly kind: 'enumValue';
      readonly table: QualifiedName;
      readonly column: string;
      readonly label: string;
      readonly from: string;
    }
);

export interface ModelSchema {
  /** The tables, views, enums, sequences and extensions that the entities want; expressions as they were written. */
  readonly schema: DatabaseSchema;
  /** Declared with `synchronize: false`: neither made, changed nor dropped (tables, views, indexes). */
  readonly ignored: readonly ObjectName[];
  /** By `objectKey`. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly warnings: readonly ModelWarning[];
  /** Tables of links between others (many-to-many, closures) whose names nobody wrote; absent: there are none. */
  readonly junctions?: readonly QualifiedName[];
  /** Absent: nobody says any. */
  readonly renames?: readonly DeclaredRename[];
  /** How many entities were read: classes and EntitySchemas, views included. */
  readonly entityCount: number;
}
