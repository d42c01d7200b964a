/** A list of operations for people: one line each, in the file's order, what destroys first. */
import type { OperationNote } from '../api/operation-notes';
import type { OperationSummary } from '../operations/summary';
import type { HeadLine } from '../safety/headings';
import { aligned } from './style';
import type { Paint } from './style';

/** `Detected added column 'persons.credentials'`; what loses data stands first, and says so. Open steps are told by the head lines. */
export function operationLines(
  operations: readonly OperationSummary[],
  figures: readonly OperationNote[],
  paint: Paint,
): readonly string[] {
  const beside = new Map(figures.map((note) => [note.operation, note]));
  const rows = operations.map((operation, index) => {
    const note = beside.get(index);
    return { ...operation, figure: note?.text ?? '', none: note?.none === true };
  });
  const losing = rows.filter((row) => row.losesData);
  // A required column is added, filled and set: one change, whose first line says that it is required.
  const added = new Set(rows.filter(({ kind }) => kind === 'addColumn').map(({ object }) => object));
  const isStep = ({ kind, object }: OperationSummary): boolean => kind === 'alterColumn' && added.has(object);
  const keeping = rows.filter((row) => !row.losesData && row.kind !== 'todo' && !isStep(row));
  const lines = aligned([
    ...losing.map((row) => [`  Detected ${row.summary}`, lossWords(row)]),
    ...keeping.map((row) => [`  Detected ${row.summary}`, row.figure]),
  ]);
  return lines.map((line, index) => (index < losing.length ? paint('bad', line) : line));
}

/** Of nothing nothing is lost here; that other databases may lose data the head lines say. */
function lossWords({ figure, none }: { readonly figure: string; readonly none: boolean }): string {
  if (figure === '') return 'loses data';
  return none ? figure : `loses data: ${figure}`;
}

/** The lines that also stand at the head of the file. */
export function headingLines(head: readonly HeadLine[], paint: Paint): readonly string[] {
  return aligned(head.map((line) => [line.label, line.text])).map(
    (line) => `  ${line.startsWith('LOSES') ? paint('bad', line) : line}`,
  );
}
