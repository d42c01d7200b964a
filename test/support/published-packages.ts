/**
 * The published packages of test/packages, loaded with the TypeORM that each brings, their projects, and what TypeORM and `check` say of
 * a database beside their models. Judges nothing.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { DataSource } from 'typeorm';
import type { MetadataArgsStorage } from 'typeorm/metadata-args/MetadataArgsStorage.js';
import { check } from '../../src/index';
import type { TestDatabase } from './database';

declare function nativeRequire(file: string): unknown;

/** One model of a package. All of a process share one global: whoever uses a model calls `use()` first. */
export interface PublishedPackage {
  /** The package's own copy. */
  readonly typeorm: { readonly DataSource: typeof DataSource };
  /** Of TypeORM. */
  readonly version: string;
  readonly entities: NonNullable<ConstructorParameters<typeof DataSource>[0]['entities']>;
  use(): void;
  /** The package with other decorators: the edit gets a copy of what they say, and may change whatever it holds. */
  edited(edit: (model: MetadataArgsStorage) => void): PublishedPackage;
}

type Load = (folder: string, name: string) => Promise<PublishedPackage>;

const PACKAGES = path.resolve(__dirname, '../packages');

/** What no model of a package makes. */
export const OURS = /\bstillhead_version\b/;

/** @param folder of test/packages: `as-installed` or `typeorm-1` */
export function loadPackage(folder: string, name: string): Promise<PublishedPackage> {
  return (nativeRequire(path.join(PACKAGES, 'load.cjs')) as Load)(folder, name);
}

/** A folder of a test's own, to be removed by it. */
export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-package-'));
}

/** A temporary folder that is a project of Stillhead. */
export function makeProject(): string {
  const project = temporaryFolder();
  const config = { extensions: 'create', migrations: { language: 'js' } };
  fs.writeFileSync(path.join(project, 'stillhead.config.json'), JSON.stringify(config));
  return project;
}

/** Not connected. */
export function dataSourceOf(published: PublishedPackage, database: TestDatabase): DataSource {
  published.use();
  return new published.typeorm.DataSource({ ...database.typeormOptions, entities: published.entities });
}

/** Runs an action on a connected DataSource of the package's own TypeORM. */
export async function withTypeorm<T>(
  published: PublishedPackage,
  database: TestDatabase,
  action: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = await dataSourceOf(published, database).initialize();
  try {
    return await action(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The statements of TypeORM's own comparison. */
export async function typeormFinds(published: PublishedPackage, database: TestDatabase): Promise<readonly string[]> {
  const { upQueries } = await withTypeorm(published, database, (dataSource) =>
    dataSource.driver.createSchemaBuilder().log(),
  );
  return upQueries.map(({ query }) => query);
}

/** What `check` complains of, with the statements that would settle it. */
export async function checkFinds(
  published: PublishedPackage,
  database: TestDatabase,
  cwd: string,
): Promise<readonly string[]> {
  const { state, difference } = await check({ dataSource: dataSourceOf(published, database), cwd });
  const found = [...difference.upgrade.map(({ sql }) => sql), ...difference.questions.map(({ text }) => text)];
  return state === 'agrees' ? found : [state, ...found];
}
