/** What is said beside an operation and stands in no file: live figures, and where the thing is declared. */

export interface OperationNote {
  /** Position in `Difference.operations`. */
  readonly operation: number;
  /** `1,244 values now`, `entities/person.entity.ts:41`. */
  readonly text: string;
  /** A figure of zero: there is nothing of it in this database, though there may be in others. */
  readonly none?: boolean;
}
