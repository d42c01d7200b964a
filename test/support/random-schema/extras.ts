/** What no operation makes and yet stays through all changes. */
import type { DatabaseSchema } from '../../../src/schema/types';

interface Sides {
  readonly from: DatabaseSchema;
  readonly to: DatabaseSchema;
}

export function beforeMaking(_sides: Sides): readonly string[] {
  return [];
}

export function afterMaking(_sides: Sides): readonly string[] {
  return [];
}
