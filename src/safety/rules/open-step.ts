/** Finds the steps that a person must still write. */
import type { Rule } from '../finding';

export const rule: Rule = {
  id: 'open-step',
  effect: 'needsYou',
  about: 'A step of the revision cannot be derived from the models, most often how to fill a new required column.',
  check({ operation }) {
    return operation.kind === 'todo' ? [{ subject: 'how to', detail: operation.text, duration: null }] : [];
  },
};
