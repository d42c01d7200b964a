/** The README's lists of errors and rules are what the code says. */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

test('the lists are current', () => {
  const script = path.resolve(__dirname, '../../../scripts/readme-lists.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
