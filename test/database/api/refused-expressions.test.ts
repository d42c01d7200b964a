/** SQL of the models that PostgreSQL refuses: no revision is written with it. What is only not there yet is no fault. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaOptions } from 'typeorm';
import { autogenerate, check, revision } from '../../../src/index';
import { checkJson, checkLines } from '../../../src/report/check';
import { createDatabase, type TestDatabase } from '../../support/database';

type Options = Omit<EntitySchemaOptions<Record<string, unknown>>, 'name'>;

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase({ sql: 'CREATE TABLE posts (id int PRIMARY KEY, title varchar NOT NULL)' });
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-refused-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

const ID = { type: 'int', primary: true } as const;
const TITLE = { type: 'varchar' } as const;

function model(...entities: readonly (Options & { name: string })[]): { dataSource: DataSource; cwd: string } {
  const all = entities.map((options) => new EntitySchema(options));
  return { dataSource: new DataSource({ ...database.typeormOptions, entities: all }), cwd };
}

test.each<[string, Options, string, RegExp]>([
  [
    'a check',
    { columns: { id: ID, title: TITLE }, checks: [{ name: 'CHK', expression: 'lenth(title) > 0' }] },
    'check posts.CHK',
    /function lenth\(character varying\) does not exist/,
  ],
  [
    'a predicate that is not immutable',
    { columns: { id: ID, title: TITLE }, indices: [{ name: 'IDX', columns: ['title'], where: 'now() > now()' }] },
    'index posts.IDX',
    /IMMUTABLE/,
  ],
  [
    'a default',
    { columns: { id: ID, title: TITLE, at: { type: 'timestamptz', nullable: true, default: () => 'nowish()' } } },
    'column posts.at',
    /nowish\(\) does not exist/,
  ],
  [
    'a generated column',
    { columns: { id: ID, title: TITLE, up: { ...TITLE, generatedType: 'STORED', asExpression: 'uper(title)' } } },
    'column posts.up',
    /uper\(character varying\) does not exist/,
  ],
])('%s is refused with its name and what the server says', async (_what, options, object, reason) => {
  const refused = model({ name: 'posts', ...options });
  const thrown: unknown = await revision({ ...refused, message: 'x', autogenerate: true }).catch(
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ code: 'MODEL_REFUSED', exitCode: 1 });
  expect(String(thrown)).toContain(object);
  expect(String(thrown)).toMatch(reason);
  expect(fs.existsSync(path.join(cwd, 'migrations'))).toBe(false);
  const result = await check(refused);
  expect(result.state).toBe('differs');
  expect(checkJson(result)).toMatchObject({ inSync: false, refused: [{ object }] });
  const text = checkLines(result, (_tone, line) => line).join('\n');
  expect(text).toMatch(new RegExp(`PostgreSQL refuses ${object}.*${reason.source}`));
  expect(text).not.toContain('EXPRESSION_REFUSED');
});

test('a changed check is refused like a new one, with its entity', async () => {
  await database.query(`ALTER TABLE posts ADD CONSTRAINT "CHK" CHECK (length(title) > 0)`);
  const checks = [{ name: 'CHK', expression: 'lenth(title) > 0' }];
  const refused = model({ name: 'posts', columns: { id: ID, title: TITLE }, checks });
  await expect(autogenerate(refused)).rejects.toMatchObject({
    code: 'MODEL_REFUSED',
    facts: { refused: expect.stringContaining('lenth(title) > 0') as unknown },
  });
});

test('what the revision itself makes, and what the database has, is there', async () => {
  await database.query(
    `CREATE SEQUENCE numbers; CREATE FUNCTION twice(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT a * 2'`,
  );
  const accepted = model(
    {
      name: 'posts',
      columns: {
        id: ID,
        title: { type: 'text' },
        mood: { type: 'enum', enum: ['glad', 'sad'], default: 'sad' },
        number: { type: 'int', default: () => `nextval('numbers')` },
        double: { type: 'int', generatedType: 'STORED', asExpression: 'twice(id)', nullable: true },
      },
      checks: [{ name: 'CHK', expression: `mood <> 'glad' OR twice(id) > 2` }],
      indices: [{ name: 'IDX', columns: ['title'], where: `mood = 'sad'` }],
    },
    { name: 'tags', columns: { id: ID, of: { type: 'uuid', default: () => 'gen_random_uuid()' } } },
  );
  const { operations } = await autogenerate(accepted);
  expect(operations.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['createTable', 'createEnum', 'createIndex']),
  );
  expect((await check(accepted)).refused).toEqual([]);
});
