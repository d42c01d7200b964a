/** A script is written for the server that runs it: what its major lacks is refused, and what it has is said in its words. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { diff } from '../../../src/api/diff';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';

let cwd: string;
let database: TestDatabase;
beforeAll(async () => {
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-server-'));
  database = await createDatabase();
});
afterAll(async () => {
  fs.rmSync(cwd, { recursive: true, force: true });
  await database.drop();
});

test('a virtual column', async () => {
  const file = path.join(cwd, 'schema.sql');
  fs.writeFileSync(file, 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL)');
  const found = diff({ from: database.url, to: file, cwd });
  if (serverMajor() < 18) await expect(found).rejects.toMatchObject({ code: 'NOT_COMPILABLE' });
  else expect((await found).script).toContain('"b" integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL');
});
