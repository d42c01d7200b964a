/** How often the server is asked: as often for many tables as for one, whatever has to be settled. Counted in pg itself. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Connection } from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { check } from '../../../src/api/check';
import { createDatabase, type TestDatabase } from '../../support/database';

let db: TestDatabase;
let cwd: string;
beforeEach(async () => {
  db = await createDatabase();
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-trips-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  fs.rmSync(cwd, { recursive: true });
  await db.drop();
});

/** Each with a check of its own that only a server can settle, and a table's worth of everything else. */
function entities(count: number): EntitySchema[] {
  return Array.from(
    { length: count },
    (_, number) =>
      new EntitySchema({
        name: `Thing${number}`,
        columns: {
          id: { type: 'integer', primary: true, generated: 'increment' },
          name: { type: 'varchar', unique: true },
          status: { type: 'enum', enum: ['draft', 'active'], default: 'draft' },
          tags: { type: 'text', array: true, default: '{}' },
          count: { type: 'integer', default: 0 },
        },
        indices: [{ columns: ['count'] }],
        checks: [{ expression: `count BETWEEN ${number} AND 1000 OR name IN ('a', 'b${number}')` }],
      }),
  );
}

async function tripsOf(count: number) {
  const options = { ...db.typeormOptions, entities: entities(count) };
  const made = await new DataSource(options).initialize();
  await made.synchronize();
  await made.destroy();
  // Every message that waits for an answer.
  const sent = [jest.spyOn(Connection.prototype, 'query'), jest.spyOn(Connection.prototype, 'sync')];
  const { state } = await check({ dataSource: new DataSource(options), cwd });
  return { state, trips: sent.reduce((sum, spy) => sum + spy.mock.calls.length, 0) };
}

// Facts of the server, a setting, the current schema, the version table, the catalog, and all expressions together.
test.each([1, 40])('%i tables in sync take the same number of round trips', async (count) => {
  expect(await tripsOf(count)).toEqual({ state: 'agrees', trips: 6 });
});
