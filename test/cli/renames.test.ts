/** Renames on the command line: what the code says, what a flag says of two things, derived names in a revision of their own. */
import { spawn, spawnSync } from 'node:child_process';
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';
import { entityFile } from '../support/shop';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => cli.remove());

beforeEach(async () => {
  database = await createDatabase();
  project = cli.project({
    'data-source.ts': dataSourceFile(`[__dirname + '/entities/*.ts']`),
    'entities/person.ts': entityFile('Person', 'persons', '@Column() name: string;'),
  });
  expect(await run('revision', '--autogenerate', '-m', 'first')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('upgrade')).toMatchObject({ code: 0, stderr: '' });
  await database.query(`INSERT INTO persons (name) VALUES ('Ada')`);
}, 60_000);
afterEach(async () => {
  await database.drop();
});

const run = (...args: readonly string[]) => project.run(...args, '--url', database.url);
const columns = async (): Promise<readonly object[]> => database.query('SELECT * FROM persons');

const SAID = `@RenamedFrom('name') @Column() full_name: string;`;

function entitySaying(from: string): string {
  return `import { RenamedFrom } from '${from}';\n${entityFile('Person', 'persons', SAID)}`;
}

test.each(['stillhead', 'stillhead/renamed-from'])(
  'a decorator from %s answers, and is named',
  async (from) => {
    project.write({ 'entities/person.ts': entitySaying(from) });
    const shown = await run('check');
    expect(shown).toMatchObject({ code: 3, stderr: '' });
    expect(shown.stdout).toMatch(/renamed {2}persons\.name:full_name {2}@RenamedFrom of Person\.full_name/);
    expect(await run('revision', '--autogenerate', '-m', 'rename')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('upgrade')).toMatchObject({ code: 0, stderr: '' });
    expect(await columns()).toMatchObject([{ full_name: 'Ada' }]);
    expect(await run('check')).toMatchObject({ code: 0 });
    expect(await run('downgrade', '-1')).toMatchObject({ code: 0, stderr: '' });
    expect(await columns()).toMatchObject([{ name: 'Ada' }]);
  },
  60_000,
);

test('--different says it of one pair', async () => {
  project.write({ 'entities/person.ts': entityFile('Person', 'persons', '@Column() title: string;') });
  const asked = await run(
    'revision',
    '--autogenerate',
    '-m',
    'x',
    '--format',
    'json',
    '--different',
    'persons.name:title',
  );
  expect(asked.code).toBe(4);
  expect(errorOf(asked).hint).toBe('answer with --drop persons.name, or --keep persons.name');
});

test('--names rename, in a revision of its own', async () => {
  await database.query('ALTER TABLE persons RENAME CONSTRAINT "PK_74278d8812a049233ce41440ac7" TO persons_pkey');
  expect(await run('check')).toMatchObject({ code: 0 });
  const named = await run('check', '--names', 'rename');
  expect(named).toMatchObject({ code: 3, stderr: '' });
  expect(named.stdout).toContain('PK_74278d8812a049233ce41440ac7');
  const written = await run('revision', '--autogenerate', '-m', 'names', '--names', 'rename', '--format', 'json');
  expect(JSON.parse(written.stdout)).toMatchObject({
    upgrade: ['ALTER TABLE "public"."persons" RENAME CONSTRAINT "persons_pkey" TO "PK_74278d8812a049233ce41440ac7"'],
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

/** A command at a terminal of its own, where a key is pressed at each of these texts; gives all that was shown. */
function atTerminal(
  answers: readonly (readonly [question: string, key: string])[],
  ...args: readonly string[]
): Promise<string> {
  const main = '../node_modules/stillhead/dist/main.js';
  const command = [process.execPath, main, ...args, '--url', database.url].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols 200 rows 50; ${command}; echo ENDED`, '/dev/null'], {
    cwd: project.folder,
    env: { PATH: process.env['PATH'], HOME: project.folder, TERM: 'xterm' },
  });
  let [shown, seen, next] = ['', 0, 0];
  return new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (shown.includes('ENDED')) child.stdin.end();
      const [question, key] = answers[next] ?? [];
      const at = question === undefined ? -1 : shown.indexOf(question, seen);
      if (at === -1 || question === undefined || key === undefined) return;
      [seen, next] = [at + question.length, next + 1];
      // Keys count once the terminal is in raw mode, which is after the question is drawn.
      setTimeout(() => child.stdin.write(key), 500);
    });
    const late = setTimeout(() => child.kill(), 20_000);
    child.once('close', () => {
      clearTimeout(late);
      resolve(shown);
    });
  });
}

const ENTER = '\r';
const DOWN = '\u001b[B';

(hasScript ? test : test.skip)(
  'at a terminal it is asked, and the answer is taken',
  async () => {
    project.write({ 'entities/person.ts': entityFile('Person', 'persons', '@Column() title: string;') });
    await atTerminal([['persons.name is gone', ENTER]], 'revision', '--autogenerate', '-m', 'x');
    expect(project.migrations()).toHaveLength(2);
    expect(await run('upgrade')).toMatchObject({ code: 0, stderr: '' });
    expect(await columns()).toMatchObject([{ title: 'Ada' }]);
  },
  60_000,
);

(hasScript ? test : test.skip)(
  'at a terminal, "different" leads to the question whether it may go',
  async () => {
    project.write({
      'entities/person.ts': entityFile('Person', 'persons', '@Column({ nullable: true }) title: string;'),
    });
    const answers = [
      ['persons.name is gone', `${DOWN}${ENTER}`],
      ['persons.name is in', ENTER],
    ] as const;
    const shown = await atTerminal(answers, 'revision', '--autogenerate', '-m', 'x');
    expect(shown).toMatch(/different/);
    expect(await run('upgrade')).toMatchObject({ code: 0, stderr: '' });
    expect(await columns()).toMatchObject([{ id: 1, title: null }]);
  },
  60_000,
);
