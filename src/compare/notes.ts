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
  | {
      readonly kind: 'rename';
      readonly object: ObjectName;
      readonly candidates: readonly ObjectName[];
      /** What it has in common with the first of them, in words. */
      readonly alike: readonly string[];
    }
  | {
      readonly kind: 'renameEnumValue';
      readonly enum: QualifiedName;
      readonly value: string;
      readonly candidates: readonly string[];
    };

export type CompareWarning = ModelWarning;

/** What the database has and the model has no words for, though leaving it out means something else: it stays, and is named. */
export interface KeptAsIs {
  readonly object: ObjectName;
  /** In SQL's words: `NOT VALID`, `name DESC`. */
  readonly facts: readonly string[];
}

export interface Notes {
  readonly printRequests: Map<string, PrintRequest>;
  readonly unmanaged: ObjectName[];
  readonly questions: Question[];
  readonly warnings: CompareWarning[];
  readonly heldBack: ObjectName[];
  readonly kept: KeptAsIs[];
  /** By `nameKey`: sequences from which the column that they were made for draws again. */
  readonly reattached: Set<string>;
}

/** Whether nothing was noted. */
export function isSilent(notes: Notes): boolean {
  const { printRequests, reattached, ...lists } = notes;
  return printRequests.size + reattached.size === 0 && Object.values(lists).every((list) => list.length === 0);
}

/** Adds what was noted of a part to what was noted of the whole. */
export function addNotes(whole: Notes, part: Notes): void {
  for (const [key, request] of part.printRequests) whole.printRequests.set(key, request);
  for (const key of part.reattached) whole.reattached.add(key);
  for (const object of part.unmanaged) whole.unmanaged.push(object);
  for (const question of part.questions) whole.questions.push(question);
  for (const warning of part.warnings) whole.warnings.push(warning);
  for (const object of part.heldBack) whole.heldBack.push(object);
  for (const fact of part.kept) whole.kept.push(fact);
}

export function emptyNotes(): Notes {
  return {
    printRequests: new Map(),
    unmanaged: [],
    questions: [],
    warnings: [],
    heldBack: [],
    kept: [],
    reattached: new Set(),
  };
}
