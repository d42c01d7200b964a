/** Finds extensions that the plan asks for and that the database does not have: somebody with the right to must make them first. */
import { quoteIdentifier } from '../../schema/quote';
import type { Rule } from '../finding';

export const rule: Rule = {
  id: 'missing-extension',
  effect: 'needsYou',
  about: 'An extension that the models need is not in the database, and the revision only asks for it.',
  check({ operation }) {
    if (operation.kind !== 'requireExtension') return [];
    const make = `CREATE EXTENSION ${quoteIdentifier(operation.name)}`;
    const detail = `the extension ${operation.name} must be there first: ${make}, or extensions: 'create' in the configuration`;
    return [{ subject: operation.name, detail, duration: null }];
  },
};
