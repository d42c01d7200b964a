/** Pauses between attempts: longer each time, and never the same for two runners. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before the next attempt (1 is the first that failed). */
export async function pauseBefore(attempt: number, longest: number): Promise<void> {
  const most = Math.min(longest, 100 * 2 ** (attempt - 1));
  await sleep(most / 2 + (Math.random() * most) / 2);
}
