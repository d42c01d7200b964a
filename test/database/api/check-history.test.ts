/** What `check` says of the migrations: whether they run, and whether they make what the models declare. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaOptions } from 'typeorm';
import { autogenerate, check, downgrade, revision, upgrade } from '../../../src/index';
import { checkJson, checkLines } from '../../../src/report/check';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

type Fields = EntitySchemaOptions<Record<string, unknown>>['columns'];

const ID: Fields = { id: { type: Number, primary: true, generated: true } };
const PERSON: Fields = { ...ID, name: { type: 'varchar' } };
const NICKNAME: Fields = { ...PERSON, nickname: { type: 'varchar', nullable: true } };
const AGE: Fields = { ...NICKNAME, age: { type: 'integer', nullable: true } };

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase();
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-check-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function model(tables: Record<string, Fields>): { dataSource: DataSource; cwd: string } {
  const entities = Object.entries(tables).map(([name, columns]) => new EntitySchema({ name, columns }));
  return { dataSource: new DataSource({ ...database.typeormOptions, entities }), cwd };
}

async function generate(tables: Record<string, Fields>, id: string): Promise<void> {
  await revision({ ...model(tables), message: `to ${id}`, autogenerate: true, id });
  await upgrade(model(tables));
}

async function told(tables: Record<string, Fields>): Promise<string> {
  return checkLines(await check(model(tables)), (_tone, text) => text).join('\n');
}

/** The file of a revision is written anew, under another name: this process holds the other one already. */
function rewrite(id: string, change: (text: string) => string): string {
  const folder = path.join(cwd, 'migrations');
  const name = fs.readdirSync(folder).find((each) => each.includes(id)) ?? '';
  const before = fs.readFileSync(path.join(folder, name), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  fs.rmSync(path.join(folder, name));
  fs.writeFileSync(path.join(folder, `again_${name}`), after);
  return path.join(folder, `again_${name}`);
}

describe('a database that is behind', () => {
  beforeEach(async () => {
    await generate({ persons: PERSON }, 'aaaa');
    await generate({ persons: NICKNAME }, 'bbbb');
    await downgrade({ ...model({ persons: NICKNAME }), target: '-1' });
  });

  test('is behind only where the pending revisions make what the models declare', async () => {
    const start = await fingerprint(database);
    expect(await check(model({ persons: NICKNAME }))).toMatchObject({ state: 'behind', ahead: null });
    const ahead = await check(model({ persons: AGE }));
    expect(ahead).toMatchObject({ state: 'ahead', difference: { operations: [] }, position: { pending: 1 } });
    expect(ahead.ahead?.difference.upgrade.map(({ sql }) => sql)).toEqual([
      'ALTER TABLE "public"."persons" ADD COLUMN "age" integer',
    ]);
    expect(checkJson(ahead)).toMatchObject({
      inSync: false,
      operations: [],
      pending: 1,
      ahead: { operations: [{ kind: 'addColumn', object: 'persons.age' }], questions: [] },
    });
    expect(await fingerprint(database)).toEqual(start);
  });

  test('says what the models have beyond the migrations, and the two commands to type', async () => {
    const text = await told({ persons: AGE });
    expect(text).toContain('is what the migrations make, at aaaa, 1 revision behind');
    expect(text).toContain('the models are ahead of the migrations: 1 difference to bbbb, head');
    expect(text).toMatch(/persons\.age +in the model, not in the migrations/);
    expect(text).toContain(
      'exit 3 · 1 revision pending: stillhead upgrade, then  stillhead revision --autogenerate -m "…"',
    );
  });

  test('a column that the model lost is a question', async () => {
    const { state, ahead } = await check(model({ persons: ID }));
    expect(state).toBe('ahead');
    expect(ahead?.difference.questions.map(({ answers }) => answers[0])).toEqual([
      '--drop persons.name',
      '--drop persons.nickname',
    ]);
  });

  test('drift and models ahead are both told, each by its sides', async () => {
    await database.query('ALTER TABLE persons DROP COLUMN name');
    const text = await told({ persons: AGE });
    expect(text).toMatch(/persons\.name +in the migrations, not in the database/);
    expect(text).toMatch(/persons\.age +in the model, not in the migrations/);
    expect(text).toContain('somebody changed this database beside its history');
  });
});

describe('an extension that a pending revision requires', () => {
  const CITEXT: Fields = { ...PERSON, email: { type: 'citext', nullable: true } };
  beforeEach(async () => {
    await generate({ persons: PERSON }, 'aaaa');
    await database.query('CREATE EXTENSION citext');
    await generate({ persons: CITEXT }, 'bbbb');
    await downgrade({ ...model({ persons: CITEXT }), target: '-1' });
    const [name = ''] = fs.readdirSync(path.join(cwd, 'migrations')).filter((each) => each.includes('bbbb'));
    expect(fs.readFileSync(path.join(cwd, 'migrations', name), 'utf8')).not.toContain('createExtension');
    rewrite('bbbb', (text) =>
      text.replace('  await op.addColumn(', `  await op.requireExtension('citext');\n  await op.addColumn(`),
    );
  });

  test('and that the database has leaves the upgrade as all there is to do', async () => {
    expect(await check(model({ persons: CITEXT }))).toMatchObject({ state: 'behind', lacking: [] });
  });

  test('and that it lacks is told with what makes it', async () => {
    await database.query('DROP EXTENSION citext');
    const found = await check(model({ persons: CITEXT }));
    expect(found).toMatchObject({ state: 'lacks', lacking: [{ name: 'citext', revision: 'bbbb' }] });
    expect(found.difference.warnings).toEqual([]);
    expect(checkJson(found)).toMatchObject({ inSync: false, pending: 1, lacking: [{ name: 'citext' }] });
    expect(checkLines(found, (_tone, text) => text).at(-1)).toBe(
      'exit 3 · 1 revision pending, and an extension required that this database lacks, "citext" (bbbb): as a role that may, ' +
        'CREATE EXTENSION IF NOT EXISTS "citext"; then  stillhead upgrade',
    );
    await expect(upgrade(model({ persons: CITEXT }))).rejects.toThrow('"citext" is not installed');
  });
});

test('what a database held before its history is no difference of the models', async () => {
  await database.query('CREATE TABLE tags (id serial CONSTRAINT "PK_tags" PRIMARY KEY, label varchar NOT NULL)');
  const tags: Fields = { ...ID, label: { type: 'varchar' } };
  await generate({ tags, persons: PERSON }, 'aaaa');
  await generate({ tags, persons: NICKNAME }, 'bbbb');
  await downgrade({ ...model({ tags }), target: '-1' });
  expect(await check(model({ tags, persons: NICKNAME }))).toMatchObject({ state: 'behind', ahead: null });
});

describe('a revision that would run nowhere', () => {
  beforeEach(async () => {
    await generate({ persons: PERSON }, 'aaaa');
    await generate({ persons: NICKNAME }, 'bbbb');
  });

  test.each([
    [
      'no JavaScript',
      'REVISION_FILE_INVALID',
      (text: string) => text.replace('await op.addColumn(', 'await await op.addColumn(('),
    ],
    ['an unknown operation', 'REVISION_FAILED', (text: string) => text.replace('op.addColumn(', 'op.addColum(')],
    [
      'a call that is not awaited',
      'NOT_AWAITED',
      (text: string) => text.replace('await op.addColumn(', 'op.addColumn('),
    ],
    [
      'no SQL',
      'STATEMENT_FAILED',
      (text: string) =>
        text.replace('await op.addColumn(', 'await op.execute(op.sql`ALTR TABLE persons`);\n  await op.addColumn('),
    ],
  ])('fails check and revision with its file and line: %s', async (_what, code, change) => {
    const file = rewrite('bbbb', change);
    const line =
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((each) => /addColum|ALTR/.test(each)) + 1;
    const thrown: unknown = await check(model({ persons: NICKNAME })).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code,
      exitCode: 1,
      facts: { state: 'found on a throw-away database; yours was not touched' },
    });
    expect(JSON.stringify(thrown)).toContain(code === 'REVISION_FILE_INVALID' ? file : `${file}:${line}`);
    await expect(autogenerate(model({ persons: AGE }))).rejects.toMatchObject({ code });
  });

  test('fails check also where it is pending', async () => {
    await downgrade({ ...model({ persons: NICKNAME }), target: '-1' });
    rewrite('bbbb', (text) => text.replace('op.addColumn(', 'op.addColum('));
    await expect(check(model({ persons: NICKNAME }))).rejects.toMatchObject({ code: 'REVISION_FAILED' });
  });
});

test('a statement that the throw-away database lacks something for is a warning, with revision, file and line', async () => {
  await generate({ persons: PERSON }, 'aaaa');
  rewrite('aaaa', (text) =>
    text.replace('};', '  await op.execute(op.sql`GRANT SELECT ON persons TO nobody_there`);\n};'),
  );
  const result = await check(model({ persons: PERSON }));
  expect(result.state).toBe('agrees');
  const [warning, ...others] = result.difference.warnings;
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ code: 'HISTORY_NOT_REPLAYED' });
  expect(warning?.message).toMatch(/nothing is proposed to be removed.* aaaa \(migrations\/[^)]*:\d+\): 42704 /);
  expect(checkJson(result)).toMatchObject({ inSync: true, warnings: [{ code: 'HISTORY_NOT_REPLAYED' }] });
  expect((await autogenerate(model({ persons: PERSON }))).warnings).toEqual([]);
});

test('an extension that a revision names only when it runs is there for the replay', async () => {
  await generate({ persons: PERSON }, 'aaaa');
  await revision({ ...model({ persons: PERSON }), message: 'put together', id: 'bbbb' });
  rewrite('bbbb', (text) =>
    text.replace(
      /(exports\.upgrade = [^{]*\{|async function upgrade\([^{]*\{)/,
      `$1 await op.execute('CREATE EXTENSION ' + ['ci', 'text'].join(''));`,
    ),
  );
  const { state, difference } = await check(model({ persons: PERSON }));
  expect({ state, warnings: difference.warnings }).toEqual({ state: 'behind', warnings: [] });
});

test('an extension that is missing where the history looks for it: in which database, and what makes it', async () => {
  await generate({ persons: PERSON }, 'aaaa');
  rewrite('aaaa', (text) =>
    text.replace('await op.createTable(', "await op.requireExtension('uuid-ossp');\n  await op.createTable("),
  );
  const [warning, ...others] = (await check(model({ persons: PERSON }))).difference.warnings;
  expect(others).toEqual([]);
  expect(warning?.code).toBe('HISTORY_NOT_REPLAYED');
  expect(warning?.message).toMatch(
    /to be removed: the extension "uuid-ossp" that revision aaaa \(migrations\/\S+_aaaa_\S+:\d+\) requires is missing in /,
  );
  expect(warning?.message).toMatch(
    new RegExp(`missing in ${database.name} on \\S+; there, as a role that may: CREATE EXTENSION .* "uuid-ossp"$`),
  );
  await database.query('CREATE EXTENSION "uuid-ossp"');
  expect((await check(model({ persons: PERSON }))).difference.warnings).toEqual([]);
});

describe('models and database agree', () => {
  beforeEach(async () => {
    await generate({ persons: PERSON }, 'aaaa');
    await generate({ persons: NICKNAME }, 'bbbb');
  });

  test('but an applied revision makes something else: what, how a new database would be put right, and the next command', async () => {
    rewrite('bbbb', (text) => text.replaceAll(`type: 'varchar'`, `type: 'varchar(50)'`));
    const start = await fingerprint(database);
    const found = await check(model({ persons: NICKNAME }));
    expect(found).toMatchObject({ state: 'unmade', difference: { operations: [] }, position: { pending: 0 } });
    expect(checkJson(found)).toMatchObject({
      inSync: false,
      operations: [],
      ahead: {
        operations: [{ kind: 'alterColumn', object: 'persons.nickname' }],
        statements: ['ALTER TABLE "public"."persons" ALTER COLUMN "nickname" TYPE character varying'],
      },
    });
    const text = checkLines(found, (_tone, each) => each).join('\n');
    expect(text).toMatch(/^1 entity and \S+ on \S+ agree, at bbbb, head, but the migrations do not make it\n/);
    expect(text).toMatch(/persons\.nickname +type: varchar\(50\) in the migrations, varchar in the model/);
    expect(text).toMatch(/\nexit 3 · .* stillhead diff --from head --to model$/);
    expect(await fingerprint(database)).toEqual(start);
  });

  test('and a column that no revision makes is one, a table that no revision makes is none', async () => {
    await database.query(`ALTER TABLE persons ADD age integer;
      CREATE TYPE tags_kind_enum AS ENUM ('a');
      CREATE TABLE tags (id serial CONSTRAINT "PK_tags" PRIMARY KEY, label varchar NOT NULL, kind tags_kind_enum NOT NULL DEFAULT 'a',
        CONSTRAINT short CHECK (label IN ('x', 'y')))`);
    const tags: Fields = { ...ID, label: { type: 'varchar' }, kind: { type: 'enum', enum: ['a'], default: 'a' } };
    const found = await check(model({ persons: AGE, tags }));
    expect(found.difference).toMatchObject({ operations: [], questions: [] });
    expect(found.ahead?.difference.upgrade.map(({ sql }) => sql)).toEqual([
      'ALTER TABLE "public"."persons" ADD COLUMN "age" integer',
    ]);
    await database.query('ALTER TABLE persons DROP age');
    expect(await check(model({ persons: NICKNAME, tags }))).toMatchObject({ state: 'agrees', ahead: null });
  });

  test('and a history that nobody can replay tells nothing', async () => {
    rewrite('bbbb', (text) =>
      text
        .replaceAll(`type: 'varchar'`, `type: 'varchar(50)'`)
        .replace(
          'await op.addColumn(',
          'await op.execute(op.sql`GRANT SELECT ON persons TO nobody_there`);\n  await op.addColumn(',
        ),
    );
    const found = await check(model({ persons: NICKNAME }));
    expect(found).toMatchObject({ state: 'agrees', ahead: null });
    expect(found.difference.warnings.map(({ code }) => code)).toEqual(['HISTORY_NOT_REPLAYED']);
  });

  test('and an extension that no revision needs, and what is beyond decorators, are no difference', async () => {
    await database.query('CREATE EXTENSION citext; CREATE TABLE mails (id serial PRIMARY KEY, at citext NOT NULL)');
    const mails: Fields = { ...ID, at: { type: 'citext' } };
    await database.query(
      'CREATE INDEX of_the_operators ON persons (name); ALTER TABLE persons ENABLE ROW LEVEL SECURITY',
    );
    const models = { persons: NICKNAME, mails };
    expect(await check(model(models))).toMatchObject({ state: 'agrees', ahead: null });
  });
});
