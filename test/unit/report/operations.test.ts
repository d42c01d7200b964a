/** What stands beside an operation that loses data. */
import type { OperationNote } from '../../../src/api/operation-notes';
import { operationLines } from '../../../src/report/operations';

test.each<[string, readonly OperationNote[], string]>([
  ['a figure', [{ operation: 0, text: '2 rows now' }], 'loses data: 2 rows now'],
  ['nothing there', [{ operation: 0, text: '0 rows now', none: true }], '0 rows now'],
  ['no figure', [], 'loses data'],
])('%s', (_what, figures, words) => {
  const summary = { kind: 'dropTable', summary: "removed table 't'", losesData: true, object: 't' } as const;
  expect(operationLines([summary], figures, (_tone, text) => text)).toEqual([
    expect.stringMatching(new RegExp(`^  Detected removed table 't' +${words}$`)),
  ]);
});
