/** What the server refuses is answered with what to do about it, in the words of a revision and never with CASCADE. */
import * as fs from 'node:fs';
import { openDatabase } from '../../../src/database';
import type { Session } from '../../../src/session';
import { makeProject, revisionText, type Project } from './project';

let project: Project;
let file: string;
beforeAll(async () => {
  project = await makeProject();
  file = project.write('aaaa', '');
  await project.database.query(`
    CREATE TABLE t (id int PRIMARY KEY, name varchar, other int);
    INSERT INTO t VALUES (1, 'same', NULL), (2, 'same', 70000);
    CREATE VIEW v AS SELECT name FROM t;
    CREATE TYPE e AS ENUM ('one');`);
});
afterAll(async () => {
  await project.close();
});

async function refused(sql: string, session?: Session): Promise<unknown> {
  fs.writeFileSync(file, revisionText('aaaa', null, `  await op.execute(${JSON.stringify(sql)});`, ''));
  return project.upgrade('head', {}, session).then(
    () => 'it ran',
    (error: unknown) => error,
  );
}

const CASES: readonly (readonly [sqlstate: string, sql: string, hint: RegExp])[] = [
  ['22001', 'ALTER TABLE t ALTER other TYPE varchar(2) USING other::text::varchar', /^a value is longer than the type/],
  ['22003', 'ALTER TABLE t ALTER other TYPE smallint', /^a value is out of the type's range: .* await op\.execute/],
  ['22P02', 'ALTER TABLE t ALTER other TYPE e USING other::text::e', /^a value is none of the type: .*`using`/],
  ['23502', 'ALTER TABLE t ALTER other SET NOT NULL', /^rows have no value there: fill them/],
  ['23505', 'CREATE UNIQUE INDEX u ON t (name)', /^rows have the same value: tell them apart/],
  ['23514', "ALTER TABLE t ADD CHECK (name <> 'same')", /^rows break the check/],
  ['23503', 'ALTER TABLE t ADD FOREIGN KEY (other) REFERENCES t (id)', /^rows point at what is not there/],
  ['42804', 'ALTER TABLE t ALTER other TYPE uuid', /^say in `using` how/],
  ['42703', 'ALTER TABLE t DROP COLUMN gone', /^what it names is not in this database/],
  ['42P01', 'ALTER TABLE gone ADD x int', /stillhead check tells what else differs$/],
  ['42704', 'DROP TYPE gone', /^what it names is not in this database/],
  ['42P07', 'CREATE TABLE t ()', /^it is there already: .*stillhead stamp aaaa, else rename what is in the way$/],
  ['42710', "CREATE TYPE e AS ENUM ('two')", /^it is there already/],
  ['2BP01', 'DROP TABLE t', /^what depends on it stands in the detail: drop or change that by name/],
  ['0A000', 'ALTER TABLE t ALTER name TYPE text', /^take down what stands in the way/],
  ['42601', 'ALTER TABEL t', /^correct the SQL/],
  ['25001', 'VACUUM t', /transaction: false/],
];

test.each(CASES)('%s: %s', async (sqlstate, sql, hint) => {
  expect(await refused(sql)).toMatchObject({
    code: 'STATEMENT_FAILED',
    facts: { sqlstate },
    hint: expect.stringMatching(hint) as unknown,
  });
});

test('what PostgreSQL advises is kept', async () => {
  const sql = 'ALTER TABLE t ADD CHECK (nam IS NOT NULL)';
  expect(await refused(sql)).toMatchObject({ hint: 'Perhaps you meant to reference the column "t.name".' });
});

test('a right that is missing is NO_RIGHTS, with the statement and what gives it', async () => {
  const role = `limited_${project.database.name}`;
  await project.database.query(`
    CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA public TO ${role};
    CREATE TABLE IF NOT EXISTS stillhead_version (version_num text PRIMARY KEY, running text, statements_done int, statements_digest text);
    GRANT ALL ON stillhead_version TO ${role};`);
  const options = { ...project.database.typeormOptions, username: role };
  const session = await openDatabase({ dataSourceOptions: options });
  const state = 'nothing of this revision was kept; the database is at base';
  try {
    expect(await refused('ALTER TABLE t ADD x int', session)).toMatchObject({
      code: 'NO_RIGHTS',
      message: `${role} may not run this statement: must be owner of table t`,
      facts: { user: role, sqlstate: '42501', statement: 'ALTER TABLE t ADD x int', state },
      hint: `as the owner: ALTER TABLE "t" OWNER TO "${role}"`,
    });
    expect(await refused('SELECT FROM t', session)).toMatchObject({
      code: 'NO_RIGHTS',
      hint: `as the owner: GRANT ALL ON TABLE "t" TO "${role}"`,
    });
    expect(await refused('CREATE ROLE another', session)).toMatchObject({
      code: 'NO_RIGHTS',
      hint: 'run it as a role that may, or let this one',
    });
  } finally {
    await session.close();
    await project.database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});
