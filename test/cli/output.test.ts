/** What stdout holds is the result alone, whatever the project's own code prints; and a reader that goes away, or a full disk, is no crash. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { errorOf, openCli, type Cli, type CliProject } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';
import { SHOP } from '../support/shop';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase();
  project = cli.project(SHOP);
  expect(await run('revision', '--autogenerate', '-m', 'start')).toMatchObject({ code: 0, stderr: '' });
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => project.run(...args, '--url', database.url);

/** As dotenv and many a logger do. */
const TALKS = `console.log('injecting env'); process.stdout.write('raw\\n'); console.warn('careful');
process.emitWarning('old');\n`;

describe('a data source and a revision that print', () => {
  let talking: CliProject;
  const talk = (...args: readonly string[]) => talking.run(...args, '--url', database.url);
  beforeAll(() => {
    const [file] = project.migrations();
    const revision = project.read(`migrations/${file}`);
    talking = cli.project({
      ...SHOP,
      'src/data-source.ts': TALKS + SHOP['src/data-source.ts'],
      [`migrations/${file}`]: revision.replace(/(upgrade|downgrade)\(op.*\{\n/g, `$&  console.log('working');\n`),
    });
  });

  test('--sql: stdout is the script, what they print is on stderr', async () => {
    const quiet = await run('upgrade', '--sql');
    const loud = await talk('upgrade', '--sql');
    expect(loud).toMatchObject({ code: 0, stdout: quiet.stdout });
    expect(loud.stderr).toMatch(/^injecting env\nraw\ncareful\n/);
    expect(loud.stderr).toContain('working\n');
  });

  test('--format json: stdout is one value and stderr empty, or one error', async () => {
    for (const command of [
      ['upgrade'],
      ['check'],
      ['current'],
      ['inspect'],
      ['downgrade', 'base'],
      ['upgrade', '--sql'],
    ]) {
      const ended = await talk(...command, '--format', 'json');
      expect([command, ended.code, ended.stderr]).toEqual([command, 0, '']);
      expect(() => JSON.parse(ended.stdout) as unknown).not.toThrow();
    }
    const failed = await talk('inspect', 'nowhere', '--format', 'json');
    expect([failed.code, failed.stdout, errorOf(failed).code]).toEqual([1, '', 'TABLE_MISSING']);
  });
});

test('--sql --format json: the script as a value', async () => {
  const script = await run('upgrade', '--sql');
  const ended = await run('upgrade', '--sql', '--format', 'json');
  expect({ ...ended, stdout: JSON.parse(ended.stdout) as unknown }).toMatchObject({
    code: 0,
    stderr: '',
    stdout: { sql: script.stdout.slice(0, -1) },
  });
});

test('a reader that went away stops the printing, not the run', async () => {
  const { code, stderr } = await intoNobody('upgrade');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((await run('current', '--format', 'json')).stdout).toContain('"pending": 0');
  expect(await intoNobody('inspect', '--format', 'json')).toEqual({ code: 0, stderr: '' });
  expect(await run('downgrade', 'base')).toMatchObject({ code: 0 });
});

test('a full disk is a typed error', async () => {
  for (const args of [['upgrade', '--sql'], ['inspect']]) {
    const { code, stderr } = await intoFile('/dev/full', ...args);
    expect([args, code, /error\[\w+\]/.exec(stderr)?.[0]]).toEqual([args, 1, 'error[OUTPUT_UNWRITABLE]']);
    expect(stderr).toMatch(/no space left on device/);
  }
});

interface Exit {
  readonly code: number | null;
  readonly stderr: string;
}

/** The bin with its stdout in a pipe that nobody reads any more. */
function intoNobody(...args: readonly string[]): Promise<Exit> {
  const child = start('pipe', args);
  child.stdout?.destroy();
  return exitOf(child);
}

async function intoFile(file: string, ...args: readonly string[]): Promise<Exit> {
  const target = fs.openSync(file, 'w');
  try {
    return await exitOf(start(target, args));
  } finally {
    fs.closeSync(target);
  }
}

function start(stdout: 'pipe' | number, args: readonly string[]): ReturnType<typeof spawn> {
  const bin = path.join(project.folder, '../node_modules/stillhead/dist/main.js');
  return spawn(process.execPath, [bin, ...args, '--url', database.url], {
    cwd: project.folder,
    env: { PATH: process.env['PATH'], HOME: os.tmpdir() },
    stdio: ['ignore', stdout, 'pipe'],
  });
}

function exitOf(child: ReturnType<typeof spawn>): Promise<Exit> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr })));
}
