/** The line that says which database is spoken of and where it stands. */
import type { Position } from '../api/results';
import { counted } from './style';

/** `clinic on localhost:5432 (PostgreSQL 17.10) as app, at 9f8e7d6c5b4a, head` */
export function positionLine(position: Position): string {
  return `${position.database} (PostgreSQL ${position.version}) as ${position.user}, at ${placeOf(position)}`;
}

/** Upgrade, downgrade and stamp would refuse the database of another name. */
function environmentWords({ environment }: Position): string {
  if (environment === undefined || environment.stored === null) return '';
  const { given, stored } = environment;
  return ` · environment ${stored}${given === stored ? '' : `, not ${given}`}`;
}

/** ` · upgrade of 9f8e7d6c5b4a unfinished, 12 statements applied`: the schema lies between two revisions. */
function unfinishedWords({ unfinished }: Position): string {
  if (unfinished === undefined) return '';
  const { direction, revision, statements } = unfinished;
  return ` · ${direction} of ${revision} unfinished, ${counted(statements, 'statement')} applied`;
}

/** `base`, `9f8e7d6c5b4a, head`, `9f8e7d6c5b4a, 2 revisions behind`, `9f8e7d6c5b4a, head · environment production` */
export function placeOf(position: Position): string {
  return `${revisionsOf(position)}${unfinishedWords(position)}${environmentWords(position)}`;
}

function revisionsOf({ at, heads, pending }: Position): string {
  const place = at.length === 0 ? 'base' : at.join(', ');
  if (pending > 0) return `${place}, ${counted(pending, 'revision')} behind`;
  return at.length > 0 && at.every((id) => heads.includes(id)) ? `${place}, head` : place;
}
