/**
 * What a comparison must not find, and what it must: a database made by TypeORM's own `synchronize()` or by hand, and a model beside it.
 * A: nothing changed, nothing is found, whether TypeORM or Stillhead made the database. B: what changed in the model is found, and once it
 * is carried out, nothing. D: what was changed by hand in the database is named. N: the same structure under another name is the same.
 * R: what may have been renamed is asked. One database for all, emptied between them.
 * `TEST_CASE=A17 npx jest … scenarios` runs one.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource } from 'typeorm';
import { autogenerate, type AutogenerateResult } from '../../src/index';
import { toSegments } from '../../src/operations/segments';
import { createDatabase, serverMajor, type TestDatabase } from '../support/database';
import type { Scenario, Scenarios } from '../support/scenario';

const FOLDER = path.join(__dirname, 'scenarios');
const only = process.env['TEST_CASE'] ?? '';

let database: TestDatabase;
let project: string;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'scenario' });
  project = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-scenarios-'));
});
afterAll(async () => {
  await database.drop();
  fs.rmSync(project, { recursive: true, force: true });
});

const all = fs.readdirSync(FOLDER).flatMap((name) => {
  // A table of rows must be there before the first test is named.
  const { scenarios } = jest.requireActual<{ scenarios: Scenarios }>(path.join(FOLDER, name));
  return Object.entries(scenarios);
});
const cases = all.filter(([id]) => id.startsWith(only));

test('no two of one number', () => {
  const ids = all.map(([id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

for (const [id, scenario] of cases) {
  const { title, since = 0 } = scenario;
  if (serverMajor() < since)
    test.skip(`${id} ${title}: needs PostgreSQL ${String(since)}`, () => carryOut(id, scenario));
  else test(`${id} ${title}`, () => carryOut(id, scenario));
}

async function carryOut(id: string, scenario: Scenario): Promise<void> {
  const unchanged = id.startsWith('A');
  if (scenario.synchronized !== undefined || !unchanged) {
    await begin(scenario);
    await synchronize(scenario);
    await database.query(scenario.sql ?? 'SELECT');
    expect(shown(await compared(scenario))).toEqual(expected(scenario));
  }
  if (unchanged && scenario.sql === undefined) {
    await begin(scenario);
    await apply(await compared(scenario));
    expect(shown(await compared(scenario))).toEqual(expected(scenario));
  }
  if (scenario.upgrade !== undefined) {
    await apply(await compared(scenario));
    const left = await compared({ ...scenario, answers: { ...scenario.answers, renames: [], drops: [] } });
    expect(shown(left).upgrade).toEqual([]);
  }
}

async function begin({ first = 'SELECT' }: Scenario): Promise<void> {
  await empty();
  await database.query(first);
}

async function empty(): Promise<void> {
  const schemas = await database.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  await database.query(schemas.map(({ name }) => `DROP SCHEMA "${name}" CASCADE;`).join(' ') + 'CREATE SCHEMA public');
}

async function synchronize({ synchronized, options }: Scenario): Promise<void> {
  if (synchronized === undefined) return;
  const dataSource = new DataSource({ ...database.typeormOptions, ...options, entities: [...synchronized()] });
  await dataSource.initialize();
  try {
    await dataSource.synchronize();
  } finally {
    await dataSource.destroy();
  }
}

/** Questions come as an error that carries them. */
type Found = AutogenerateResult | { readonly questions: AutogenerateResult['questions'] };

async function compared(scenario: Scenario): Promise<Found> {
  const { synchronized, model = synchronized, options, modelOptions, owns = [], answers = {} } = scenario;
  const config = { extensions: 'create', owns };
  fs.writeFileSync(path.join(project, 'stillhead.config.json'), JSON.stringify(config));
  const dataSource = new DataSource({
    ...database.typeormOptions,
    ...options,
    ...modelOptions,
    entities: [...(model ?? (() => []))()],
  });
  return autogenerate({ dataSource, cwd: project, ...answers }).catch((error: unknown) => {
    if (error instanceof Error && 'questions' in error && Array.isArray(error.questions))
      return { questions: error.questions as AutogenerateResult['questions'] };
    throw error;
  });
}

async function apply(found: Found): Promise<void> {
  if (!('upgrade' in found)) throw new Error('questions, where something was to be made');
  for (const { statements } of toSegments(found.upgrade)) {
    await database.query(statements.map(({ sql }) => sql).join('\n;\n'));
  }
}

interface Shown {
  readonly upgrade: readonly string[];
  readonly unmanaged: readonly string[];
  readonly warnings: readonly unknown[];
  readonly questions: readonly (readonly string[])[];
}

function shown(found: Found): Shown {
  const questions = found.questions.map(({ answers }) => answers);
  if (!('upgrade' in found)) return { upgrade: [], unmanaged: [], warnings: [], questions };
  return {
    upgrade: found.upgrade.map(({ sql }) => sql),
    unmanaged: found.unmanaged,
    warnings: found.warnings.map(({ code, message }) => `${code}: ${message}`),
    questions,
  };
}

function expected({ upgrade = [], unmanaged = [], warnings = [], questions = [] }: Scenario): Shown {
  return {
    upgrade,
    unmanaged,
    warnings: warnings.map((pattern): unknown => expect.stringMatching(pattern)),
    questions,
  };
}
