/** Finds what stands in the way and is taken down: objects that no entity declares, views that stay what they are, and rights on views and columns made anew. */
import { suspendedWords } from '../../operations/suspend';
import type { Rule } from '../finding';

/** Whether there are any is not known: the database at hand may have none where another one has. */
export const GIVEN_BACK = 'given back at the end as the database has them; where there are none, nothing is done';

const PUT_BACK = 'taken down meanwhile and put back as it then is; where it is not there, nothing is done';

export const rule: Rule = {
  id: 'taken-down',
  effect: 'takesDown',
  about:
    'A policy, trigger, rule or view stands in the way, or the rights on a view or column that is made anew: it is taken down and put back as it then is in the database, and where it is not there nothing is done.',
  check({ operation }, { context }) {
    if (operation.kind !== 'suspend') return [];
    return operation.objects.map((object) => ({
      subject: suspendedWords(object, context.defaultSchema).replaceAll("'", ''),
      detail: object.kind === 'rights' ? GIVEN_BACK : PUT_BACK,
      duration: null,
    }));
  },
};
