/**
 * Entities that other people wrote, as npm has them: generated, upgraded, checked and taken back, and the other way, made by TypeORM's own
 * `synchronize()` and checked. Under the TypeORM that each package brings, and under 1.1.1.
 */
import * as fs from 'node:fs';
import { downgrade, revision, upgrade } from '../../src/index';
import { createDatabase, type TestDatabase } from '../support/database';
import { fingerprint, fingerprintDifference } from '../support/fingerprint';
import {
  checkFinds,
  dataSourceOf,
  loadPackage,
  makeProject,
  OURS,
  temporaryFolder,
  typeormFinds,
  withTypeorm,
  type PublishedPackage,
} from '../support/published-packages';

/** What TypeORM says of two classes on one table: of `@veramo/data-store`, whatever the database holds. */
const TYPEORM_FINDS: Readonly<Record<string, number>> = { '@veramo/data-store': 2 };

/** How many tables, columns, foreign keys and indexes a package has: nothing is compared with nothing. */
const CONTENTS: Readonly<Record<string, object>> = {
  '@auth/typeorm-adapter': { tables: 4, columns: 25, foreignKeys: 2, indexes: 6 },
  '@boxyhq/saml-jackson': { tables: 3, columns: 12, foreignKeys: 1, indexes: 7 },
  '@vendure/core': { tables: 80, columns: 508, foreignKeys: 119, indexes: 211 },
  '@veramo/data-store': { tables: 12, columns: 71, foreignKeys: 18, indexes: 21 },
};

const COUNT = `
  SELECT count(*) FILTER (WHERE relkind = 'r')::int AS tables,
    (SELECT count(*)::int FROM information_schema.columns WHERE table_schema = 'public') AS columns,
    (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f') AS "foreignKeys",
    count(*) FILTER (WHERE relkind = 'i')::int AS indexes
  FROM pg_class WHERE relnamespace = 'public'::regnamespace`;

describe.each([
  ['as-installed', '@auth/typeorm-adapter', '0.3.31'],
  ['as-installed', '@boxyhq/saml-jackson', '0.3.28'],
  ['as-installed', '@vendure/core', '0.3.31'],
  ['as-installed', '@veramo/data-store', '0.3.31'],
  ['typeorm-1', '@auth/typeorm-adapter', '1.1.1'],
  ['typeorm-1', '@boxyhq/saml-jackson', '1.1.1'],
  ['typeorm-1', '@vendure/core', '1.1.1'],
  ['typeorm-1', '@veramo/data-store', '1.1.1'],
])('%s: %s under TypeORM %s', (folder, name, version) => {
  let published: PublishedPackage;
  /** Made by TypeORM. */
  let synchronized: TestDatabase;
  /** Made by Stillhead. */
  let upgraded: TestDatabase;
  let project: string;
  let withoutHistory: string;
  let before: readonly string[];

  beforeAll(async () => {
    published = await loadPackage(folder, name);
    [synchronized, upgraded] = await Promise.all([createDatabase(), createDatabase()]);
    await withTypeorm(published, synchronized, (dataSource) => dataSource.synchronize());
    [project, withoutHistory] = [makeProject(), temporaryFolder()];
    before = await fingerprint(upgraded);
    const ours = { dataSource: dataSourceOf(published, upgraded), cwd: project };
    await revision({ ...ours, message: 'everything', autogenerate: true });
    await upgrade(ours);
  });

  afterAll(async () => {
    await Promise.all([synchronized?.drop(), upgraded?.drop()]);
    for (const folder of [project, withoutHistory]) fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is loaded with the TypeORM it should have, whole', async () => {
    expect(published.version).toBe(version);
    const [counted] = await synchronized.query(COUNT);
    expect(counted).toEqual(CONTENTS[name]);
  });

  it('is made as TypeORM makes it', async () => {
    const made = await fingerprint(upgraded, { ignore: OURS });
    const wanted = await fingerprint(synchronized);
    expect(fingerprintDifference(wanted, made)).toEqual([]);
  });

  it('leaves TypeORM nothing to do that it does not always find', async () => {
    const found = await typeormFinds(published, upgraded);
    expect(found).toEqual(await typeormFinds(published, synchronized));
    expect(found).toHaveLength(TYPEORM_FINDS[name] ?? 0);
  });

  it('is found in order after its upgrade', async () => {
    expect(await checkFinds(published, upgraded, project)).toEqual([]);
  });

  it('is found in order after synchronize()', async () => {
    expect(await checkFinds(published, synchronized, withoutHistory)).toEqual([]);
  });

  it('leaves nothing behind when taken back', async () => {
    await downgrade({ dataSource: dataSourceOf(published, upgraded), cwd: project, target: 'base' });
    const after = await fingerprint(upgraded, { ignore: OURS });
    expect(fingerprintDifference(before, after)).toEqual([]);
  });
});
