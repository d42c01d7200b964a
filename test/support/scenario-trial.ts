/**
 * Carries out one row of test/corpus/scenarios or test/corpus/alembic: makes the database, compares, and where something is to be found runs
 * it there, back and there again. Gives what was seen by `expect`; knows no row.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource } from 'typeorm';
import { autogenerate, type AutogenerateResult, type Statement } from '../../src/index';
import { toSegments } from '../../src/operations/segments';
import { keepTogether } from './kept';
import { createDatabase, serverMajor, type TestDatabase } from './database';
import { fingerprint, fingerprintDifference } from './fingerprint';
import type { Scenario, Scenarios } from './scenario';

interface Place {
  readonly database: TestDatabase;
  readonly project: string;
}

/** The rows of a folder, each by its number. */
export function readScenarios(folder: string): readonly (readonly [string, Scenario])[] {
  return fs.readdirSync(folder).flatMap((name) => {
    // A table of rows must be there before the first test is named.
    const { scenarios } = jest.requireActual<{ scenarios: Scenarios }>(path.join(folder, name));
    return Object.entries(scenarios);
  });
}

/** A test for each row; one database for all, emptied between them. `TEST_CASE=A17` leaves those whose number begins so. */
export function testScenarios(folder: string): void {
  const only = process.env['TEST_CASE'] ?? '';
  const all = readScenarios(folder);
  let place: Place;
  beforeAll(async () => {
    const project = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-scenarios-'));
    keepTogether(project, project);
    place = { database: await createDatabase({ prefix: 'scenario' }), project };
  });
  afterAll(async () => {
    await place.database.drop();
    fs.rmSync(place.project, { recursive: true, force: true });
  });

  test('no two of one number', () => {
    const ids = all.map(([id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  for (const [id, scenario] of all.filter(([id]) => id.startsWith(only))) {
    const { title, since = 0 } = scenario;
    if (serverMajor() < since)
      test.skip(`${id} ${title}: needs PostgreSQL ${String(since)}`, () => carryOut(scenario, place));
    else test(`${id} ${title}`, () => carryOut(scenario, place));
  }
}

/** Nothing changed, so that nothing is found whoever made the database: it is also made by Stillhead. */
function isUnchanged({ synchronized, sql, model, upgrade, questions }: Scenario): boolean {
  const changes = synchronized !== undefined && model !== undefined;
  return sql === undefined && !changes && upgrade === undefined && questions === undefined;
}

async function carryOut(scenario: Scenario, place: Place): Promise<void> {
  if (scenario.refused !== undefined) {
    await begin(scenario, place);
    await place.database.query(scenario.sql ?? 'SELECT');
    await expect(compared(scenario, place)).rejects.toThrow(scenario.refused);
    return;
  }
  if (scenario.synchronized !== undefined || scenario.sql !== undefined) {
    await begin(scenario, place);
    await synchronize(scenario, place);
    await place.database.query(scenario.sql ?? 'SELECT');
    const before = await place.database.query(scenario.still ?? 'SELECT');
    expect(shown(await compared(scenario, place))).toEqual(expected(scenario));
    expect(await place.database.query(scenario.still ?? 'SELECT')).toEqual(before);
  }
  if (isUnchanged(scenario)) {
    await begin(scenario, place);
    await apply(upgradeOf(await compared(scenario, place)), place);
    expect(shown(await compared(scenario, place))).toEqual(expected(scenario));
  }
  if (scenario.upgrade !== undefined) await thereAndBack(scenario, place);
}

/** Up, nothing left to find, down to where it began, and up to the same again. */
async function thereAndBack(scenario: Scenario, place: Place): Promise<void> {
  const lines = (): Promise<string[]> => fingerprint(place.database, { ignore: /\btypeorm_metadata\b/ });
  const start = await lines();
  const found = await compared(scenario, place);
  await apply(upgradeOf(found), place);
  const top = await lines();
  const left = await compared({ ...scenario, answers: { ...scenario.answers, renames: [], drops: [] } }, place);
  expect(shown(left).upgrade).toEqual([]);
  await apply('downgrade' in found ? found.downgrade : [], place);
  expect(fingerprintDifference(start, await lines())).toEqual(scenario.notAsStart ?? []);
  await apply(upgradeOf(found), place);
  expect(fingerprintDifference(top, await lines())).toEqual([]);
}

async function begin({ first = 'SELECT' }: Scenario, { database }: Place): Promise<void> {
  await empty(database);
  await database.query(first);
}

async function empty(database: TestDatabase): Promise<void> {
  const schemas = await database.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  await database.query(schemas.map(({ name }) => `DROP SCHEMA "${name}" CASCADE;`).join(' ') + 'CREATE SCHEMA public');
}

async function synchronize({ synchronized, options }: Scenario, { database }: Place): Promise<void> {
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

async function compared(scenario: Scenario, { database, project }: Place): Promise<Found> {
  const { synchronized, model = synchronized, options, modelOptions, owns = [], answers = {} } = scenario;
  const config = { extensions: 'create', owns, ...scenario.config };
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

function upgradeOf(found: Found): readonly Statement[] {
  if (!('upgrade' in found)) throw new Error('questions, where something was to be made');
  return found.upgrade;
}

/** As a revision runs: in segments. */
async function apply(statements: readonly Statement[], { database }: Place): Promise<void> {
  for (const segment of toSegments(statements)) {
    await database.query(segment.statements.map(({ sql }) => sql).join('\n;\n'));
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
