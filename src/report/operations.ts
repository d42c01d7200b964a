/** A list of operations for people: one line each, in the file's order, what destroys first. */
import type { OperationSummary } from '../operations/summary';
import type { HeadLine } from '../safety/headings';
import { aligned } from './style';
import type { Paint } from './style';

/** `Detected added column 'persons.credentials'`; what loses data stands first, marked. Open steps are told by the head lines. */
export function operationLines(operations: readonly OperationSummary[], paint: Paint): readonly string[] {
  const losing = operations.filter((operation) => operation.losesData);
  const keeping = operations.filter((operation) => !operation.losesData && operation.kind !== 'todo');
  return [
    ...losing.map((operation) => paint('bad', `  -  ${operation.summary}`)),
    ...keeping.map((operation) => `  Detected ${operation.summary}`),
  ];
}

/** The lines that also stand at the head of the file. */
export function headingLines(head: readonly HeadLine[], paint: Paint): readonly string[] {
  return aligned(head.map((line) => [line.label, line.text])).map(
    (line) => `  ${line.startsWith('LOSES') ? paint('bad', line) : line}`,
  );
}
