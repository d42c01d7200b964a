import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { openEmbedded, revision, upgrade } from '../../src/index';

const People = new EntitySchema<{ id: number; name: string }>({
  name: 'people',
  columns: { id: { type: 'int', primary: true }, name: { type: 'varchar' } },
});

let cwd: string;
beforeAll(() => {
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-open-'));
  const config = { migrations: { language: 'js' }, embedded: { directory: 'data/own' } };
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), JSON.stringify(config));
});
afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

test("a project's own code puts rows into the database that --embedded works on, and reads them", async () => {
  const model = { dataSource: new DataSource({ type: 'postgres', entities: [People] }), cwd, embedded: true };
  await revision({ ...model, message: 'people', autogenerate: true });
  await upgrade(model);

  const embedded = await openEmbedded({ cwd });
  try {
    const client = new Client(embedded.pgOptions);
    await client.connect();
    await client.query(`INSERT INTO people VALUES (1, 'Ada')`);
    await client.end();
    const dataSource = new DataSource({ type: 'postgres', entities: [People], extra: embedded.pgOptions });
    await dataSource.initialize();
    expect(await dataSource.getRepository(People).find()).toEqual([{ id: 1, name: 'Ada' }]);
    await dataSource.destroy();
  } finally {
    await embedded.close();
  }
  expect(fs.existsSync(path.join(cwd, 'data/own/PG_VERSION'))).toBe(true);
});
