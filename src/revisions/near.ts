/** Which ids somebody may have meant who named one that does not exist. */

const AT_MOST = 3;

/** Ids that begin alike or differ in at most two characters, the nearest first. */
export function nearIdentifiers(wanted: string, ids: Iterable<string>): readonly string[] {
  const near: { id: string; distance: number }[] = [];
  for (const id of ids) {
    const distance = wanted.length >= 4 && id.startsWith(wanted.slice(0, 4)) ? 1 : distanceUpTo(wanted, id, 2);
    if (distance !== null) near.push({ id, distance });
  }
  return near
    .sort((one, other) => one.distance - other.distance)
    .slice(0, AT_MOST)
    .map(({ id }) => id);
}

/** How many characters must be put in, taken out or replaced; `null` for more than `limit`. */
function distanceUpTo(one: string, other: string, limit: number): number | null {
  if (Math.abs(one.length - other.length) > limit || Math.min(one.length, other.length) <= limit) return null;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > limit) return null;
    row = next;
  }
  const distance = row[other.length] ?? limit + 1;
  return distance <= limit ? distance : null;
}
