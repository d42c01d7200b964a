import { planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { toScript } from '../../../src/runner/offline';
import { serverMajor } from '../../support/database';
import { makeProject, type Project } from './project';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
  project.write(
    'aaaa',
    `  await op.execute("CREATE TYPE tier AS ENUM ('basic', 'silver', 'gold')");
  await op.execute("CREATE TABLE accounts (id int, tier tier, past tier[])");`,
  );
  await project.upgrade();
  await project.database.query(
    `INSERT INTO accounts VALUES (1, 'basic', '{}'), (2, 'silver', '{gold,silver}'), (3, 'silver', NULL)`,
  );
});
afterEach(async () => {
  await project.close();
});

const USERS = `users: [{ table: 'accounts', column: 'tier' }, { table: 'accounts', column: 'past', array: true }]`;
const swap = (from: string, to: string, more = '') =>
  `  await op.replaceEnum('tier', { labels: { from: ${from}, to: ${to} }, ${more}${USERS} });`;
const THREE = `['basic', 'silver', 'gold']`;
const FOUR = `['basic', 'silver', 'gold', 'trial']`;
const ADD = `  await op.addEnumValue('tier', 'trial');\n`;
const labels = async (): Promise<unknown> =>
  (await project.database.query(`SELECT enum_range(NULL::tier)::text AS labels`))[0];

const HELD = {
  code: 'LABEL_IN_USE',
  exitCode: 4,
  facts: { type: 'tier', rows: [`accounts.tier = 'silver' in 2 rows`, `accounts.past = 'silver' in 1 row`] },
  hint: `say what these rows become, in op.replaceEnum: mapping: { silver: 'basic' }`,
};

test('rows that hold the label stop the revision before its first segment', async () => {
  project.write('bbbb', ADD + swap(FOUR, `['basic', 'gold', 'trial']`));
  await expect(project.upgrade()).rejects.toMatchObject({
    ...HELD,
    facts: {
      ...HELD.facts,
      revision: expect.stringMatching(/^bbbb \(.*_bbbb\.js:\d+\)$/) as unknown,
      state: 'nothing of this revision was kept; the database is at aaaa',
    },
  });
  expect(await labels()).toEqual({ labels: '{basic,silver,gold}' });
});

test('with a mapping the rows go over, those of arrays too', async () => {
  project.write('bbbb', ADD + swap(FOUR, `['basic', 'gold', 'trial']`, `mapping: { silver: 'gold' }, `));
  await project.upgrade();
  expect(await project.database.query('SELECT tier::text, past::text FROM accounts ORDER BY id')).toEqual([
    { tier: 'basic', past: '{}' },
    { tier: 'gold', past: '{gold,gold}' },
    { tier: 'gold', past: null },
  ]);
});

test('SQL by hand before it may move the rows; what it leaves is found when the call comes', async () => {
  const move = `  await op.execute("UPDATE accounts SET tier = 'basic' WHERE tier = 'silver'");\n`;
  project.write('bbbb', ADD + move + swap(FOUR, `['basic', 'gold', 'trial']`));
  await expect(project.upgrade()).rejects.toMatchObject({
    code: 'LABEL_IN_USE',
    facts: {
      rows: [`accounts.past = 'silver' in 1 row`],
      state: expect.stringContaining('first statement') as unknown,
    },
  });
  await project.database.query(`UPDATE accounts SET past = NULL`);
  await project.upgrade();
  expect(await labels()).toEqual({ labels: '{basic,gold,trial}' });
});

test('a call that no syntax shows is found when it comes', async () => {
  project.write('bbbb', `  const to = ['basic', 'gold'];\n${swap(THREE, 'to')}`);
  await expect(project.upgrade()).rejects.toMatchObject(HELD);
});

test('the downgrade likewise', async () => {
  project.write(
    'bbbb',
    ADD + `  await op.addEnumValue('tier', 'other');`,
    swap(`['basic', 'silver', 'gold', 'trial', 'other']`, THREE),
  );
  await project.upgrade();
  await project.database.query(`UPDATE accounts SET tier = 'trial' WHERE id = 1`);
  await expect(project.downgrade('-1')).rejects.toMatchObject({
    code: 'LABEL_IN_USE',
    hint: `say what these rows become, in op.replaceEnum: mapping: { trial: 'basic' }`,
  });
  await project.database.query(`UPDATE accounts SET tier = 'gold' WHERE id = 1`);
  await project.downgrade('-1');
  expect(await labels()).toEqual({ labels: '{basic,silver,gold}' });
});

test('a script refuses before its first segment, and runs where no row holds the label', async () => {
  project.write('bbbb', ADD + swap(FOUR, `['basic', 'gold', 'trial']`));
  const history = await readHistory([project.folder]);
  const plan = planUpgrade(history, ['aaaa'], history.heads);
  const text = await toScript(plan, { ...project.options, major: serverMajor() });
  const client = await project.database.client();
  await expect(client.query(text)).rejects.toMatchObject({
    message: `rows of accounts.tier hold labels that go: 'silver'`,
    hint: `say what they become, in op.replaceEnum: mapping: { silver: 'basic' }`,
  });
  await client.query('ROLLBACK');
  expect(await labels()).toEqual({ labels: '{basic,silver,gold}' });
  expect(text.indexOf("RAISE EXCEPTION USING MESSAGE = 'rows of accounts.tier")).toBeLessThan(
    text.indexOf('ADD VALUE'),
  );
});
