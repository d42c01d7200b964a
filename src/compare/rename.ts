/** A rename that a person accepted. */
import type { QualifiedName } from '../schema/types';

export type Rename =
  /** With all that is in it. */
  | { readonly kind: 'schema'; readonly name: string; readonly to: string }
  /** `toSchema`: where it moves; left out where it stays in its schema. */
  | { readonly kind: 'table'; readonly table: QualifiedName; readonly to: string; readonly toSchema?: string }
  /** `table` under its new name, where it is renamed too. */
  | { readonly kind: 'column'; readonly table: QualifiedName; readonly name: string; readonly to: string }
  | { readonly kind: 'enum'; readonly enum: QualifiedName; readonly to: string }
  | { readonly kind: 'enumValue'; readonly enum: QualifiedName; readonly value: string; readonly to: string };
