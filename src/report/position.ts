/** The line that says which database is spoken of and where it stands. */
import type { Position } from '../api/results';
import { counted } from './style';

/** `clinic on localhost:5432 (PostgreSQL 17.10) as app, at 9f8e7d6c5b4a, head` */
export function positionLine(position: Position): string {
  return `${position.database} (PostgreSQL ${position.version}) as ${position.user}, at ${placeOf(position)}`;
}

/** `base`, `9f8e7d6c5b4a, head`, `9f8e7d6c5b4a, 2 revisions behind` */
export function placeOf({ at, heads, pending }: Position): string {
  const place = at.length === 0 ? 'base' : at.join(', ');
  if (pending > 0) return `${place}, ${counted(pending, 'revision')} behind`;
  return at.length > 0 && at.every((id) => heads.includes(id)) ? `${place}, head` : place;
}
