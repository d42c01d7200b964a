/** The example of the README's chapter on the project's own word, run as it stands: written, carried out, taken back without the configuration. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { dataSourceFile, openCli, type Cli, type CliProject } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';

const README = fs.readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
const [, CHAPTER = ''] = README.split("\n## The project's own word\n");
const [, EXAMPLE = ''] = /```ts\n(\/\/ stillhead\.config\.ts\n[^]*?)```/.exec(CHAPTER) ?? [];
const [, CALL = ''] = /```ts\n(await op\.custom[^]*?)```/.exec(CHAPTER) ?? [];

const ENTITIES = `[
  new EntitySchema({ name: 'persons', columns: { id: { type: Number, primary: true }, age: { type: 'int', nullable: true } } }),
  new EntitySchema({ name: 'plans', columns: { id: { type: Number, primary: true }, price: { type: 'int', default: 5 } } }),
]`;
const DATA_SOURCE = dataSourceFile(ENTITIES).replace('{ DataSource }', '{ DataSource, EntitySchema }');
const AS_MADE = '{ "migrations": { "language": "ts" } }\n';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;

beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase({ prefix: 'own_word' });
  project = cli.project({ 'data-source.ts': DATA_SOURCE, 'stillhead.config.ts': EXAMPLE });
});
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const stillhead = (...args: readonly string[]) => project.runIn({ STILLHEAD_URL: database.url }, ...args);

async function withTrigger(): Promise<readonly unknown[]> {
  const rows = await database.query(
    `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'idle' ORDER BY 1`,
  );
  return rows.map((row) => row['name'] as unknown);
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

test('a revision holds what rewrite made of it, and runs', async () => {
  const written = await stillhead('revision', '--autogenerate', '-m', 'first');
  expect([written.code, written.stdout]).toEqual([
    0,
    expect.stringContaining("added a trigger to 'persons' that skips"),
  ]);
  const [file = ''] = project.migrations();
  const text = project.read(path.join('migrations', file));
  expect(flat(text)).toContain(flat(CALL));
  expect(text).toMatch(/downgrade[^]*DROP TRIGGER "idle" ON "plans"[^]*DROP TRIGGER "idle" ON "persons"[^]*dropTable/);
  expect(await stillhead('upgrade')).toMatchObject({ code: 0 });
  expect(await withTrigger()).toEqual(['persons', 'plans']);
});

test('what include leaves out, compareType lets be and compareDefault lets be is no difference', async () => {
  await database.query(`CREATE TABLE tmp_import (id int); ALTER TABLE persons ALTER age TYPE bigint;
    ALTER TABLE plans ALTER price SET DEFAULT 7`);
  const checked = await stillhead('check', '--format', 'json');
  expect([checked.code, JSON.parse(checked.stdout)]).toEqual([
    0,
    expect.objectContaining({ inSync: true, operations: [], unmanaged: [] }),
  ]);
});

test('without that configuration the revision does the same, and all of that is a difference', async () => {
  project.remove('stillhead.config.ts');
  project.write({ 'stillhead.config.json': AS_MADE });
  const checked = await stillhead('check', '--format', 'json');
  expect([checked.code, JSON.parse(checked.stdout)]).toEqual([
    3,
    expect.objectContaining({
      inSync: false,
      unmanaged: ['table tmp_import', 'trigger persons.idle', 'trigger plans.idle'],
      statements: [
        expect.stringContaining('"age" TYPE integer') as unknown,
        expect.stringContaining('"price" SET DEFAULT 5') as unknown,
      ],
    }),
  ]);
  expect(await stillhead('downgrade', 'base')).toMatchObject({ code: 0 });
  const script = await stillhead('upgrade', '--sql');
  expect(script.stdout).toContain('CREATE TRIGGER "idle" BEFORE UPDATE ON "persons"');
  expect(await stillhead('upgrade')).toMatchObject({ code: 0 });
  expect(await withTrigger()).toEqual(['persons', 'plans']);
});

test('a function that fails says which', async () => {
  project.remove('stillhead.config.json');
  project.write({
    'stillhead.config.ts': `export default { rewrite: () => { throw new Error('on purpose'); } };\n`,
  });
  const failed = await stillhead('check');
  expect([failed.code, failed.stderr]).toEqual([
    1,
    expect.stringContaining('rewrite of the configuration: on purpose'),
  ]);
});
