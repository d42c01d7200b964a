/** What reconciling finds on its way, besides the target. The lists are filled by the files of `reconcile*` and by nobody else. */
import type { PrintRequest } from '../schema/expressions';
import type { ModelWarning } from '../schema/model';
import type { ObjectName, QualifiedName } from '../schema/types';

/**
 * What a person must answer. `rename`: something is gone and something alike is new; is it the same? `candidates` are ordered, the
 * most alike first. Answers come back as renames (`renames.ts`), or in `drops` and `different` of the options.
 */
export type Question =
  | { readonly kind: 'dropTable'; readonly object: ObjectName }
  | { readonly kind: 'dropColumn'; readonly object: ObjectName }
  | { readonly kind: 'rename'; readonly object: ObjectName; readonly candidates: readonly ObjectName[] }
  | {
      readonly kind: 'renameEnumValue';
      readonly enum: QualifiedName;
      readonly value: string;
      readonly candidates: readonly string[];
    };

export type CompareWarning = ModelWarning;

export interface Notes {
  readonly printRequests: Map<string, PrintRequest>;
  readonly unmanaged: ObjectName[];
  readonly questions: Question[];
  readonly warnings: CompareWarning[];
  readonly heldBack: ObjectName[];
  /** By `nameKey`: sequences from which the column that they were made for draws again. */
  readonly reattached: Set<string>;
}

export function emptyNotes(): Notes {
  return { printRequests: new Map(), unmanaged: [], questions: [], warnings: [], heldBack: [], reattached: new Set() };
}
