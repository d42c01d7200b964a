import { planDowngrade, planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { readEnvironment } from '../../../src/runner/environment';
import { toScript } from '../../../src/runner/offline';
import { stampHeads } from '../../../src/runner/stamp';
import { serverMajor } from '../../support/database';
import { makeProject, type Project } from './project';

const PRODUCTION = { environment: 'production' };
const STAGING = { environment: 'staging' };
const REFUSED = {
  code: 'WRONG_ENVIRONMENT',
  facts: { stored: 'production', given: 'staging', state: 'nothing was changed' },
};

let project: Project;
beforeEach(async () => {
  project = await makeProject();
  project.write('aaaa', `  await op.execute('CREATE TABLE a (id int)');`, `  await op.execute('DROP TABLE a');`);
});
afterEach(async () => {
  await project.close();
});

const stored = async () => readEnvironment(await project.session(), project.options.versionTable);
const comment = async () =>
  (
    await project.database.query<{ text: string | null }>(
      `SELECT obj_description(to_regclass('stillhead_version'), 'pg_class') AS text`,
    )
  )[0]?.text;
const stamp = async (environment: string | null) =>
  stampHeads(await project.session(), { ...project.options, environment }, () => ['aaaa']);

test('nobody names one: nothing is stored, and none is refused', async () => {
  await project.upgrade();
  expect(await comment()).toBeNull();
  expect(await project.downgrade('base')).toMatchObject({ heads: [] });
});

test('the first upgrade stores it; another name is refused for every verb that writes; it survives base', async () => {
  await project.upgrade('head', PRODUCTION);
  expect(await comment()).toBe('stillhead environment: production');
  project.write('bbbb', `  await op.execute('CREATE TABLE b (id int)');`);
  await expect(project.upgrade('head', STAGING)).rejects.toMatchObject(REFUSED);
  await expect(project.upgrade('aaaa', STAGING)).rejects.toMatchObject(REFUSED);
  await expect(project.downgrade('base', STAGING)).rejects.toMatchObject(REFUSED);
  await expect(stamp('staging')).rejects.toMatchObject(REFUSED);
  expect(await project.tables()).toEqual(['a']);
  expect(await project.heads()).toEqual(['aaaa']);
  await stamp('production');
  await project.downgrade('base', PRODUCTION);
  expect(await stored()).toBe('production');
  await expect(project.upgrade('head', STAGING)).rejects.toMatchObject(REFUSED);
  expect(await project.tables()).toEqual([]);
  // Whoever names none is asked nothing.
  expect(await project.upgrade()).toMatchObject({ heads: ['bbbb'] });
});

test('a database without a name gets it with the next upgrade, also where nothing is pending, and from no other verb', async () => {
  await project.upgrade();
  await stamp('production');
  await project.downgrade('base', PRODUCTION);
  expect(await stored()).toBeNull();
  await project.upgrade();
  expect(await project.upgrade('head', PRODUCTION)).toEqual({ applied: [], heads: ['aaaa'] });
  expect(await stored()).toBe('production');
});

test('what else is said of the table stays; the statement of the hint names it anew', async () => {
  await project.upgrade();
  await project.database.query(`COMMENT ON TABLE stillhead_version IS E'ours\\nstillhead environment of old'`);
  await project.upgrade('head', { environment: `it's 100% \\we"ird` });
  expect(await comment()).toBe(`ours\nstillhead environment of old\nstillhead environment: it's 100% \\we"ird`);
  const error = await project.upgrade('head', PRODUCTION).catch((thrown: unknown) => thrown);
  const hint = error instanceof Error && 'hint' in error ? String(error.hint) : '';
  await project.database.query(hint.slice(hint.indexOf('COMMENT ON TABLE')));
  expect(await project.upgrade('head', PRODUCTION)).toMatchObject({ applied: [] });
});

test('a version table that Stillhead made before it knew of environments', async () => {
  await project.database.query(
    `CREATE TABLE stillhead_version (version_num text PRIMARY KEY, running text, statements_done integer, statements_digest text);
     INSERT INTO stillhead_version (version_num) VALUES ('aaaa')`,
  );
  expect(await stored()).toBeNull();
  expect(await project.upgrade('head', PRODUCTION)).toMatchObject({ heads: ['aaaa'] });
  expect(await stored()).toBe('production');
});

test('of two first upgrades under two names, one is refused', async () => {
  const runs = await Promise.allSettled([project.upgrade('head', PRODUCTION), project.upgrade('head', STAGING)]);
  const name = await stored();
  expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(runs[name === 'production' ? 0 : 1]).toMatchObject({ status: 'fulfilled' });
  expect(runs[name === 'production' ? 1 : 0]).toMatchObject({ reason: { code: 'WRONG_ENVIRONMENT' } });
});

test('whoever may not comment on the table is told what the owner types', async () => {
  await project.upgrade();
  const role = `environment_${process.pid}`;
  await project.database.query(`CREATE ROLE ${role}; GRANT ALL ON stillhead_version TO ${role}`);
  const session = await project.session();
  await session.query(`SET ROLE ${role}`);
  await expect(project.upgrade('head', PRODUCTION, session)).rejects.toMatchObject({
    code: 'NO_RIGHTS',
    hint: `as the owner: COMMENT ON TABLE "public"."stillhead_version" IS 'stillhead environment: production'`,
  });
  await session.query('RESET ROLE');
  await project.database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

describe('a script', () => {
  const script = async (direction: 'upgrade' | 'downgrade', environment: string | null) => {
    const history = await readHistory([project.folder]);
    const plan =
      direction === 'upgrade' ? planUpgrade(history, [], history.heads) : planDowngrade(history, history.heads, []);
    return toScript(plan, { ...project.options, environment, major: serverMajor() });
  };

  /** As a client that goes on after errors. */
  const feed = async (text: string): Promise<readonly string[]> => {
    const client = await project.database.client();
    const errors: string[] = [];
    for (const statement of text.split(/;\n(?=\S|\n)(?!END\n)/))
      await client.query(statement).catch((error: Error) => errors.push(error.message));
    return errors;
  };

  test('stores the name with the version table, and refuses a database of another one', async () => {
    expect(await feed(await script('upgrade', 'production'))).toEqual([]);
    expect(await stored()).toBe('production');
    const [first] = await feed(await script('downgrade', 'staging'));
    expect(first).toBe('the database is another environment than staging');
    expect(await project.tables()).toEqual(['a']);
    expect(await feed(await script('downgrade', 'production'))).toEqual([]);
    const [again] = await feed(await script('upgrade', 'staging'));
    expect(again).toBe('the database is another environment than staging');
    expect(await project.tables()).toEqual([]);
    expect(await stored()).toBe('production');
    expect(await feed(await script('upgrade', null))).toEqual([]);
  });

  test('of nobody who names one says nothing of it', async () => {
    expect(await script('upgrade', null)).not.toContain('environment');
  });
});
