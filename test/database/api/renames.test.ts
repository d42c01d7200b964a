/**
 * Renames from the question to the answer: what is asked and in which words, what the entities and the hints answer, and that an answer
 * is silent once it is carried out.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm';
import { autogenerate, renamedFrom, RenamedFrom, revision, upgrade, type AutogenerateResult } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;
type Fields = Partial<Omit<EntitySchemaOptions<Record<string, unknown>>, 'name' | 'columns'>>;
type Answers = NonNullable<Parameters<typeof autogenerate>[0]>;

const entity = (name: string, columns: Columns, fields: Fields = {}): EntitySchema =>
  new EntitySchema({ name, columns: { id: { type: 'int', primary: true }, ...columns }, ...fields });
const text: EntitySchemaColumnOptions = { type: 'text' };
const oneOf = (...labels: string[]): EntitySchemaColumnOptions => ({ type: 'enum', enum: labels });

let database: TestDatabase;
let cwd: string;
beforeEach(async () => {
  database = await createDatabase({ prefix: 'renames' });
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-renames-'));
  write('stillhead.config.json', { migrations: { language: 'js' }, prettier: false });
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function write(file: string, value: unknown): void {
  fs.writeFileSync(path.join(cwd, file), JSON.stringify(value));
}

function user(entities: readonly (EntitySchema | NewableFunction)[]): { dataSource: DataSource; cwd: string } {
  return { dataSource: new DataSource({ ...database.typeormOptions, entities: [...entities] as EntitySchema[] }), cwd };
}

let made = 0;
async function apply(entities: readonly (EntitySchema | NewableFunction)[], answers: Answers = {}): Promise<void> {
  const given = { renames: [], drops: [], keeps: [], noRenames: false, ...answers };
  made++;
  await revision({ ...user(entities), message: `step ${made}`, autogenerate: true, answers: given });
  await upgrade(user(entities));
}

/** What is asked: the text, and the answers. */
async function asked(entities: readonly EntitySchema[], answers: Answers = {}): Promise<readonly unknown[]> {
  const found: unknown = await autogenerate({ ...user(entities), ...answers }).catch((error: unknown) => error);
  if (!(found instanceof Error) || !('questions' in found)) throw found;
  return (found.questions as AutogenerateResult['questions']).map((one) => [one.text, ...one.answers]);
}

const sql = (found: AutogenerateResult): readonly string[] => found.upgrade.map((statement) => statement.sql);

describe('what is asked', () => {
  test('a column: the most alike first, by type, place and constraints, whatever its name', async () => {
    await apply([entity('t', { name: text, age: { type: 'int' } }, { uniques: [{ columns: ['name'] }] })]);
    const after = entity(
      't',
      { label: text, age: { type: 'int' }, named: { ...text, nullable: true } },
      { uniques: [{ columns: ['label'] }] },
    );
    expect(await asked([after])).toEqual([
      [
        't.name is gone and t.label (text, required, same place, unique), t.named are new: was it renamed?',
        '--rename t.name:label',
        '--rename t.name:named',
        '--no-renames',
      ],
    ]);
  });

  test('a column of another length, and one of an enum whose name comes from the column', async () => {
    await apply([entity('t', { name: { type: 'varchar', length: 10 }, st: oneOf('a', 'b') })]);
    const after = entity('t', { title: { type: 'varchar', length: 20 }, state: oneOf('a', 'b', 'c') });
    expect(await asked([after])).toMatchObject([
      [expect.stringContaining('t.title is new (required, same place)'), '--rename t.name:title', '--no-renames'],
      [expect.stringContaining('t.state is new'), '--rename t.st:state', '--no-renames'],
    ]);
    const found = await autogenerate({ ...user([after]), renames: ['t.name:title', 't.st:state'] });
    expect(sql(found)).toEqual([
      'ALTER TABLE "public"."t" RENAME COLUMN "name" TO "title"',
      'ALTER TABLE "public"."t" RENAME COLUMN "st" TO "state"',
      'ALTER TYPE "public"."t_st_enum" RENAME TO "t_state_enum"',
      `ALTER TYPE "public"."t_state_enum" ADD VALUE 'c'`,
      'ALTER TABLE "public"."t" ALTER COLUMN "title" TYPE character varying(20)',
    ]);
  });

  test('a label, also where another one comes', async () => {
    await apply([entity('t', { st: oneOf('new', 'paid') })]);
    expect(await asked([entity('t', { st: oneOf('new', 'held', 'prepaid') })])).toEqual([
      [
        "'paid' of t_st_enum is gone and 'prepaid', 'held' are new: was it renamed?",
        '--rename t_st_enum.paid:prepaid',
        '--rename t_st_enum.paid:held',
        '--no-renames',
      ],
    ]);
  });

  test('a schema, and not each of its tables', async () => {
    const tables = (schema: string) => ['a', 'b'].map((name) => entity(name, { k: text }, { schema }));
    await apply(tables('app'));
    expect(await asked(tables('billing'))).toEqual([
      [
        'schema app is gone and billing is new (the same 2 tables): was it renamed?',
        '--rename app:billing',
        '--no-renames',
      ],
    ]);
    expect(await asked(tables('billing'), { different: ['app:billing'] })).toEqual(
      ['a', 'b'].map((name): readonly unknown[] => [
        expect.stringContaining(`app.${name} is gone and billing.${name}`),
        `--rename app.${name}:billing.${name}`,
        ...['a', 'b'].filter((other) => other !== name).map((other) => `--rename app.${name}:billing.${other}`),
        '--no-renames',
      ]),
    );
    expect(sql(await autogenerate({ ...user(tables('billing')), renames: ['app:billing'] }))).toEqual([
      'ALTER SCHEMA "app" RENAME TO "billing"',
    ]);
  });

  test('of a schema that holds what is not ours, the tables', async () => {
    await apply([entity('a', { k: text }, { schema: 'app' })]);
    await database.query('CREATE TABLE app.theirs (id int)');
    expect(await asked([entity('a', { k: text }, { schema: 'billing' })])).toMatchObject([
      [expect.stringContaining('app.a is gone'), '--rename app.a:billing.a', '--no-renames'],
    ]);
  });

  test('a table of links, by its links', async () => {
    const model = (name: string, property: string) => [
      entity('g', {}),
      entity('u', {}, { relations: { [property]: { type: 'many-to-many', target: 'g', joinTable: { name } } } }),
    ];
    await apply(model('links', 'groups'));
    expect(await asked(model('memberships', 'groups'))).toMatchObject([
      [
        expect.stringContaining('memberships is new (the same columns, the same foreign keys)'),
        '--rename links:memberships',
        '--no-renames',
      ],
    ]);
  });

  test('what is two things is not asked again; others still are', async () => {
    await apply([entity('t', { a: text, x: { type: 'int' } })]);
    const after = entity('t', { b: text, y: { type: 'int' } });
    expect(await asked([after], { different: ['t.a:b'] })).toMatchObject([
      [expect.any(String), '--drop t.a', '--keep t.a'],
      [expect.any(String), '--rename t.x:y', '--no-renames'],
    ]);
    await expect(asked([after], { different: ['t.nothing:b'] })).rejects.toMatchObject({ code: 'ANSWER_UNKNOWN' });
  });
});

test('a table of links that has a name of its own: the columns that are called after a renamed table follow it', async () => {
  const model = (name: string, links: string) => [
    entity(name, {}),
    entity('job', {}, { relations: { tags: { type: 'many-to-many', target: name, joinTable: { name: links } } } }),
  ];
  await apply(model('tag', 'job_tags'));
  const renames = ['tag:label'];
  const found = await autogenerate({ ...user(model('label', 'job_tags')), renames });
  const columns = sql(found).filter((one) => one.includes(' COLUMN '));
  expect(columns).toEqual(['ALTER TABLE "public"."job_tags" RENAME COLUMN "tagId" TO "labelId"']);
  // The same, said by a person.
  const said = await autogenerate({
    ...user(model('label', 'job_tags')),
    renames: [...renames, 'job_tags.tagId:labelId'],
  });
  expect(sql(said)).toEqual(sql(found));
  await apply(model('label', 'job_tags'), { renames });
  expect((await autogenerate(user(model('label', 'job_tags')))).upgrade).toEqual([]);
});

test('what lies in a renamed table or has a followed name goes by its new name in answers too', async () => {
  await apply([entity('u', { email: text, old: text, st: oneOf('new', 'paid') })]);
  const after = entity('account', { mail: text, st: oneOf('new', 'settled') });
  const renames = ['u:account', 'account.email:mail', 'account_st_enum.paid:settled'];
  await apply([after], { renames, drops: ['account.old'] });
  expect(await autogenerate(user([after]))).toMatchObject({ operations: [], unmanaged: [] });
  const [{ labels }] = (await database.query(`SELECT enum_range(NULL::account_st_enum)::text AS labels`)) as [
    { labels: string },
  ];
  expect(labels).toBe('{new,settled}');
});

describe('what cannot be', () => {
  test('two new names for one thing, or one for two', async () => {
    await apply([entity('t', { a: text, b: text })]);
    const after = user([entity('t', { c: text, d: text })]);
    for (const renames of [
      ['t.a:c', 't.a:d'],
      ['t.a:c', 't.b:c'],
    ])
      await expect(autogenerate({ ...after, renames })).rejects.toMatchObject({ code: 'RENAMED_TWICE', exitCode: 2 });
  });

  test('the schema of the version table', async () => {
    const config = { migrations: { language: 'js' }, prettier: false, versionTable: { schema: 'app' } };
    write('stillhead.config.json', config);
    await apply([entity('a', { k: text }, { schema: 'app' })]);
    const after = [entity('a', { k: text }, { schema: 'billing' })];
    expect(await asked(after)).toMatchObject([
      [expect.stringContaining('app.a is gone'), '--rename app.a:billing.a', '--no-renames'],
    ]);
    await expect(autogenerate({ ...user(after), renames: ['app:billing'] })).rejects.toMatchObject({
      code: 'SCHEMA_OF_VERSION_TABLE',
    });
  });
});

describe('@RenamedFrom', () => {
  test('answers once, is silent afterwards, and never takes a new column that has the old name', async () => {
    const renamed = (columns: Columns) =>
      renamedFrom(entity('people', columns), { name: 'person', columns: { fullName: 'name' } });
    await apply([entity('person', { name: text })]);
    await database.query(`INSERT INTO person VALUES (1, 'Ada')`);

    const found = await autogenerate(user([renamed({ fullName: text })]));
    expect(found.answered).toEqual([
      { answer: 'person:people', by: '@RenamedFrom of people' },
      { answer: 'person.name:fullName', by: '@RenamedFrom of people.fullName' },
    ]);
    await apply([renamed({ fullName: text })]);
    expect(await database.query('SELECT * FROM people')).toEqual([{ id: 1, fullName: 'Ada' }]);
    expect(await autogenerate(user([renamed({ fullName: text })]))).toMatchObject({
      operations: [],
      answered: [],
      warnings: [],
    });

    const later = renamed({ fullName: text, name: { ...text, nullable: true } });
    await apply([later]);
    expect(await database.query('SELECT * FROM people')).toEqual([{ id: 1, fullName: 'Ada', name: null }]);
    expect(await autogenerate(user([later]))).toMatchObject({ operations: [], answered: [] });
    // Gone again, it is a drop to be answered, and no rename.
    expect(await asked([renamed({ fullName: text })])).toMatchObject([
      [expect.any(String), '--drop people.name', '--keep people.name'],
    ]);
  });

  test('of a column that comes from a class above, and of the name of a property', async () => {
    const { Entity, PrimaryColumn, Column } = jest.requireActual<typeof import('typeorm')>('typeorm');
    const before = () => {
      @Entity('t')
      class T {
        @PrimaryColumn() id: number;
        @Column({ name: 'made_at' }) madeAt: string;
        @Column() firstName: string;
      }
      return T;
    };
    abstract class Base {
      @PrimaryColumn() id: number;
      @RenamedFrom('made_at') @Column() createdAt: string;
    }
    @Entity('t')
    class T extends Base {
      @RenamedFrom('newer') @RenamedFrom('firstName') @Column() givenName: string;
    }
    await apply([before()]);
    expect(sql(await autogenerate(user([T])))).toEqual([
      'ALTER TABLE "public"."t" RENAME COLUMN "made_at" TO "createdAt"',
      'ALTER TABLE "public"."t" RENAME COLUMN "firstName" TO "givenName"',
    ]);
  });

  test('a table from another schema', async () => {
    await apply([entity('t', { k: text }, { schema: 'old' })]);
    const moved = renamedFrom(entity('t', { k: text }, { schema: 'app' }), { schema: 'old' });
    expect(sql(await autogenerate(user([moved])))).toEqual([
      'CREATE SCHEMA IF NOT EXISTS "app"',
      'ALTER TABLE "old"."t" SET SCHEMA "app"',
    ]);
  });

  test('a flag goes before it', async () => {
    await apply([entity('t', { a: text, b: text })]);
    const after = renamedFrom(entity('t', { c: text }), { columns: { c: 'a' } });
    const found = await autogenerate({ ...user([after]), renames: ['t.b:c'], drops: ['t.a'] });
    expect(sql(found)[0]).toBe('ALTER TABLE "public"."t" RENAME COLUMN "b" TO "c"');
    expect(found.answered).toEqual([]);
  });
});

describe('stillhead.hints.json', () => {
  test('answers once, says so, and is silent afterwards; what fits nothing is named', async () => {
    await apply([entity('u', { email: text, st: oneOf('new', 'paid'), legacy: { ...text, nullable: true } })]);
    const after = entity('account', { mail: text, st: oneOf('new', 'settled') });
    const renames = ['u:account', 'u.email:mail', 'account_st_enum.paid:settled'];
    write('stillhead.hints.json', { renames: [...renames, 'u.nickname:nick'], keeps: ['u.legacy'] });
    const found = await autogenerate(user([after]));
    expect(found.answered).toEqual([
      { answer: 'u:account', by: 'stillhead.hints.json' },
      { answer: 'u.email:mail', by: 'stillhead.hints.json' },
      { answer: 'u_st_enum.paid:settled', by: 'stillhead.hints.json' },
    ]);
    expect(found.unmanaged).toEqual(['column account.legacy']);
    expect(found.warnings).toMatchObject([
      { code: 'HINT_UNKNOWN', message: expect.stringContaining("'u.nickname:nick'") },
    ]);
    write('stillhead.hints.json', { renames, keeps: ['account.legacy'] });
    await apply([after]);
    expect(await autogenerate(user([after]))).toMatchObject({ operations: [], answered: [], warnings: [] });
  });

  test('two things that are no rename', async () => {
    await apply([entity('t', { a: text })]);
    write('stillhead.hints.json', { different: ['t.a:b'] });
    expect(await asked([entity('t', { b: text })])).toMatchObject([[expect.any(String), '--drop t.a', '--keep t.a']]);
  });

  test('may have another name, and must hold what it can', async () => {
    await apply([entity('t', { a: text })]);
    write('stillhead.config.json', { migrations: { language: 'js' }, prettier: false, hints: 'db/hints.json' });
    await expect(autogenerate(user([entity('t', { a: text })]))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    fs.mkdirSync(path.join(cwd, 'db'));
    write('db/hints.json', { renames: 't.a:b' });
    expect((await autogenerate(user([entity('t', { b: text })]))).answered).toEqual([
      { answer: 't.a:b', by: 'db/hints.json' },
    ]);
    write('db/hints.json', { drops: ['t.a'] });
    await expect(autogenerate(user([entity('t', { b: text })]))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('drops: is not known'),
    });
  });
});
