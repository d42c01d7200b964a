/**
 * Edits of a model as people make them, each carried out there and back with rows in the tables: the upgrade leaves nothing to find, the
 * database is what one built fresh is, the rows are there, the way back ends where it began, and what does not fit is refused.
 * One case a file in corpus/edits/.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { serverMajor } from './database';
import type { EditCase, Probe } from './edit-case';
import { startEditTrial, type EditTrial } from './edit-trial';
import { fingerprintDifference } from './fingerprint';

const FOLDER = path.join(__dirname, '../corpus/edits');

/** Cases that do not pass yet, by the start of their name, and why. Each must still fail: one that passes is taken off this list. */
const KNOWN: Readonly<Record<string, string>> = {};

let home: string;

/** The letters that the names of cases begin with, by the file that runs them. */
const FILES = { columns: 'c', constraints: 'k', types: 'ev', tables: 'tx' } as const;

/** A test for each case whose name is of this file. `TEST_ONLY=corpus/c08` leaves those whose name begins so. */
export function testEdits(file: keyof typeof FILES): void {
  const only = process.env['TEST_CASE'] ?? '';
  const cases = fs
    .readdirSync(FOLDER)
    .filter((name) => FILES[file].includes(name.charAt(0)) && name.startsWith(only))
    .map((name) => path.basename(name, '.ts'));

  beforeAll(() => {
    home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-edits-'));
  });
  afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

  test('each case is of some file', () => {
    const letters = new Set(fs.readdirSync(FOLDER).map((name) => name.charAt(0)));
    expect([...letters].sort()).toEqual([...Object.values(FILES).join('')].sort());
  });
  for (const name of cases) testEdit(name);
}

function testEdit(name: string): void {
  const edit = load(name);
  const { since = 0 } = edit;
  if (serverMajor() < since) test.skip(`${name}: needs PostgreSQL ${String(since)}`, () => carryOut(edit));
  else if (Object.keys(KNOWN).some((start) => name.startsWith(start))) {
    test(name, () => expect(carryOut(edit)).rejects.toThrow());
  } else test(name, () => carryOut(edit));
}

/** Now and not in its test: whether it runs at all must be known by then. */
function load(name: string): EditCase {
  const { edit } = jest.requireActual<{ edit: EditCase }>(path.join(FOLDER, name));
  return { ...edit, ...edit.byMajor?.(serverMajor()) };
}

async function carryOut(edit: EditCase): Promise<void> {
  const trial = await startEditTrial(edit, home);
  try {
    await trial.begin();
    const start = await trial.lines();
    const { difference } = await trial.edit();
    expect({
      upgrade: difference?.upgrade.map(({ sql }) => sql),
      downgrade: difference?.downgrade.map(({ sql }) => sql),
      unmanaged: difference?.unmanaged,
    }).toEqual({ upgrade: edit.upgrade, downgrade: edit.downgrade, unmanaged: edit.unmanaged ?? [] });
    if (difference?.operations.length === 0) return;
    const top = await thereAndBack(edit, trial, start);
    await refusals(edit, trial, start, top);
  } finally {
    await trial.close();
  }
}

/** Up, down and up again; gives the lines of the upgraded database. */
async function thereAndBack(edit: EditCase, trial: EditTrial, start: readonly string[]): Promise<readonly string[]> {
  const probes = edit.probes ?? [];
  const rows = await ask(trial, probes, 'before');

  await trial.up();
  const top = await trial.lines();
  expect({
    left: await trial.left(),
    notAsFresh: fingerprintDifference(await trial.freshLines(), top),
    answers: await ask(trial, probes, 'after'),
    typeormFinds: await trial.typeormFinds(),
  }).toEqual({
    left: [],
    notAsFresh: edit.notAsFresh ?? [],
    answers: probes.map((probe, index) => (probe.after === null ? [] : (probe.gives ?? rows[index]))),
    typeormFinds: (edit.typeormFinds ?? []).map((pattern): unknown => expect.stringMatching(pattern)),
  });
  await trial.database.query(edit.works?.up ?? 'SELECT');

  await trial.down();
  expect({
    notAsStart: fingerprintDifference(start, await trial.lines()),
    answers: await ask(trial, probes, 'before'),
  }).toEqual({
    notAsStart: edit.notAsStart ?? [],
    answers: probes.map((probe, index) => probe.back ?? rows[index]),
  });
  await trial.database.query(edit.works?.back ?? 'SELECT');

  await trial.up();
  expect(fingerprintDifference(top, await trial.lines())).toEqual([]);
  return top;
}

/** What does not fit stops the run, and nothing of it has happened. */
async function refusals(
  { refuses, refusesBack }: EditCase,
  trial: EditTrial,
  start: readonly string[],
  top: readonly string[],
): Promise<void> {
  if (refusesBack !== undefined) {
    await trial.database.query(refusesBack.rows);
    await expect(trial.down()).rejects.toThrow(refusesBack.message);
    expect(fingerprintDifference(top, await trial.lines())).toEqual([]);
  }
  if (refuses !== undefined) {
    await trial.down();
    await trial.database.query(refuses.rows);
    await expect(trial.up()).rejects.toThrow(refuses.message);
    expect(fingerprintDifference(start, await trial.lines())).toEqual([]);
  }
}

/** The answers to all probes, one after the other. */
async function ask(
  trial: EditTrial,
  probes: readonly Probe[],
  side: 'before' | 'after',
): Promise<readonly (readonly object[])[]> {
  const answers: (readonly object[])[] = [];
  for (const probe of probes) answers.push(await trial.ask(probe, side));
  return answers;
}
