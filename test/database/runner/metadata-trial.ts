/**
 * TypeORM's own schema builder beside our revisions: a database that TypeORM synchronized, an edit carried out there and back by a
 * revision, and at each place `log()` of the model in question finds nothing. Stated once for both versions of TypeORM.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type * as typeorm from 'typeorm';
import { check, downgrade, downgradeScript, revision, upgrade, upgradeScript } from '../../../src/index';
import { keepTogether } from '../../support/kept';
import { createDatabase, type TestDatabase } from '../../support/database';

type Orm = typeof typeorm;
type Model = (orm: Orm) => (typeorm.EntitySchema | NewableFunction)[];
type Columns = Record<string, typeorm.EntitySchemaColumnOptions>;

const ID: Columns = { id: { type: 'integer', primary: true } };
const EMAIL: Columns = { email: { type: 'varchar', nullable: true } };
const N: Columns = { n: { type: 'integer', nullable: true } };
const lowered = (name: string, asExpression: string): Columns => ({
  [name]: { type: 'varchar', nullable: true, generatedType: 'STORED', asExpression },
});

const table =
  (name: string, columns: Columns, schema?: string): Model =>
  (orm) => [
    new orm.EntitySchema({
      name,
      tableName: name,
      columns: { ...ID, ...columns },
      ...(schema === undefined ? {} : { schema }),
    }),
  ];

/** By decorators: an EntitySchema cannot say that a view is materialized. Its first column gets an index then. */
const view =
  (name: string, expression: string, columns: readonly [string, ...string[]], materialized = false): Model =>
  (orm) => {
    class Shown {}
    for (const column of columns) orm.ViewColumn()(Shown.prototype, column);
    if (materialized) orm.Index(`${name}_key`)(Shown.prototype, columns[0]);
    orm.ViewEntity({ name, expression, materialized })(Shown);
    return [Shown];
  };

const all =
  (...models: readonly Model[]): Model =>
  (orm) =>
    models.flatMap((model) => model(orm));

interface Case {
  readonly from: Model;
  readonly to: Model;
  readonly renames?: readonly string[];
  readonly drops?: readonly string[];
  readonly options?: { readonly schema?: string; readonly metadataTableName?: string };
  /** SQL before anything else. */
  readonly first?: string;
}

const PEOPLE = table('people', { ...EMAIL, ...N });
const LONG = `
    SELECT "id" AS "id",
           lower("email") AS "email" -- as it is shown
      FROM "people"
`;
const PLAIN = `SELECT "id" AS "id", "n" AS "n" FROM "people"`;
const OWN = `SELECT "id" AS "id", "n" AS "n" FROM "own"."people"`;
const BIG = table('people', { ...EMAIL, n: { type: 'bigint', nullable: true } });

const CASES: Readonly<Record<string, Case>> = {
  'a view comes': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', PLAIN, ['id']), view('b', LONG, ['id'])),
  },
  'a view with a semicolon at its end comes': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', PLAIN, ['id']), view('b', `${PLAIN} ;\n`, ['id'])),
  },
  'a materialized view comes': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', PLAIN, ['id']), view('b', LONG, ['id'], true)),
  },
  'a view goes': {
    from: all(PEOPLE, view('a', PLAIN, ['id']), view('b', LONG, ['id'])),
    to: all(PEOPLE, view('a', PLAIN, ['id'])),
  },
  'the last view goes': { from: all(PEOPLE, view('a', PLAIN, ['id'])), to: PEOPLE },
  'a view gets a column': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', `SELECT "id" AS "id", "n" AS "n", "email" AS "e" FROM "people"`, ['id'])),
  },
  'a view loses a column': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', `SELECT "n" AS "n" FROM "people"`, ['n'])),
  },
  'a materialized view changes': {
    from: all(PEOPLE, view('a', PLAIN, ['id'], true)),
    to: all(PEOPLE, view('a', LONG, ['id'], true)),
  },
  'a view becomes a materialized one': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(PEOPLE, view('a', PLAIN, ['id'], true)),
  },
  'a view is taken down and put back': {
    from: all(PEOPLE, view('a', PLAIN, ['id'])),
    to: all(BIG, view('a', PLAIN, ['id'])),
  },
  'a view whose print changes is put back': {
    from: all(PEOPLE, view('a', `SELECT "n"::bigint + 1 AS "n" FROM "people"`, ['n'])),
    to: all(BIG, view('a', `SELECT "n"::bigint + 1 AS "n" FROM "people"`, ['n'])),
  },
  'a materialized view is put back, with a view on it': {
    from: all(PEOPLE, view('a', PLAIN, ['id'], true), view('b', `SELECT "id" AS "id" FROM "a"`, ['id'])),
    to: all(BIG, view('a', PLAIN, ['id'], true), view('b', `SELECT "id" AS "id" FROM "a"`, ['id'])),
  },
  'a view goes, and what it stood on is renamed': {
    from: all(PEOPLE, view('a', LONG, ['id'])),
    to: table('people', { ...N, mail: { type: 'varchar', nullable: true } }),
    renames: ['people.email:mail'],
  },
  'a generated column comes': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { ...EMAIL, ...lowered('l', 'lower(email)'), ...lowered('u', ' upper( email ) ') }),
  },
  'a table with generated columns comes': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: all(
      table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
      table('pets', { ...EMAIL, ...lowered('l', `replace(email, '\\', 'it''s')`) }),
    ),
  },
  'a table with generated columns goes': {
    from: all(PEOPLE, table('pets', { ...EMAIL, ...lowered('l', 'lower( email )'), ...lowered('u', 'upper(email)') })),
    to: PEOPLE,
    drops: ['pets'],
  },
  'a generated column goes': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', EMAIL),
    drops: ['people.l'],
  },
  'a generated column is computed in another way': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { ...EMAIL, ...lowered('l', `lower( email ) || '!'`) }),
  },
  'a generated column becomes a plain one': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { ...EMAIL, l: { type: 'varchar', nullable: true } }),
  },
  'a plain column becomes a generated one': {
    from: table('people', { ...EMAIL, l: { type: 'varchar', nullable: true }, ...lowered('x', 'lower(email)') }),
    to: table('people', { ...EMAIL, ...lowered('l', 'lower(email)'), ...lowered('x', 'lower(email)') }),
  },
  'a generated column is renamed': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { ...EMAIL, ...lowered('low', 'lower(email)') }),
    renames: ['people.l:low'],
  },
  'a table with generated columns is renamed': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('persons', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    renames: ['people:persons'],
  },
  'a table is renamed, its generated column with it and computed in another way': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('persons', { ...EMAIL, ...lowered('low', 'upper(email)') }),
    renames: ['people:persons', 'people.l:low'],
  },
  'two generated columns swap their names': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)'), ...lowered('u', 'upper(email)') }),
    to: table('people', { ...EMAIL, ...lowered('u', 'lower(email)'), ...lowered('l', 'upper(email)') }),
    renames: ['people.l:u', 'people.u:l'],
  },
  'a table moves to another schema': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }, 'moved'),
    renames: ['people:moved.people'],
  },
  'what a generated column is computed from changes its type': {
    from: table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
    to: table('people', { email: { type: 'text', nullable: true }, ...lowered('l', 'lower(email)') }),
  },
  'in a schema of its own, under another name': {
    first: 'CREATE SCHEMA own',
    options: { schema: 'own', metadataTableName: 'Known' },
    from: all(PEOPLE, view('a', OWN, ['id'])),
    to: all(
      table('people', { ...EMAIL, n: { type: 'bigint', nullable: true }, ...lowered('l', 'lower(email)') }),
      view('a', OWN, ['id']),
      view('b', `SELECT count(*) AS "c" FROM "own"."people"`, ['c'], true),
    ),
  },
};

const RESPELLED: Case = {
  from: all(PEOPLE, view('a', PLAIN, ['id'])),
  to: all(
    table('people', { ...EMAIL, m: { type: 'integer', nullable: true } }),
    view('a', `SELECT "id" AS "id", "m" AS "n" FROM "people"`, ['id']),
  ),
  renames: ['people.n:m'],
};

let database: TestDatabase;
let cwd: string;
beforeEach(async () => {
  database = await createDatabase({ prefix: 'metadata' });
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-metadata-'));
  keepTogether(cwd, cwd);
  configure({});
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function configure(more: object): void {
  const config = { migrations: { language: 'js' }, owns: ['*'], prettier: false, ...more };
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), JSON.stringify(config));
}

type Run = 'run' | 'script';

/** An edit and its revision, on a database that TypeORM synchronized. */
function trial(edit: Case, orm: Orm) {
  const dataSource = (model: Model): typeorm.DataSource =>
    new orm.DataSource({ ...database.typeormOptions, ...edit.options, entities: model(orm) });
  const ours = (model: Model): { dataSource: typeorm.DataSource; cwd: string } => ({
    dataSource: dataSource(model),
    cwd,
  });
  const connected = async <T>(model: Model, action: (opened: typeorm.DataSource) => Promise<T>): Promise<T> => {
    const opened = await dataSource(model).initialize();
    return action(opened).finally(() => opened.destroy());
  };
  const name = edit.options?.metadataTableName ?? 'typeorm_metadata';
  return {
    synchronize: () => connected(edit.from, (opened) => opened.synchronize()),
    /** What TypeORM would do, in its own words. */
    log: (model: Model) =>
      connected(model, async (opened) =>
        (await opened.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query),
      ),
    async write(): Promise<string> {
      const { renames = [], drops = [] } = edit;
      const answers = { renames, drops, noRenames: false, keeps: [] };
      const { text } = await revision({
        ...ours(edit.to),
        message: 'edit',
        autogenerate: true,
        id: 'af0000000000',
        answers,
      });
      return text ?? '';
    },
    async up(run: Run = 'run'): Promise<void> {
      if (run === 'run') await upgrade(ours(edit.to));
      else await database.query(await upgradeScript(ours(edit.to)));
    },
    async down(run: Run = 'run'): Promise<void> {
      const target = { ...ours(edit.to), target: '-1' };
      if (run === 'run') await downgrade(target);
      else await database.query(await downgradeScript(target));
    },
    check: async () => (await check(ours(edit.to))).state,
    async rows(): Promise<readonly object[]> {
      const schema = edit.options?.schema ?? 'public';
      return database.query(`SELECT m::text AS row FROM "${schema}"."${name}" m ORDER BY 1`);
    },
  };
}

/** All edits, with one TypeORM: there by a run and back by a script, then the other way round. */
export function testMetadata(orm: Orm): void {
  test.each(Object.entries(CASES))('%s', async (_title, edit) => {
    await database.query(edit.first ?? 'SELECT');
    const { synchronize, log, write, up, down, check: state, rows } = trial(edit, orm);
    await synchronize();
    expect(await log(edit.from)).toEqual([]);
    const start = await rows();

    expect(await write()).not.toMatch(/metadata/i);
    await up('run');
    expect(await log(edit.to)).toEqual([]);
    expect(await state()).toBe('agrees');
    const top = await rows();

    await down('script');
    expect(await log(edit.from)).toEqual([]);
    expect(await rows()).toEqual(start);

    await up('script');
    expect(await log(edit.to)).toEqual([]);
    expect(await rows()).toEqual(top);

    await down('run');
    expect(await rows()).toEqual(start);
  });
}

/** What TypeORM finds where nobody keeps its rows, in one version: what the README says of it. */
export function testWithout(orm: Orm): void {
  const edit: Case = {
    from: PEOPLE,
    to: all(table('people', { ...EMAIL, ...N, ...lowered('l', 'lower(email)') }), view('a', PLAIN, ['id'])),
  };

  test.each([
    ['makes views again', PEOPLE, all(PEOPLE, view('a', PLAIN, ['id'])), /^CREATE VIEW "a"/],
    [
      'fails at a generated column',
      table('people', EMAIL),
      table('people', { ...EMAIL, ...lowered('l', 'lower(email)') }),
      /^it fails: .*relation "typeorm_metadata" does not exist/,
    ],
  ])('a table that is not there is not made; then TypeORM %s', async (_title, from, to, found) => {
    const { synchronize, log, write, up, check: state } = trial({ from, to }, orm);
    await synchronize();
    await write();
    await up();
    expect(await state()).toBe('agrees');
    expect(await database.query(`SELECT to_regclass('typeorm_metadata') AS found`)).toEqual([{ found: null }]);
    const finds = await log(to).catch((error: unknown) => [`it fails: ${String(error)}`]);
    expect(finds).toContainEqual(expect.stringMatching(found));
  });

  test('a text that is only written in another way is no operation: its row stays', async () => {
    const { synchronize, log, write, up, down, check: state } = trial(RESPELLED, orm);
    await synchronize();
    await write();
    await up();
    expect(await state()).toBe('agrees');
    expect(await log(RESPELLED.to)).toContainEqual(expect.stringMatching(/^CREATE VIEW "a"/));
    await down();
    expect(await log(RESPELLED.from)).toEqual([]);
  });

  test("typeormMetadata: 'ignore' leaves the rows as they are", async () => {
    const known = all(edit.from, view('b', PLAIN, ['id']));
    const { synchronize, log, write, up, rows } = trial({ ...edit, from: known }, orm);
    configure({ typeormMetadata: 'ignore' });
    await synchronize();
    const start = await rows();
    await write();
    await up();
    expect(await rows()).toEqual(start);
    expect(await log(edit.to)).toContainEqual(expect.stringMatching(/^CREATE VIEW "a"/));
  });
}
