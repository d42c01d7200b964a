/** The history as text. */
import type { RevisionEntry } from '../revisions/entry';
import { aligned } from './style';
import type { Paint } from './style';

/** One line a revision: id, date, message, what it is. */
export function historyLines(entries: readonly RevisionEntry[], paint: Paint): readonly string[] {
  const rows = entries.map((entry) => {
    const marks = [entry.head ? 'head' : '', entry.current ? 'current' : ''].filter((mark) => mark !== '');
    return [
      entry.revision,
      entry.created?.slice(0, 10) ?? '',
      entry.message,
      marks.length === 0 ? '' : `(${marks.join(', ')})`,
    ];
  });
  return aligned(rows).map((line) => line.replace(/\((head|current|head, current)\)$/, (mark) => paint('good', mark)));
}

/** What is said of a history in which there is nothing; not on stdout, where each line is a revision. */
export const NO_REVISIONS = 'there are no revisions yet: stillhead revision --autogenerate -m "…" writes the first';

/** A revision with all that is known of it, one fact a line. */
export function revisionLines(entry: RevisionEntry): readonly string[] {
  return aligned([
    ['Revision:', `${entry.revision}${entry.head ? ' (head)' : ''}${entry.current ? ' (current)' : ''}`],
    ['Revises:', entry.downRevision.length === 0 ? '(base)' : entry.downRevision.join(', ')],
    ['Created:', entry.created ?? ''],
    ['Path:', entry.path],
    ['', entry.message],
  ]);
}
