/**
 * What the database's own statistics add to a question about a rename: order and words, on the server under test. The values that they hold
 * must show nowhere, and reading them writes nothing.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { autogenerate, check, revision, upgrade } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const TEXT: EntitySchemaColumnOptions = { type: 'text', nullable: true };
const BEFORE: Columns = { zzz: TEXT, st: TEXT, boxed: { type: 'box', nullable: true } };
const AFTER: Columns = {
  motto: TEXT,
  handle: { type: 'text', unique: true },
  state: { type: 'enum', enum: ['new', 'paid', 'held'], nullable: true },
  frame: { type: 'box', nullable: true },
};
const FLAGS = { renames: [], drops: [], keeps: [], noRenames: false };

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase({ prefix: 'statistics' });
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-statistics-'));
  const config = { migrations: { language: 'js' }, prettier: false };
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), JSON.stringify(config));
  await revision({ ...user(BEFORE), message: 'before', autogenerate: true });
  await upgrade(user(BEFORE));
  await database.query(`INSERT INTO t SELECT i, 'secret-' || i, CASE WHEN i % 3 > 0 THEN 'paid' ELSE 'new' END,
    box(point(i % 2, 0), point(1, 1)) FROM generate_series(1, 60) i`);
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function user(columns: Columns) {
  const t = new EntitySchema({ name: 't', columns: { id: { type: 'int', primary: true }, ...columns } });
  return { dataSource: new DataSource({ ...database.typeormOptions, entities: [t] }), cwd };
}

async function asked(): Promise<Readonly<Record<string, string>>> {
  const found: unknown = await autogenerate(user(AFTER)).catch((error: unknown) => error);
  const { questions } = (await check(user(AFTER))).difference;
  expect(found).toMatchObject({ code: 'ANSWER_NEEDED', questions });
  expect(JSON.stringify([found, questions, files()])).not.toMatch(/secret-\d/);
  return Object.fromEntries(questions.map(({ object, text }) => [object.name, text]));
}

/** All that lies in the project, its cache too. */
function files(): readonly string[] {
  const found = fs.readdirSync(cwd, { recursive: true, withFileTypes: true });
  return found
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => fs.readFileSync(path.join(parentPath, name), 'utf8'));
}

test('unanalyzed: as ever; analyzed: by what the values fit, and no value is told', async () => {
  expect(await asked()).toEqual({
    zzz: 't.zzz is gone and t.motto (text, optional, same place), t.handle are new: was it renamed?',
    st: 't.st is gone and t.motto (text, optional, same place), t.handle are new: was it renamed?',
    boxed: expect.stringContaining('t.frame is new (box, optional, same place)') as unknown,
  });
  await database.query('ANALYZE t');
  expect(await asked()).toEqual({
    zzz: 't.zzz is gone and t.handle (text, same place, never null, all values differ), t.motto are new: was it renamed?',
    st: 't.st is gone and t.state (optional, same place, its common values are labels), t.motto, t.handle are new: was it renamed?',
    boxed: expect.stringContaining('t.frame is new (box, optional, same place)') as unknown,
  });
});

test('text that became the enum keeps its values', async () => {
  await database.query('ANALYZE t');
  const { st: _gone, ...others } = BEFORE;
  const after = user({ ...others, state: AFTER['state'] ?? TEXT });
  await revision({ ...after, message: 'after', autogenerate: true, answers: { ...FLAGS, renames: ['t.st:state'] } });
  expect(JSON.stringify(files())).not.toMatch(/secret-\d/);
  await upgrade(after);
  expect((await check(after)).state).toBe('agrees');
  expect(await database.query('SELECT state::text, count(*)::int FROM t GROUP BY 1 ORDER BY 1')).toEqual([
    { state: 'new', count: 20 },
    { state: 'paid', count: 40 },
  ]);
});
