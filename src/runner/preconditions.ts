/** Asks the server whether an operation finds what it takes for granted, before its first statement. */
import { PreconditionFailedError } from '../errors/running';
import type { Operation } from '../operations/operation';
import { preconditionOf } from '../operations/preconditions';
import type { CallSite } from './call-site';
import { stateAfter } from './failure';
import { queryInSegment, type SegmentRun } from './segments';

/** @throws PreconditionFailedError naming what is there instead */
export async function assertPreconditions(run: SegmentRun, operation: Operation, site: CallSite): Promise<void> {
  const precondition = preconditionOf(operation, run.context.defaultSchema);
  if (precondition === null) return;
  const [row] = await queryInSegment<Readonly<Record<string, string>>>(run, precondition.sql, site);
  const place = {
    revision: `${run.step.revision.id} (${site.file}${site.line === null ? '' : `:${site.line}`})`,
    state: stateAfter(run.step, run.committed),
  };
  if (row === undefined) {
    throw new PreconditionFailedError({
      ...place,
      object: precondition.object,
      expected: 'to be there',
      found: 'nothing',
    });
  }
  precondition.facts.forEach(({ object, expected }, index) => {
    const found = row[`f${index}`] ?? 'none';
    if (found !== expected) throw new PreconditionFailedError({ ...place, object, expected, found });
  });
}
