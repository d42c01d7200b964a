/**
 * What a call of `op` gives back: it begins when somebody waits for it, and not before. So a call that is not awaited never reaches the
 * database, however much time passes before the next one, and is found where that next one comes or where the revision ends.
 * `await`, `return` and `Promise.all` all call `then`; that is how waiting shows. Nothing here knows what the call does.
 */

/** A promise of work that begins with the first `then`, `catch` or `finally`; later ones share it. */
export function whenAwaited(work: () => Promise<void>): Promise<void> {
  let begun: Promise<void> | null = null;
  const begin = (): Promise<void> => (begun ??= work());
  return {
    then: (fulfilled, rejected) => begin().then(fulfilled, rejected),
    catch: (rejected) => begin().catch(rejected),
    finally: (ended) => begin().finally(ended),
    [Symbol.toStringTag]: 'Promise',
  };
}
