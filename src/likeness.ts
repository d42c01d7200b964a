/** How alike two words are: for "did you mean", and for the order of candidates. It never decides anything. */

/** How many characters must be put in, taken out or replaced to make one word of the other (Levenshtein), case aside. */
export function distance(one: string, other: string): number {
  const [from, to] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The words in the order of their likeness to one, the most alike first. */
export function byLikeness(word: string, others: readonly string[]): readonly string[] {
  return others
    .map((other) => ({ other, distance: distance(word, other) }))
    .sort((one, two) => one.distance - two.distance)
    .map(({ other }) => other);
}

/** The known word that differs least from a given one, or null where all are far. */
export function nearest(word: string, known: readonly string[]): string | null {
  const [best] = byLikeness(word, known);
  return best !== undefined && distance(word, best) <= Math.max(2, Math.floor(word.length / 3)) ? best : null;
}
