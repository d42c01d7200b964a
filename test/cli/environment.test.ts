/** The name of an environment, as the built bin takes it from flag, variable and configuration, and says it. */
import { openCli, type Cli, type CliProject } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';

let cli: Cli;
let shop: CliProject;
let database: TestDatabase;

beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase({ prefix: 'environment' });
  shop = cli.project({
    'data-source.js': `const { DataSource, EntitySchema } = require('typeorm');
const Person = new EntitySchema({ name: 'Person', columns: { id: { type: Number, primary: true } } });
module.exports = new DataSource({ type: 'postgres', entities: [Person] });
`,
    'stillhead.config.json': '{ "dataSource": "data-source.js" }\n',
  });
  expect(await stillhead({}, 'revision', '-m', 'nothing')).toMatchObject({ code: 0 });
});
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const stillhead = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  shop.runIn({ STILLHEAD_URL: database.url, ...env }, ...args);

test('stored by the first upgrade, refused under another name, said by reading commands', async () => {
  expect(await stillhead({}, 'upgrade', '--environment', 'production')).toMatchObject({ code: 0 });
  const refused = await stillhead({ STILLHEAD_ENVIRONMENT: 'staging' }, 'downgrade', 'base');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^\s*error\[WRONG_ENVIRONMENT\]: .* is the environment production, not staging$/m);
  expect(refused.stderr).toContain('nothing was changed');
  expect(await stillhead({}, 'downgrade', 'base', '--sql', '--environment', 'staging')).toMatchObject({ code: 1 });
  expect(await stillhead({}, 'stamp', 'base', '--environment', 'staging')).toMatchObject({ code: 1 });
  const current = await stillhead({ STILLHEAD_ENVIRONMENT: 'staging' }, 'current');
  expect(current.stderr).toMatch(/, head · environment production, not staging\n$/);
  const check = await stillhead({}, 'check', '--environment', 'production');
  expect([check.code, check.stdout]).toEqual([3, expect.stringMatching(/, head · environment production\n/)]);
  expect((await stillhead({}, 'current')).stderr).not.toContain('· environment');
});

test('a variable of two lines is no name', async () => {
  const wrong = await stillhead({ STILLHEAD_ENVIRONMENT: 'a\nb' }, 'current');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('CONFIG_INVALID')]);
});
