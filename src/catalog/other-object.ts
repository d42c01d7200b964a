/** How an object that the model cannot declare is put together: its name, and statements that make it again. */
import { quoteLiteral } from '../schema/quote';
import type { OtherKind, OtherObject } from '../schema/types';

interface OtherName {
  readonly kind: OtherKind;
  readonly schema: string;
  readonly name: string;
  readonly table?: string;
}

/** Several statements (the object, then its comment and state) stand behind each other, separated by semicolons. */
export function other(name: OtherName, statements: readonly (string | null)[], owner: string | null): OtherObject {
  return {
    kind: name.kind,
    schema: name.schema,
    name: name.name,
    table: name.table ?? null,
    definition: statements.filter((statement) => statement !== null).join(';\n'),
    owner,
  };
}

/** `COMMENT ON kind target IS …`, or `null` where there is no comment. `target` is SQL. */
export function commentStatement(kind: string, target: string, comment: string | null): string | null {
  return comment === null ? null : `COMMENT ON ${kind} ${target} IS ${quoteLiteral(comment)}`;
}
