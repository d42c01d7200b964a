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

describe('what stays in its own words over what goes', () => {
  const COLOR = `ALTER TABLE posts ADD color varchar NOT NULL`;
  const PLAIN: Options = { columns: { id: ID, title: TITLE } };
  const view = (name: string, expression: string): Options & { name: string } => {
    return { name, type: 'view', expression, columns: { color: TITLE } };
  };

  test.each<[string, string, Options, readonly string[], RegExp]>([
    [
      'a view',
      'CREATE VIEW open AS SELECT p.color FROM posts p',
      PLAIN,
      ['view open', 'open'],
      /color"? does not exist/,
    ],
    [
      'a check',
      `ALTER TABLE posts ADD CONSTRAINT "CHK" CHECK (color <> title)`,
      { ...PLAIN, checks: [{ name: 'CHK', expression: 'color <> title' }] },
      ['check posts.CHK', 'posts'],
      /color"? does not exist/,
    ],
    [
      'a predicate',
      `CREATE INDEX "IDX" ON posts (title) WHERE color <> ''`,
      { ...PLAIN, indices: [{ name: 'IDX', columns: ['title'], where: `color <> ''` }] },
      ['index posts.IDX', 'posts.title'],
      /color"? does not exist/,
    ],
    [
      'a generated column',
      `ALTER TABLE posts ADD up varchar NOT NULL GENERATED ALWAYS AS (upper(color)) STORED`,
      { columns: { id: ID, title: TITLE, up: { ...TITLE, generatedType: 'STORED', asExpression: 'upper(color)' } } },
      ['column posts.up', 'posts.up'],
      /color"? does not exist/,
    ],
  ])('%s over a dropped column is refused', async (_what, sql, posts, [object, entity], reason) => {
    await database.query(`${COLOR}; ${sql}`);
    const views = object === 'view open' ? [view('open', 'SELECT p.color FROM posts p')] : [];
    const answers = { renames: [], noRenames: false, drops: ['posts.color'], keeps: [] };
    const refused = { ...model({ name: 'posts', ...posts }, ...views), answers };
    const thrown: unknown = await revision({ ...refused, message: 'x', autogenerate: true }).catch(
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({ code: 'MODEL_REFUSED' });
    expect(String(thrown)).toContain(object);
    expect(String(thrown)).toMatch(reason);
    expect(fs.existsSync(path.join(cwd, 'migrations'))).toBe(false);
    expect((await check(refused)).refused).toMatchObject([{ entity, object }]);
  });

  test('a view over a dropped table, and what is built on the view', async () => {
    await database.query(`CREATE TABLE other (color varchar); CREATE VIEW open AS SELECT o.color FROM other o;
      CREATE VIEW upper_one AS SELECT w.color FROM open w`);
    const views = [view('open', 'SELECT o.color FROM other o'), view('upper_one', 'SELECT w.color FROM open w')];
    await expect(
      autogenerate({ ...model({ name: 'posts', ...PLAIN }, ...views), drops: ['other'] }),
    ).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
      facts: {
        refused: expect.stringMatching(/^open · view open · .*relation "public.other" does not exist/) as unknown,
      },
    });
  });

  test('what reads another column is not refused, nor what only changes its type beneath a chain that is half declared', async () => {
    await database.query(`${COLOR}; ALTER TABLE posts ADD shade varchar NOT NULL;
      CREATE VIEW open AS SELECT p.color FROM posts p; CREATE VIEW middle AS SELECT v.color FROM open v;
      CREATE VIEW top AS SELECT w.color FROM middle w; CREATE INDEX "IDX" ON posts (title) WHERE color <> 'shade'`);
    const accepted = model(
      {
        name: 'posts',
        columns: { id: ID, title: TITLE, color: { type: 'text' } },
        indices: [{ name: 'IDX', columns: ['title'], where: `color <> 'shade'` }],
      },
      view('open', 'SELECT p.color FROM posts p'),
      view('top', 'SELECT w.color FROM middle w'),
    );
    const { operations, upgrade } = await autogenerate({ ...accepted, drops: ['posts.shade'] });
    expect(operations.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['suspend', 'dropColumn', 'resume']));
    for (const { sql } of upgrade) await database.query(sql);
    expect(await check(accepted)).toMatchObject({ difference: { operations: [] }, refused: [] });
  });
});
