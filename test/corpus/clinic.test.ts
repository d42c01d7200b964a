/**
 * The example application from end to end: its history generated anew from the six states is what lies in migrations/; run as it lies
 * there it leaves nothing to do; taken back it leaves the version table alone.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase, serverMajor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';

const ROOT = path.resolve(__dirname, '../..');
const run = promisify(execFile);

/** Before 16 PostgreSQL names the table of every column when it prints a view; migrations/ was generated on a later one. */
function comparable(text: string): string {
  return serverMajor() >= 16 ? text : text.replaceAll(/as: op\.sql`[^`]*`/g, 'as: op.sql`…`');
}

let home: string;
let database: TestDatabase;

beforeEach(async () => {
  fs.mkdirSync(path.join(ROOT, '.stillhead'), { recursive: true });
  // Inside the repository, so that the entities find their packages.
  home = fs.mkdtempSync(path.join(ROOT, '.stillhead', 'clinic-'));
  database = await createDatabase();
});

afterEach(async () => {
  fs.rmSync(home, { recursive: true, force: true });
  await database.drop();
});

test('the history generated anew is the one in migrations/, byte for byte', async () => {
  const script = pathToFileURL(path.join(ROOT, 'scripts/clinic-history.mjs')).href;
  const code = `const { generateHistory } = await import(${JSON.stringify(script)});
    console.log(JSON.stringify(await generateHistory(${JSON.stringify(home)}, ${JSON.stringify(database.url)})));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { maxBuffer: 16 * 1024 * 1024 });
  const generated = JSON.parse(stdout) as { name: string; text: string }[];
  const folder = path.join(ROOT, 'migrations');
  const committed = fs
    .readdirSync(folder)
    .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
  const sides = [generated, committed].map((files) => files.map((file) => ({ ...file, text: comparable(file.text) })));
  expect(sides[0]).toEqual(sides[1]);
}, 240_000);

test('the last state is entities/', () => {
  const folders = [path.join(ROOT, 'entities'), path.join(ROOT, 'test/corpus/clinic/6-tidy-up/entities')];
  const [example, last] = folders.map((folder) =>
    fs.readdirSync(folder).map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') })),
  );
  expect(last).toEqual(example);
});

test('up leaves nothing to do, down leaves the version table alone, up again works', async () => {
  for (const name of ['entities', 'migrations'])
    fs.cpSync(path.join(ROOT, name), path.join(home, name), { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'tsconfig.json'), path.join(home, 'tsconfig.json'));
  fs.writeFileSync(
    path.join(home, 'stillhead.config.json'),
    '{ "dataSource": "entities/data-source.ts", "extensions": "create" }',
  );
  const stillhead = (...args: string[]): Promise<{ stdout: string }> =>
    run(process.execPath, [path.join(ROOT, 'dist/main.js'), ...args, '--url', database.url], { cwd: home });
  const start = await fingerprint(database);

  await stillhead('upgrade');
  const { stdout } = await stillhead('check', '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({ inSync: true, operations: [], statements: [], unmanaged: [] });
  const top = await fingerprint(database);

  await stillhead('downgrade', 'base');
  const left = (await fingerprint(database)).filter((line) => !start.includes(line));
  expect(left.filter((line) => !line.includes('stillhead_version'))).toEqual([]);

  await stillhead('upgrade');
  expect(await fingerprint(database)).toEqual(top);
}, 120_000);
