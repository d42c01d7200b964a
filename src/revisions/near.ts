/** Which ids somebody may have meant who named one that does not exist. */
import { distance } from '../likeness';

const AT_MOST = 3;

/** Ids that begin alike or differ in at most two characters, the nearest first. */
export function nearIdentifiers(wanted: string, ids: Iterable<string>): readonly string[] {
  const near: { id: string; distance: number }[] = [];
  for (const id of ids) {
    const distance = wanted.length >= 4 && id.startsWith(wanted.slice(0, 4)) ? 1 : closeBy(wanted, id);
    if (distance !== null) near.push({ id, distance });
  }
  return near
    .sort((one, other) => one.distance - other.distance)
    .slice(0, AT_MOST)
    .map(({ id }) => id);
}

/** The distance of two ids that differ in at most two characters and are longer than those; `null` for others. */
function closeBy(one: string, other: string): number | null {
  const most = 2;
  if (Math.abs(one.length - other.length) > most || Math.min(one.length, other.length) <= most) return null;
  const apart = distance(one, other);
  return apart <= most ? apart : null;
}
