/** What is dropped, what is kept and named, and what the library leaves alone. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaOptions } from 'typeorm';
import { autogenerate, check, revision, upgrade } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

type Fields = EntitySchemaOptions<Record<string, unknown>>['columns'];

const ID: Fields = { id: { type: Number, primary: true, generated: true } };
const PERSON: Fields = { ...ID, name: { type: 'varchar' }, nickname: { type: 'varchar', nullable: true } };
const WITHOUT_NICKNAME: Fields = { ...ID, name: { type: 'varchar' } };

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase();
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-ownership-'));
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function model(tables: Record<string, Fields>): { dataSource: DataSource; cwd: string } {
  const entities = Object.entries(tables).map(([name, columns]) => new EntitySchema({ name, columns }));
  return { dataSource: new DataSource({ ...database.typeormOptions, entities }), cwd };
}

/** As a project whose history is kept in files. */
async function apply(tables: Record<string, Fields>, drops: string[] = []): Promise<void> {
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
  const answers = { renames: [], noRenames: false, drops, keeps: [] };
  await revision({ ...model(tables), message: 'change', autogenerate: true, answers });
  await upgrade(model(tables));
}

const HAND_MADE = `
  CREATE TABLE audit (id int); CREATE VIEW audit_view AS SELECT id FROM audit; CREATE TYPE mood AS ENUM ('sad');
  ALTER TABLE persons ADD COLUMN seen timestamptz, ADD CONSTRAINT by_hand CHECK (name <> ''), ADD CONSTRAINT once UNIQUE (name);
  CREATE INDEX persons_seen ON persons (seen);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touched BEFORE UPDATE ON persons FOR EACH ROW EXECUTE FUNCTION touch();`;

test('what somebody else made is kept and named, and nothing of it is asked', async () => {
  await apply({ persons: PERSON });
  await database.query(HAND_MADE);
  const result = await check(model({ persons: PERSON }));
  expect(result.state).toBe('agrees');
  expect(result.difference.unmanaged).toEqual([
    'check persons.by_hand',
    'column persons.seen',
    'enum mood',
    'function touch()',
    'index persons.persons_seen',
    'table audit',
    'trigger persons.touched',
    'unique persons.once',
    'view audit_view',
  ]);
});

test('what the history made goes with an answer only', async () => {
  await apply({ persons: PERSON, tags: ID });
  await database.query(`INSERT INTO persons (name, nickname) VALUES ('Ada', 'a'), ('Grace', NULL)`);
  const later = { persons: WITHOUT_NICKNAME };
  await expect(autogenerate(model(later))).rejects.toMatchObject({
    code: 'ANSWER_NEEDED',
    exitCode: 4,
    questions: [
      { answers: ['--drop tags', '--keep tags'], figure: '0 rows now' },
      { answers: ['--drop persons.nickname', '--keep persons.nickname'], figure: '1 value now' },
    ],
  });
  const kept = await autogenerate({ ...model(later), keeps: ['tags', 'persons.nickname'] });
  expect(kept.operations).toEqual([]);
  const dropped = await autogenerate({ ...model(later), drops: ['tags', 'persons.nickname'] });
  expect(dropped.upgrade.map((statement) => statement.sql)).toEqual([
    'ALTER TABLE "public"."persons" DROP COLUMN "nickname"',
    'DROP TABLE "public"."tags"',
  ]);
  await apply(later, ['tags', 'persons.nickname']);
  expect((await check(model(later))).state).toBe('agrees');
});

test('what nobody of us made goes when a person names it', async () => {
  await database.query('CREATE TABLE persons (id serial PRIMARY KEY, name varchar NOT NULL, nickname varchar)');
  expect((await autogenerate(model({ persons: WITHOUT_NICKNAME }))).operations).toEqual([]);
  const { operations } = await autogenerate({ ...model({ persons: WITHOUT_NICKNAME }), drops: ['persons.nickname'] });
  expect(operations).toMatchObject([{ kind: 'dropColumn', name: 'nickname' }]);
});

test('the library leaves DataSource, database and folder as they are', async () => {
  const { dataSource } = model({ persons: PERSON });
  const options = { ...dataSource.options };
  const before = await fingerprint(database);
  for (const initialised of [false, true]) {
    if (initialised) await dataSource.initialize();
    const { operations, unmanaged } = await autogenerate({ dataSource, cwd });
    expect(operations.map((operation) => operation.kind)).toEqual(['createTable']);
    expect(unmanaged).toEqual([]);
    expect((await check({ dataSource, cwd })).state).toBe('differs');
    expect(dataSource.isInitialized).toBe(initialised);
  }
  expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(dataSource.options).toEqual(options);
  await dataSource.destroy();
  expect(await fingerprint(database)).toEqual(before);
  expect(fs.readdirSync(cwd)).toEqual([]);
});

test('a database that is behind is compared with the history at its own revision', async () => {
  await apply({ persons: PERSON });
  fs.writeFileSync(
    path.join(cwd, 'migrations', 'later.js'),
    `exports.revision = 'abcdef123456'; exports.downRevision = '${await only(database)}';
     exports.upgrade = async (op) => { await op.addColumn('persons', { name: 'age', type: 'integer' }); };
     exports.downgrade = async (op) => { await op.dropColumn('persons', 'age'); };`,
  );
  const now = model({ persons: { ...PERSON, age: { type: 'integer', nullable: true } } });
  expect(await check(now)).toMatchObject({ state: 'behind', position: { pending: 1 } });
  await database.query('ALTER TABLE persons DROP COLUMN nickname');
  const drifted = await check(now);
  expect(drifted.state).toBe('differs');
  expect(drifted.difference.summaries.map((each) => each.summary)).toEqual(["added column 'persons.nickname'"]);
  await expect(autogenerate(now)).rejects.toMatchObject({ code: 'NOT_AT_HEAD' });
});

async function only(of: TestDatabase): Promise<string> {
  const [row] = await of.query<{ version_num: string }>('SELECT version_num FROM stillhead_version');
  return row?.version_num ?? '';
}
