/** Finds what stands in the way and is taken down: objects that no entity declares, or views that stay what they are. */
import { suspendedWords } from '../../operations/suspend';
import type { Rule } from '../finding';

export const rule: Rule = {
  id: 'taken-down',
  effect: 'takesDown',
  about:
    'A policy, trigger, rule or view stands in the way: it is taken down and put back as it then is in the database, and where it is not there nothing is done.',
  check({ operation }, { context }) {
    if (operation.kind !== 'suspend') return [];
    return operation.objects
      .filter(({ kind }) => kind !== 'rights')
      .map((object) => ({
        subject: suspendedWords(object, context.defaultSchema).replaceAll("'", ''),
        detail: 'taken down meanwhile and put back as it then is; where it is not there, nothing is done',
        duration: null,
      }));
  },
};
