/** An operation, written as the call of a revision file and read back, compiles to the same statements. */
import { SAMPLES } from '../../support/operation-samples';
import { callOf, operationOf, reverseOf, sqlOf } from '../../support/table-operations';

const withReverse = SAMPLES.flatMap((sample) => [
  [sample.title, sample.operation] as const,
  ...(reverseOf(sample.operation) ?? []).map(
    (back, index) => [`${sample.title}, back ${String(index + 1)}`, back] as const,
  ),
]);

test.each(withReverse)('%s', (_title, operation) => {
  const call = callOf(operation);
  expect(call.verb).toBe(operation.kind);
  expect(sqlOf(operationOf(call.verb, call.args))).toEqual(sqlOf(operation));
  expect(callOf(operationOf(call.verb, call.args))).toEqual(call);
});
