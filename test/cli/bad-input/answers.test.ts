/** Questions without a terminal, the flags that answer them, and answers to nothing. */
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { entityFile, NAME } from '../../support/shop';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase();
  project = cli.project({
    'data-source.ts': dataSourceFile(`[__dirname + '/entities/*.ts']`),
    'entities/person.ts': entityFile('Person', 'persons', NAME, '@Column() nickname: string;'),
  });
  expect(await autogenerate()).toMatchObject({ code: 0, stderr: '' });
  expect(await project.run('upgrade', '--url', database.url)).toMatchObject({ code: 0, stderr: '' });
  await database.query(`INSERT INTO persons (name, nickname) VALUES ('Ada', 'A')`);
  project.write({ 'entities/person.ts': entityFile('Person', 'persons', '@Column() full_name: string;') });
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const autogenerate = (...flags: readonly string[]) =>
  project.run('revision', '--autogenerate', '-m', 'x', '--format', 'json', '--url', database.url, ...flags);
const dry = (...flags: readonly string[]) => autogenerate('--dry-run', ...flags);
const kinds = (stdout: string): string[] =>
  (JSON.parse(stdout) as { operations: { kind: string }[] }).operations.map(({ kind }) => kind);

test('exit 4 with the questions, each with the flags that answer it; no file is written', async () => {
  const ended = await autogenerate();
  expect(ended).toMatchObject({ code: 4, stdout: '' });
  const error = errorOf(ended);
  expect(error).toMatchObject({ code: 'ANSWER_NEEDED' });
  const { questions } = error as unknown as { questions: { kind: string; text: string; answers: string[] }[] };
  expect(questions.map(({ kind, answers }) => [kind, answers])).toEqual([
    ['rename', ['--rename persons.name:full_name', '--no-renames']],
    ['rename', ['--rename persons.nickname:full_name', '--no-renames']],
  ]);
  expect(project.migrations()).toHaveLength(1);
  const text = await project.run('revision', '--autogenerate', '-m', 'x', '--url', database.url);
  expect(text.code).toBe(4);
  expect(text.stderr).toMatch(/hint: answer with --rename persons\.name:full_name/);
  expect(text.stderr).not.toContain('\u001b');
});

test('check tells the questions and ends with 3', async () => {
  const ended = await project.run('check', '--url', database.url);
  expect(ended.code).toBe(3);
  expect(ended.stdout).toMatch(/--rename persons\.name:full_name/);
});

test('--rename answers; what is left is asked', async () => {
  const rest = await dry('--rename', 'persons.name:full_name');
  expect(rest.code).toBe(4);
  expect(errorOf(rest)).toMatchObject({
    code: 'ANSWER_NEEDED',
    hint: 'answer with --drop persons.nickname, or --keep persons.nickname',
  });
  const kept = await dry('--rename', 'persons.name:full_name', '--keep', 'persons.nickname');
  expect(kept).toMatchObject({ code: 0, stderr: '' });
  expect(kinds(kept.stdout)).toEqual(['renameColumn']);
  const dropped = await dry('--rename', 'persons.name:full_name', '--drop', 'persons.nickname');
  expect(kinds(dropped.stdout).sort()).toEqual(['dropColumn', 'renameColumn']);
});

test('--no-renames, with drops', async () => {
  const asked = await dry('--no-renames');
  expect(errorOf(asked).hint).toMatch(/--drop persons\.name/);
  const answered = await dry('--no-renames', '--drop', 'persons.name', '--drop', 'persons.nickname');
  expect(answered).toMatchObject({ code: 0, stderr: '' });
  expect([...new Set(kinds(answered.stdout))].sort()).toEqual(['addColumn', 'alterColumn', 'dropColumn', 'todo']);
});

test.each([
  ['--rename', 'persons.nam:full_name'],
  ['--rename', 'persons.name:fullname'],
  ['--rename', 'persons.name'],
  ['--drop', 'person'],
  ['--drop', 'persons.full_name'],
  ['--drop', 'persons.id'],
  ['--keep', 'nothing'],
])('%s %s answers no question', async (flag, value) => {
  const ended = await dry(flag, value);
  expect([ended.code, ended.stdout, errorOf(ended).code]).toEqual([2, '', 'ANSWER_UNKNOWN']);
});

test('an answer that contradicts another', async () => {
  const ended = await dry(
    '--no-renames',
    '--drop',
    'persons.name',
    '--keep',
    'persons.name',
    '--drop',
    'persons.nickname',
  );
  expect([ended.code, errorOf(ended).code]).toEqual([2, 'ANSWER_UNKNOWN']);
});

test('the revision as JSON, written', async () => {
  const ended = await autogenerate('--rename', 'persons.name:full_name', '--keep', 'persons.nickname');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const result = JSON.parse(ended.stdout) as Record<string, unknown>;
  expect(Object.keys(result)).toEqual(['revision', 'path', 'operations', 'upgrade', 'downgrade']);
  expect(result).toEqual({
    revision: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    path: expect.stringMatching(/^migrations\/\d{8}_[0-9a-f]{12}_x\.ts$/) as unknown,
    operations: [
      {
        kind: 'renameColumn',
        object: 'persons.name',
        summary: expect.any(String) as unknown,
        losesData: false,
      },
    ],
    upgrade: ['ALTER TABLE "public"."persons" RENAME COLUMN "name" TO "full_name"'],
    downgrade: ['ALTER TABLE "public"."persons" RENAME COLUMN "full_name" TO "name"'],
  });
  expect(project.migrations()).toHaveLength(2);
});
