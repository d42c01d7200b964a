/** After the tests of the project `database`: stops the server that global-setup.ts started, and removes what was compiled. */
import * as fs from 'node:fs';

export default async function teardown(): Promise<void> {
  await globalThis.testServer?.stop();
  const built = process.env['TEST_BUILD'];
  if (built !== undefined) fs.rmSync(built, { recursive: true, force: true });
}
