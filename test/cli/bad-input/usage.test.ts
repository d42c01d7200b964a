/** Command lines that do not fit, and what is said before a database is asked: which argument, which flag, which setting. */
import { dataSourceFile, errorOf, openCli, type Cli } from '../../support/cli';
import { SHOP } from '../../support/shop';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});

const usage = (message: string) => ({
  code: 2,
  stdout: '',
  stderr: expect.stringMatching(`^error\\[USAGE\\]: ${message}\n`),
});

test.each([
  [['revision', '-m'], '-m needs a value'],
  [['check', '--environment'], '--environment needs a value'],
  [['revision'], '--message is missing'],
  [['downgrade'], 'an argument is missing: stillhead downgrade <target>'],
  [['stamp'], 'an argument is missing: stillhead stamp <revision>'],
  [['check', '--embedded=maybe'], '--embedded is said or left out; it has no value "maybe"'],
  [['check', '--embedded', '--url', 'postgres://localhost:1/x'], '--embedded and --url name two databases'],
  [['revision', '-m', ' '], 'the message of a revision is empty'],
  [['revision', '-m', 'x', '--drop', 'a.b'], '--drop is an answer to --autogenerate, which is not given'],
  [['revision', '-m', 'x', '--no-renames'], '--no-renames is an answer to --autogenerate, which is not given'],
])('%j', async (args, message) => {
  const project = cli.project(SHOP);
  expect(await project.run(...args)).toEqual({ signal: null, ...usage(message) });
  expect(project.migrations()).toEqual([]);
});

test.each([
  [['upgrade', '--no-such'], 'unknown flag --no-such', 'stillhead upgrade --help'],
  [['check', '--no-such-thing=1', '-x'], 'unknown flags --no-such-thing, -x', 'stillhead check --help'],
  [['check', '--embeded'], 'unknown flag --embeded', 'did you mean --embedded?'],
  [['check', '--no-embeded'], 'unknown flag --no-embeded', 'did you mean --no-embedded?'],
  [['upgrade', 'head', '--sq'], 'unknown flag --sq', 'did you mean --sql?'],
  [['revision', '-m', 'x', '--autogenrate'], 'unknown flag --autogenrate', 'did you mean --autogenerate?'],
  [['check', '--data-sorce', 'a.ts'], 'unknown flag --data-sorce', 'did you mean --data-source?'],
  [['check', 'extra', '--no-such'], 'unknown flag --no-such; unknown argument extra', 'stillhead check --help'],
  [['check', 'extra'], 'unknown argument extra', 'stillhead check --help'],
  [['-c', 'a.json', 'revison', '-m', 'x'], 'unknown command revison', 'did you mean revision?'],
  [['nothing-alike'], 'unknown command nothing-alike', 'stillhead --help'],
])('what is not known: %j', async (args, message, hint) => {
  const ended = await cli.project(SHOP).run(...args, '--format', 'json');
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(errorOf(ended)).toMatchObject({ code: 'USAGE', message, hint });
});

describe('entities instead of a data source', () => {
  const ENTITIES = { ...SHOP, 'stillhead.config.json': '{ "entities": "src/entities/*.entity.ts" }' };

  test('without an address there is none to try', async () => {
    const ended = await cli.project(ENTITIES).run('check', '--format', 'json');
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code: 'URL_MISSING', hint: expect.stringContaining('--embedded') });
  });

  test('a glob that matches the data source', async () => {
    const project = cli.project({ ...SHOP, 'stillhead.config.json': '{ "entities": "src/**/*.ts" }' });
    const ended = await project.run('check', '--embedded', '--format', 'json');
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({
      code: 'MODEL_UNREADABLE',
      hint: expect.stringContaining('one that exports the data source is followed without end'),
    });
  }, 120_000);
});

test('another kind of database, its driver not installed', async () => {
  const project = cli.project({ 'data-source.ts': dataSourceFile('[]', { type: 'mysql', host: 'localhost' }) });
  const ended = await project.run('check', '--format', 'json');
  expect(ended.code).toBe(1);
  expect(errorOf(ended)).toMatchObject({ code: 'NOT_POSTGRES', facts: { type: 'mysql' } });
});

describe('embedded.always', () => {
  const ALWAYS = { ...SHOP, 'stillhead.config.json': '{ "embedded": { "always": true } }' };

  test('is heeded, and the address of one run goes before it', async () => {
    const project = cli.project(ALWAYS);
    expect(await project.run('current')).toMatchObject({ code: 0, stdout: '(base)\n' });
    const elsewhere = { facts: { reason: expect.stringContaining('nothing listens there') } };
    const url = 'postgres://localhost:1/none';
    expect(errorOf(await project.run('current', '--url', url, '--format', 'json'))).toMatchObject(elsewhere);
    expect(errorOf(await project.runIn({ STILLHEAD_URL: url }, 'current', '--format', 'json'))).toMatchObject(
      elsewhere,
    );
    expect(errorOf(await project.run('current', '--no-embedded', '--format', 'json')).code).toBe(
      'DATABASE_UNREACHABLE',
    );
  }, 120_000);
});

describe('init', () => {
  const START = 'stillhead revision --autogenerate -m "start"';

  test('without a data source: which key of which file, here and in the error', async () => {
    const project = cli.project({});
    expect((await project.run('init')).stdout.split('\n')).toEqual([
      'wrote stillhead.config.json',
      'wrote migrations/',
      'data source: none found',
      `next: set "dataSource" in stillhead.config.json to the file that exports the DataSource, then ${START}`,
      '',
    ]);
    expect(errorOf(await project.run('check', '--format', 'json'))).toMatchObject({
      code: 'DATA_SOURCE_MISSING',
      hint: 'set dataSource in stillhead.config.json, or name the file with -d PATH',
    });
  });

  test('a configuration that is kept is not said to hold what was asked for', async () => {
    const project = cli.project({
      'src/data-source.ts': SHOP['src/data-source.ts'] ?? '',
      'other.ts': SHOP['src/data-source.ts'] ?? '',
    });
    expect((await project.run('init')).stdout).toContain('data source: src/data-source.ts\n');
    const again = (await project.run('init', '-d', 'other.ts')).stdout;
    expect(again.split('\n')).toEqual([
      'kept stillhead.config.json',
      'kept migrations/',
      'data source: src/data-source.ts',
      'not in stillhead.config.json yet, which is kept as it is: "dataSource": "other.ts"',
      `next: write that into stillhead.config.json, then ${START}`,
      '',
    ]);
  });

  test('a package in a subfolder is a project of its own; what a command uses of the folder above is named so', async () => {
    const project = cli.project(SHOP);
    expect(await project.run('init')).toMatchObject({ code: 0 });
    project.write({ 'sub/folder.txt': '', 'billing/package.json': '{}', 'billing/data-source.ts': '' });
    expect((await project.runFrom('sub', 'init')).stdout).toContain(
      'kept ../stillhead.config.json\nkept ../migrations/\ndata source: ../src/data-source.ts\n',
    );
    const used = await project.runFrom('billing', 'revision', '-m', 'x', '--format', 'json');
    expect(JSON.parse(used.stdout)).toMatchObject({ path: expect.stringMatching(/^\.\.\/migrations\//) });
    expect((await project.runFrom('billing', 'history', '--verbose')).stdout).toMatch(/Path: +\.\.\/migrations\//);
    expect((await project.runFrom('billing', 'init')).stdout).toContain(
      'wrote stillhead.config.json\nwrote migrations/\ndata source: data-source.ts\n',
    );
    expect(project.read('billing/stillhead.config.json')).toContain('"dataSource": "data-source.ts"');
  });

  test('the templates that are copied are used', async () => {
    const project = cli.project(SHOP);
    expect(await project.run('init', '--templates')).toMatchObject({ code: 0 });
    const template = project.read('templates/revision.ts.ejs');
    project.write({ 'templates/revision.ts.ejs': `${template}\n// ours\n` });
    expect(await project.run('revision', '-m', 'x')).toMatchObject({ code: 0 });
    expect(project.read(`migrations/${project.migrations()[0]}`)).toContain('// ours');
  });

  test('templates beside a configuration that does not name them', async () => {
    const project = cli.project({ ...SHOP, 'stillhead.config.json': '{ "dataSource": "src/data-source.ts" }' });
    const { stdout } = await project.run('init', '--templates');
    expect(stdout).toContain('not in stillhead.config.json yet, which is kept as it is: "templates": "templates"\n');
  });
});
