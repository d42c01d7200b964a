/** A script speaks of TypeORM's own table only where the database that it is written from has it. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource } from 'typeorm';
import { upgradeScript } from '../../../src/api/upgrade';
import { createDatabase, type TestDatabase } from '../../support/database';

const REVISION = `
exports.revision = 'a1b2c3d4e5f6';
exports.downRevision = null;
exports.upgrade = async function upgrade(op) {
  await op.dropColumn('persons', 'nickname');
  await op.createView('names', { as: op.sql\`SELECT 1 AS one\` });
}
exports.downgrade = async function downgrade(op) {
  await op.dropView('names');
}
`;

let db: TestDatabase;
let cwd: string;
beforeEach(async () => {
  db = await createDatabase();
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-script-'));
  fs.mkdirSync(path.join(cwd, 'migrations'));
  fs.writeFileSync(path.join(cwd, 'migrations', 'a1b2c3d4e5f6_names.cjs'), REVISION);
});
afterEach(async () => {
  fs.rmSync(cwd, { recursive: true });
  await db.drop();
});

test.each([
  ['without the table', null, false],
  [
    'with the table',
    'CREATE TABLE typeorm_metadata (type varchar NOT NULL, database varchar, schema varchar, "table" varchar, name varchar, value text)',
    true,
  ],
])('%s', async (_, make, speaks) => {
  if (make !== null) await db.query(make);
  const script = await upgradeScript({ dataSource: new DataSource(db.typeormOptions), cwd });
  expect(script).toContain('DROP COLUMN "nickname"');
  expect(script.includes('typeorm_metadata')).toBe(speaks);
});
