/** The pair of a seed: mostly a schema and a few edits of it; now and then two that have nothing in common but names. */
import { edited } from './edits';
import { plan } from './generate';
import { randomFrom } from './random';
import type { PlanPair } from './shrink';

export function pairOf(seed: number): PlanPair {
  const random = randomFrom(seed);
  const from = plan(random);
  return { from, to: random.chance(0.1) ? plan(random) : edited(random, from, 1 + random.below(8)) };
}
