import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { enabledTraces, loadConfig, readEnvironment } from '../../src/config';
import { nearest } from '../../src/likeness';
import { readUserConfig } from '../../src/configuration/user-config';

let root: string;
const before = { ...process.env };

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-config-')));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true });
  process.env = { ...before };
});

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
};
const problems = (value: unknown) => readUserConfig(value).problems;

describe('without a configuration', () => {
  test('everything has a default', async () => {
    write({
      'package.json': '{"name":"@acme/clinic","type":"module"}',
      'tsconfig.json': '{}',
      'src/data-source.ts': '',
    });
    fs.mkdirSync(path.join(root, 'src/deep'));
    expect(await loadConfig({ cwd: path.join(root, 'src/deep') })).toMatchObject({
      ...{
        root,
        projectName: 'clinic',
        file: null,
        url: null,
        names: 'keep',
        settle: 'auto',
        prettier: true,
      },
      dataSource: { kind: 'file', file: path.join(root, 'src/data-source.ts'), named: 'found' },
      migrations: { directory: path.join(root, 'migrations'), language: 'ts', module: 'esm', template: 'revision' },
      versionTable: { schema: null, name: 'stillhead_version' },
      embedded: { always: false, directory: path.join(root, '.stillhead/pgdata') },
      ...{ lockTimeoutMs: 3000, retries: 10, include: { schemas: [], objects: [] }, owns: [] },
    });
  });

  test('the source goes before the build, and a script of package.json before both', async () => {
    write({ 'package.json': '{}', 'dist/data-source.js': '' });
    expect((await loadConfig({ cwd: root })).dataSource).toMatchObject({
      file: path.join(root, 'dist/data-source.js'),
    });
    write({ 'src/data-source.ts': '' });
    expect((await loadConfig({ cwd: root })).dataSource).toMatchObject({ file: path.join(root, 'src/data-source.ts') });
    write({
      'package.json': '{"scripts":{"m":"typeorm-ts-node-commonjs migration:run -d ./orm/main.ts"}}',
      'orm/main.ts': '',
    });
    expect((await loadConfig({ cwd: root })).dataSource).toMatchObject({ file: path.join(root, 'orm/main.ts') });
  });

  test('says what was tried', async () => {
    write({ 'package.json': '{}' });
    expect((await loadConfig({ cwd: root })).dataSource).toMatchObject({
      kind: 'none',
      tried: [expect.stringContaining('data-source')],
    });
    expect((await loadConfig({ cwd: root, given: true })).dataSource).toEqual({ kind: 'none', tried: [] });
  });
});

describe('with one', () => {
  test('is found above, and its paths are relative to it', async () => {
    write({
      'stillhead.config.json':
        '{"dataSource":"db/orm.ts","migrations":{"directory":"db/revisions"},"versionTable":"versions"}',
      'apps/api/package.json': '{}',
    });
    expect(await loadConfig({ cwd: path.join(root, 'apps/api') })).toMatchObject({
      ...{ root, file: path.join(root, 'stillhead.config.json') },
      dataSource: { file: path.join(root, 'db/orm.ts'), named: 'config' },
      migrations: { directory: path.join(root, 'db/revisions'), language: 'js', module: 'commonjs' },
      versionTable: { schema: null, name: 'versions' },
    });
  });

  test('-d goes before it, relative to the current folder', async () => {
    write({ 'stillhead.config.json': '{"dataSource":"db/orm.ts"}', 'here/package.json': '{}' });
    const config = await loadConfig({ cwd: path.join(root, 'here'), dataSource: 'mine.ts' });
    expect(config.dataSource).toEqual({ kind: 'file', file: path.join(root, 'here/mine.ts'), named: 'flag' });
  });

  test('is frozen all through', async () => {
    write({ 'stillhead.config.json': '{"entities":["a/*.ts"]}' });
    const config = await loadConfig({ cwd: root });
    expect(
      Object.isFrozen(config) && Object.isFrozen(config.migrations) && Object.isFrozen(config.include.objects),
    ).toBe(true);
    expect(config.dataSource).toEqual({ kind: 'entities', globs: [path.join(root, 'a/*.ts')] });
  });

  test.each([
    ['{', 'cannot be read: '],
    ['{"dataSource":"a","entities":"b"}', 'entities: stands beside dataSource; give one of them'],
  ])('%s is refused', async (text, expected) => {
    write({ 'stillhead.config.json': text });
    await expect(loadConfig({ cwd: root })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      exitCode: 2,
      problems: [expect.stringContaining(expected)],
    });
  });

  test('two beside each other, or none where one is named, are refused', async () => {
    write({ 'stillhead.config.json': '{}', 'stillhead.config.js': '' });
    await expect(loadConfig({ cwd: root })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(loadConfig({ cwd: root, config: 'other.json' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

test('faults are told with their path, all at once, and no text is repeated', () => {
  expect(
    problems({
      ...{ datasource: 'x', names: 'geheim', settle: null, retries: 1.5, owns: ['a', 2], wholly: 1 },
      ...{ embedded: { directory: 3 }, migrations: { dir: 'x', language: 'py' }, prettier: 'yes', versionTable: [] },
    }),
  ).toEqual([
    'datasource: is not known; did you mean dataSource?',
    expect.stringMatching(/^wholly: is not known; there are dataSource, /),
    'migrations.dir: is not known; there are directory, language, template',
    "migrations.language: must be 'auto' or 'ts' or 'js', not that text",
    'prettier: must be true or false, not that text',
    'versionTable: must be an object, not a list',
    'owns[1]: must be a text, not 2',
    "names: must be 'keep' or 'rename', not that text",
    'embedded.directory: must be a text, not 3',
    'retries: must be a whole number of at least 0, not 1.5',
  ]);
  expect(problems(['x'])).toEqual(['must be an object, not a list']);
});

test('the nearest word', () => {
  expect([nearest('exlude', ['include', 'exclude']), nearest('zzz', ['include'])]).toEqual(['exclude', null]);
});

describe('the environment', () => {
  test('an address: the flag, then STILLHEAD_URL, then the variable that the configuration names', async () => {
    write({ 'stillhead.config.json': '{"databaseUrlFrom":"DATABASE_URL"}' });
    process.env['DATABASE_URL'] = 'postgres://d';
    expect(await loadConfig({ cwd: root })).toMatchObject({ url: 'postgres://d', urlFrom: 'DATABASE_URL' });
    process.env['STILLHEAD_URL'] = 'postgres://s';
    expect(await loadConfig({ cwd: root })).toMatchObject({ url: 'postgres://s', urlFrom: 'STILLHEAD_URL' });
    expect(await loadConfig({ cwd: root, url: 'postgres://f' })).toMatchObject({
      url: 'postgres://f',
      urlFrom: '--url',
    });
    write({ 'stillhead.config.json': '{}' });
    delete process.env['STILLHEAD_URL'];
    expect(await loadConfig({ cwd: root })).toMatchObject({ url: null, urlFrom: null });
  });

  test('CI', () => {
    process.env['CI'] = 'true';
    expect(readEnvironment().ci).toBe(true);
    process.env['CI'] = 'false';
    expect(readEnvironment().ci).toBe(false);
  });

  test('the cache directory of the user, where it is an absolute path', () => {
    process.env['XDG_CACHE_HOME'] = '/var/cache/ada';
    expect(readEnvironment().xdgCacheHome).toBe('/var/cache/ada');
    process.env['XDG_CACHE_HOME'] = 'cache';
    expect(readEnvironment().xdgCacheHome).toBeNull();
  });

  test.each([
    ['stillhead:sql,order', ['sql', 'order']],
    ['express:*,stillhead:sql', ['sql']],
    ['stillhead:*', ['sql', 'order', 'compare', 'settle', 'load', 'replay']],
    ['sql', []],
    ['', []],
  ])('DEBUG=%s', (debug, topics) => {
    process.env['DEBUG'] = debug;
    expect([...enabledTraces()]).toEqual(topics);
  });
});

describe('the environment', () => {
  test('the flag goes before the variable, and that before the file', async () => {
    write({ 'package.json': '{}', 'stillhead.config.json': '{"environment":"from file"}' });
    delete process.env['STILLHEAD_ENVIRONMENT'];
    expect((await loadConfig({ cwd: root })).environment).toBe('from file');
    process.env['STILLHEAD_ENVIRONMENT'] = 'from variable';
    expect((await loadConfig({ cwd: root })).environment).toBe('from variable');
    expect((await loadConfig({ cwd: root, environment: 'from flag' })).environment).toBe('from flag');
  });

  test('nobody names one', async () => {
    write({ 'package.json': '{}' });
    process.env['STILLHEAD_ENVIRONMENT'] = '';
    expect((await loadConfig({ cwd: root })).environment).toBeNull();
  });

  test('it is a name in one line', async () => {
    for (const environment of ['', ' a', 'a\nb', 3])
      expect(problems({ environment })).toEqual([expect.stringMatching(/^environment: must be a name in one line/)]);
    await expect(loadConfig({ cwd: root, environment: 'a\nb' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      facts: { file: '--environment' },
    });
  });
});
