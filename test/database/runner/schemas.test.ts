/** Schemas and extensions that revisions make: a downgrade drops what they made while it is unused, and leaves what was there before. */
import { planDowngrade, planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { toScript } from '../../../src/runner/offline';
import { runPlan } from '../../../src/runner/run';
import { serverMajor } from '../../support/database';
import { makeProject, type Project } from './project';

const NAME = `we"ird\n-- it's`;
const QUOTED = `"we""ird\n-- it's"`;

let project: Project;
beforeEach(async () => {
  project = await makeProject();
  project.write(
    'aaaa',
    `  await op.createSchema(${JSON.stringify(NAME)}, { comment: 'ours' });`,
    `  await op.dropSchema(${JSON.stringify(NAME)}, { ifEmpty: true });`,
  );
});
afterEach(async () => {
  await project.close();
});

const present = async () =>
  (await project.database.query(`SELECT FROM pg_namespace WHERE nspname = E'we"ird\\n-- it''s'`)).length === 1;
const comment = async () =>
  (
    await project.database.query<{ text: string | null }>(
      `SELECT obj_description(to_regclass('stillhead_version'), 'pg_class') AS text`,
    )
  )[0]?.text;

/** Runs it, or the script of it. */
type Way = 'run' | 'script';
async function go(way: Way, direction: 'upgrade' | 'downgrade'): Promise<void> {
  if (way === 'run') {
    await (direction === 'upgrade' ? project.upgrade() : project.downgrade('base'));
    return;
  }
  const history = await readHistory([project.folder]);
  const plan =
    direction === 'upgrade' ? planUpgrade(history, [], history.heads) : planDowngrade(history, history.heads, []);
  await project.database.query(await toScript(plan, { ...project.options, major: serverMajor() }));
}

describe.each<Way>(['run', 'script'])('by a %s', (way) => {
  test('one that the revision made goes, and comes again', async () => {
    for (let round = 0; round < 2; round++) {
      await go(way, 'upgrade');
      expect(await present()).toBe(true);
      await go(way, 'downgrade');
      expect(await present()).toBe(false);
    }
    expect(await comment()).toBeNull();
  });

  test('one that was there before stays, each time', async () => {
    await project.database.query(`CREATE SCHEMA ${QUOTED}`);
    for (let round = 0; round < 2; round++) {
      await go(way, 'upgrade');
      expect(await comment()).toBe(`stillhead found schema: ${JSON.stringify(NAME)}`);
      await go(way, 'downgrade');
      expect(await present()).toBe(true);
      expect(await comment()).toBeNull();
    }
  });

  test('one that holds something of others stays with it', async () => {
    await go(way, 'upgrade');
    await project.database.query(`CREATE TABLE ${QUOTED}.theirs AS SELECT 1 AS id`);
    await go(way, 'downgrade');
    expect(await project.database.query(`SELECT id FROM ${QUOTED}.theirs`)).toEqual([{ id: 1 }]);
    expect(await project.heads()).toEqual([]);
  });
});

describe.each<Way>(['run', 'script'])('an extension, by a %s', (way) => {
  const installed = async () =>
    (await project.database.query(`SELECT FROM pg_extension WHERE extname = 'citext'`)).length === 1;
  beforeEach(() => {
    project.write(
      'bbbb',
      `  await op.createExtension('citext');`,
      `  await op.dropExtension('citext', { ifUnused: true });`,
    );
  });

  test('that the revision made goes, and comes again', async () => {
    for (let round = 0; round < 2; round++) {
      await go(way, 'upgrade');
      expect(await installed()).toBe(true);
      await go(way, 'downgrade');
      expect(await installed()).toBe(false);
    }
    expect(await comment()).toBeNull();
  });

  test('that was there before stays, each time', async () => {
    await project.database.query('CREATE EXTENSION citext');
    for (let round = 0; round < 2; round++) {
      await go(way, 'upgrade');
      expect(await comment()).toBe('stillhead found extension: "citext"');
      await go(way, 'downgrade');
      expect(await installed()).toBe(true);
      expect(await comment()).toBeNull();
    }
  });

  test('that a column of others stands on stays with it', async () => {
    await go(way, 'upgrade');
    await project.database.query('CREATE TABLE theirs (name citext)');
    await go(way, 'downgrade');
    expect(await installed()).toBe(true);
    expect(await project.heads()).toEqual([]);
  });
});

test('the name of the environment and the note stand side by side', async () => {
  await project.database.query(`CREATE SCHEMA ${QUOTED}`);
  await project.upgrade('head', { environment: 'production' });
  expect(await comment()).toBe(`stillhead environment: production\nstillhead found schema: ${JSON.stringify(NAME)}`);
  await project.downgrade('base', { environment: 'production' });
  expect(await comment()).toBe('stillhead environment: production');
  expect(await present()).toBe(true);
});

test("one of another role's stays", async () => {
  const role = `schemas_${process.pid}`;
  await project.upgrade();
  await project.database.query(
    `CREATE ROLE ${role}; GRANT ALL ON stillhead_version TO ${role}; ALTER TABLE stillhead_version OWNER TO ${role}`,
  );
  const session = await project.session();
  await session.query(`SET ROLE ${role}`);
  const history = await readHistory([project.folder]);
  await runPlan(session, planDowngrade(history, history.heads, []), project.options);
  await session.query('RESET ROLE');
  expect(await present()).toBe(true);
  await project.database.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

test('without ifEmpty it is dropped, or the revision fails', async () => {
  project.write('bbbb', `  await op.createSchema('plain');`, `  await op.dropSchema('plain');`);
  await project.upgrade();
  await project.database.query(`CREATE TABLE plain.theirs (id int)`);
  await expect(project.downgrade('-1')).rejects.toMatchObject({
    code: 'STATEMENT_FAILED',
    facts: { sqlstate: '2BP01' },
  });
  await project.database.query(`DROP TABLE plain.theirs`);
  await project.downgrade('-1');
  expect(await project.database.query(`SELECT FROM pg_namespace WHERE nspname = 'plain'`)).toEqual([]);
});
