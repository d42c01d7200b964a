/** Which objects that stay are taken down and put back, as the files of their kinds ask for it. Found by `rebuilds.ts`. */
import type { DatabaseSchema, QualifiedName } from '../schema/types';

export interface Rebuilds {
  /** Nothing at all is rebuilt. */
  readonly none: boolean;
  /** Whether a constraint, an index or a view that stays is taken down and put back, by `objectKey`. */
  has(key: string): boolean;
  /** Whether a column that stays is dropped and added. */
  isReplaced(table: QualifiedName, column: string): boolean;
}

/** What is compared, before anything is taken down. */
export interface RebuildSides {
  readonly current: DatabaseSchema;
  readonly target: DatabaseSchema;
  /** `nameKey` of enums that are swapped. */
  readonly replacedEnums: ReadonlySet<string>;
}
