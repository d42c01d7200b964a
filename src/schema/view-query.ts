/** The definition of a view keeps the semicolons at its end, as TypeORM compares the text that was written; SQL around it takes the bare query. */

/** A definition without space around it, and without semicolons at its end. */
export function viewQuery(definition: string): string {
  return definition.trim().replace(/(?:\s*;)+$/, '');
}
