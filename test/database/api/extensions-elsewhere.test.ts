/** Extensions in a schema of their own that only the database's search path names: usual where PostgreSQL is hosted. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { check, downgrade, revision, upgrade } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

const ID: EntitySchemaColumnOptions = { type: 'uuid', primary: true, generated: 'uuid' };
const EMAIL: EntitySchemaColumnOptions = { type: 'citext', unique: true };

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase({
    sql: 'CREATE SCHEMA extensions; CREATE EXTENSION "uuid-ossp" SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions',
  });
  await database.query(`ALTER DATABASE ${database.name} SET search_path = "$user", public, extensions`);
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-extensions-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), JSON.stringify({ migrations: { language: 'js' } }));
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function project(columns: Record<string, EntitySchemaColumnOptions>) {
  const users = new EntitySchema({ name: 'users', columns });
  return { dataSource: new DataSource({ ...database.typeormOptions, entities: [users] }), cwd };
}

it('are found by new tables, new columns, defaults and checks', async () => {
  const start = await fingerprint(database);
  const [first, second] = [project({ id: ID }), project({ id: ID, email: EMAIL })];
  for (const [at, message] of [
    [first, 'users'],
    [second, 'emails'],
  ] as const) {
    await revision({ ...at, message, autogenerate: true });
    await upgrade(at);
    const { state, difference } = await check(at);
    expect({ state, statements: difference.upgrade }).toEqual({ state: 'agrees', statements: [] });
  }
  const found = await database.query(
    `SELECT atttypid::regtype::text AS type FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'email'`,
  );
  expect(found).toEqual([{ type: 'extensions.citext' }]);
  await downgrade({ ...second, target: 'base' });
  const end = await fingerprint(database, { ignore: /\bstillhead_version\b/ });
  expect(fingerprintDifference(start, end)).toEqual([]);
});
