/**
 * Published packages whose entities somebody edits by hand, as npm has them and with rows in their tables: a varchar widened, a column
 * renamed, a label added to an enum, an index made partial. Each revision is what a careful person would have written, and nothing more;
 * it leaves nothing to find, keeps the rows, and goes back and there again. One package a file in edited-packages/.
 */
import * as fs from 'node:fs';
import { downgrade, revision, upgrade } from '../../src/index';
import { createDatabase, type TestDatabase } from '../support/database';
import type { EditedPackage, PackageEdit } from '../support/edited-package';
import { fingerprint, fingerprintDifference } from '../support/fingerprint';
import {
  checkFinds,
  dataSourceOf,
  loadPackage,
  makeProject,
  OURS,
  typeormFinds,
  type PublishedPackage,
} from '../support/published-packages';
import { edited as auth } from './edited-packages/auth-typeorm-adapter';
import { edited as jackson } from './edited-packages/boxyhq-saml-jackson';
import { edited as vendure } from './edited-packages/vendure-core';
import { edited as veramo } from './edited-packages/veramo-data-store';

const CASES: readonly EditedPackage[] = [auth, jackson, vendure, veramo];

describe.each(CASES)('$name', ({ name, fill, edits }) => {
  let model: PublishedPackage;
  let database: TestDatabase;
  let project: string;

  beforeAll(async () => {
    model = await loadPackage('as-installed', name);
    database = await createDatabase();
    project = makeProject();
    const ours = { dataSource: dataSourceOf(model, database), cwd: project };
    await revision({ ...ours, message: 'everything', autogenerate: true });
    await upgrade(ours);
    await database.query(fill);
  });

  afterAll(async () => {
    await database?.drop();
    fs.rmSync(project, { recursive: true, force: true });
  });

  // One upon the other: a later one starts from what the earlier one left.
  it.each(edits)('$message', async (edit) => {
    const [before, after] = [model, model.edited(edit.edit)];
    model = after;
    await write(after, edit);
    await thereAndBack(before, after, edit);
  });

  const userOf = (published: PublishedPackage): { dataSource: ReturnType<typeof dataSourceOf>; cwd: string } => ({
    dataSource: dataSourceOf(published, database),
    cwd: project,
  });

  /** The revision, and nothing for a person to write or to answer. */
  async function write(after: PublishedPackage, edit: PackageEdit): Promise<void> {
    const { difference, openSteps } = await revision({
      ...userOf(after),
      message: edit.message,
      autogenerate: true,
      answers: { renames: edit.renames ?? [], noRenames: false, drops: [], keeps: [] },
    });
    expect({
      upgrade: difference?.upgrade.map(({ sql }) => sql),
      downgrade: difference?.downgrade.map(({ sql }) => sql),
      openSteps,
    }).toEqual({ upgrade: edit.upgrade, downgrade: edit.downgrade, openSteps: [] });
  }

  async function thereAndBack(before: PublishedPackage, after: PublishedPackage, edit: PackageEdit): Promise<void> {
    const rows = await ask(edit, 'before');
    const found = await typeormFinds(before, database);
    const start = await lines();

    await upgrade(userOf(after));
    const top = await lines();
    expect(fingerprintDifference(start, top)).not.toEqual([]);
    expect(await checkFinds(after, database, project)).toEqual([]);
    expect(await typeormFinds(after, database)).toEqual(found);
    expect(await ask(edit, 'after')).toEqual(rows);
    await database.query(`BEGIN; ${edit.works}; ROLLBACK`);

    await downgrade({ ...userOf(before), target: '-1' });
    expect(fingerprintDifference(start, await lines())).toEqual([]);
    expect(await ask(edit, 'before')).toEqual(rows);

    await upgrade(userOf(after));
    expect(fingerprintDifference(top, await lines())).toEqual([]);
    expect(await ask(edit, 'after')).toEqual(rows);
  }

  const lines = (): Promise<readonly string[]> => fingerprint(database, { ignore: OURS });

  /** Every table has rows, or nothing would be shown. */
  async function ask({ rows }: PackageEdit, side: 'before' | 'after'): Promise<readonly (readonly object[])[]> {
    const answers: (readonly object[])[] = [];
    for (const query of rows) answers.push(await database.query(query[side]));
    for (const answer of answers) expect(answer).not.toEqual([]);
    return answers;
  }
});
