/** Warnings of what stays as the database has it: the model means something else there, and has no words for it. */
import type { KeptAsIs } from '../compare/notes';
import type { ModelWarning } from '../schema/model';
import { displayObject, objectKey } from '../schema/names';

/** What somebody changed by hand: without the facts that the history itself makes so. */
export function newlyKept(found: readonly KeptAsIs[], ofHistory: readonly KeptAsIs[]): readonly KeptAsIs[] {
  const made = new Map(ofHistory.map(({ object, facts }) => [objectKey(object), facts]));
  return found
    .map(({ object, facts }) => ({
      object,
      facts: facts.filter((fact) => !made.get(objectKey(object))?.includes(fact)),
    }))
    .filter(({ facts }) => facts.length > 0);
}

export function keptWarning({ object, facts }: KeptAsIs, defaultSchema: string): ModelWarning {
  const kind = object.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const message = `${kind} ${displayObject(object, defaultSchema)} stays as the database has it: ${facts.join(', ')}`;
  return { code: 'KEPT_AS_IS', message, object };
}
