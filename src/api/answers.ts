/** What a person has decided, as the flags and the library take it. */

export interface Answers {
  /**
   * `persons.name:full_name` (a column), `persons:people` (a table), `persons_status_enum.paid:settled` (a label), `app:billing` (a
   * schema); outside the default schema `billing.persons.name:full_name`.
   */
  readonly renames: readonly string[];
  /** Nothing was renamed: what looks like it is a drop and an addition. */
  readonly noRenames: boolean;
  /** `persons.nickname` or `persons`: may be dropped. */
  readonly drops: readonly string[];
  /** Stays in the database though the model does not declare it any more. */
  readonly keeps: readonly string[];
  /** As `renames`: these are two things, and nothing was renamed. */
  readonly different?: readonly string[];
}

export const NO_ANSWERS: Answers = { renames: [], noRenames: false, drops: [], keeps: [] };
