/** Finds labels that are taken from an enum without a word of what the rows become that hold them. */
import { mappingExample, unmappedLabels } from '../../operations/removed-labels';
import { displayName } from '../../schema/names';
import type { Rule } from '../finding';

export const rule: Rule = {
  id: 'removed-label',
  effect: 'needsYou',
  about:
    'A label is taken from an enum: while rows hold it, the revision stops before it changes anything, until `mapping` says what they become.',
  check({ operation }, { context }) {
    if (operation.kind !== 'replaceEnum' || operation.users.length === 0) return [];
    const gone = unmappedLabels(operation);
    if (gone.length === 0) return [];
    const subject = displayName(operation.enum, context.defaultSchema);
    const labels = gone.map((label) => `'${label}'`).join(', ');
    const example = mappingExample(gone, operation.labels);
    return [
      { subject, detail: `if rows hold ${labels} of ${subject}, say what they become: ${example}`, duration: null },
    ];
  },
};
