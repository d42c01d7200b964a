/** What can go wrong while a revision is written: nothing is left behind then. No database is needed. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openCli, type Cli, type CliProject, type Ended } from '../../support/cli';
import { SHOP } from '../../support/shop';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});

const project = (files: Readonly<Record<string, string>> = {}): CliProject => cli.project({ ...SHOP, ...files });
const code = ({ stderr }: Ended): string | undefined => /error\[(\w+)\]/.exec(stderr)?.[1];
const written = ({ folder }: CliProject): readonly string[] =>
  fs.existsSync(path.join(folder, 'migrations')) ? fs.readdirSync(path.join(folder, 'migrations')) : [];

test('a file where the folder of revisions should be', async () => {
  const shop = project({ migrations: 'mine' });
  const ended = await shop.run('revision', '-m', 'x');
  expect(code(ended)).toBe('REVISION_FILE_INVALID');
  expect(shop.read('migrations')).toBe('mine');
});

test('a link that leads nowhere among the revisions', async () => {
  const shop = project({ 'migrations/.keep': '' });
  fs.symlinkSync('nowhere', path.join(shop.folder, 'migrations', 'lost.ts'));
  expect(code(await shop.run('history'))).toBe('REVISION_FILE_INVALID');
});

test('a folder that cannot be made', async () => {
  const shop = project({
    file: 'mine',
    'stillhead.config.json': '{ "dataSource": "src/data-source.ts", "migrations": { "directory": "file/migrations" } }',
  });
  const ended = await shop.run('revision', '-m', 'x');
  expect(code(ended)).toBe('FILE_UNWRITABLE');
  expect(shop.read('file')).toBe('mine');
  const taken = project({ '.stillhead': 'mine' });
  expect(code(await taken.run('check', '--embedded'))).toBe('FILE_UNWRITABLE');
  expect(taken.read('.stillhead')).toBe('mine');
});

test.each([
  ['settings that cannot be read', { '.prettierrc': '{ "semi": ' }, '.prettierrc'],
  [
    'a plugin that is not installed',
    { '.prettierrc': '{ "plugins": ["prettier-plugin-none"] }' },
    'prettier-plugin-none',
  ],
  [
    'a plugin that throws',
    { 'p.cjs': 'throw new Error("broken")', '.prettierrc': '{ "plugins": ["./p.cjs"] }' },
    'broken',
  ],
  ['an unknown parser', { '.prettierrc': '{ "parser": "cobol" }' }, 'cobol'],
])('Prettier: %s', async (_name, files, said) => {
  const shop = project(files);
  const ended = await shop.run('revision', '-m', 'x');
  expect(code(ended)).toBe('PRETTIER_FAILED');
  expect(ended.stderr).toContain(said);
  expect(written(shop)).toEqual([]);
});

test("Prettier: the project's own settings, from a plugin and .editorconfig too", async () => {
  const shop = project({
    '.prettierrc': '{ "semi": false, "plugins": ["prettier-plugin-mine"] }',
    '.editorconfig': 'root = true\n[*]\nindent_style = tab\n',
    'node_modules/prettier-plugin-mine/package.json': '{ "name": "prettier-plugin-mine", "main": "index.js" }',
    'node_modules/prettier-plugin-mine/index.js': 'exports.defaultOptions = { singleQuote: false };',
    'stillhead.config.json': '{ "dataSource": "src/data-source.ts" }',
  });
  const ended = await shop.run('revision', '-m', 'x');
  expect(ended).toMatchObject({ code: 0 });
  expect(shop.read(`migrations/${written(shop)[0] ?? ''}`)).toContain('\t// nothing\n}');
});

test.each([
  ['no revision', '/** <%= message %> */\nexport const downRevision = null;\n', 'it has no `revision`'],
  ['another revision', "/** x */\nexport const revision = 'aaaa';\nexport const downRevision = null;\n", 'aaaa'],
  ['no code', '((', 'expected'],
])('a template that makes %s', async (_name, template, said) => {
  const shop = project({ 'own/revision.ts.ejs': template, 'stillhead.config.json': '{ "templates": "own" }' });
  const ended = await shop.run('revision', '-m', 'x');
  expect(code(ended)).toBe('TEMPLATE_INVALID');
  expect(ended.stderr).toContain(said);
  expect(written(shop)).toEqual([]);
});

test.each(['own/mine', 'own/mine.ts.ejs'])('a template by its path: %s', async (template) => {
  const shop = project({
    'own/mine.ts.ejs':
      '/** <%= message %> */\nexport const revision = <%= literal(revision) %>;\nexport const downRevision = <%= literal(downRevision) %>;\n// mine\n',
    'stillhead.config.json': JSON.stringify({ migrations: { template } }),
  });
  expect(await shop.run('revision', '-m', 'x')).toMatchObject({ code: 0 });
  expect(shop.read(`migrations/${written(shop)[0] ?? ''}`)).toContain('// mine');
});

test('messages of every kind make a file that is read again', async () => {
  const shop = project();
  const messages = [
    'two\nlines',
    'ends */ here',
    '名前を変える',
    'x'.repeat(500),
    'Revision: none',
    '*',
    '<%= 1 %> `${x}` \\',
  ];
  for (const message of messages) expect(await shop.run('revision', '-m', message)).toMatchObject({ code: 0 });
  const history: unknown = JSON.parse((await shop.run('history', '--format', 'json')).stdout);
  expect(JSON.stringify(history)).toContain('名前を変える');
  expect(written(shop)).toHaveLength(messages.length);
  for (const name of written(shop)) expect(name).toMatch(/^\d{8}_[0-9a-f]{12}(_[a-z0-9_]+)?\.ts$/);
}, 60_000);
