/**
 * The user's DataSource, from the file, function or globs that the configuration names. Loading connects to nothing, whatever the files
 * call at their top level. The DataSource is of the user's own TypeORM, so it is known by its shape, not by its class.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../config';
import { StillheadError, textOf } from '../errors';
import {
  DataSourceExportsError,
  DataSourceMissingError,
  DataSourceThrowsError,
  NotPostgresError,
  TypeormMissingError,
} from '../errors/loading';
import { disarmTypeorm, resolveTypeorm, type Disarmed } from './disarm';
import { describeLoadFailure } from './failures';
import { installHooks } from './hooks';
import { isPlain, loadModule, type LoadedModule } from './module';
import { nearFile } from './near-file';
import { originOf, type Stale } from './stale';

export interface LoadedDataSource {
  readonly dataSource: DataSource;
  /** Absolute; null where no file of its own holds it. */
  readonly file: string | null;
  /** Whether the file is a source or what a build wrote. Null where no file is known. */
  readonly loadedFrom: 'source' | 'build' | null;
  /** Set where it was loaded from a build that is older than the sources. */
  readonly stale: Stale | null;
  /** Lets TypeORM connect again; until then whatever the project's files call does nothing, also what they call later. */
  rearm(): void;
}

/** How long an ES module that waits for `initialize()` at its top level is let wait, so that one that does not is never woken. */
const PATIENCE_MS = 100;

/**
 * @throws DataSourceMissingError, DataSourceExportsError, DataSourceThrowsError, TypeormMissingError
 */
export async function loadDataSource(
  config: Pick<Config, 'dataSource' | 'root' | 'url'> & Partial<Pick<Config, 'file'>>,
): Promise<LoadedDataSource> {
  const from = config.dataSource;
  switch (from.kind) {
    case 'file':
      checkThere(from.file, from.named === 'config' && typeof config.file === 'string' ? shown(config.file) : null);
      return { ...(await loadFromFile(from.file)), file: from.file, ...originOf(from.file, config.root) };
    case 'value':
      return { ...(await loadFromValue(from.value, config.root)), ...NO_FILE };
    case 'entities':
      return { ...makeDataSource(from.globs, config.root, config.url), ...NO_FILE };
    case 'none':
      throw new DataSourceMissingError('there is no data source', from.tried, {
        config: typeof config.file === 'string' ? shown(config.file) : null,
      });
  }
}

type Loaded = Pick<LoadedDataSource, 'dataSource' | 'rearm'>;

const NO_FILE = { file: null, loadedFrom: null, stale: null } as const;

/** What a data source may be written in. */
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;

/** @param config the configuration that names the file, or `null` where -d does. @throws DataSourceMissingError */
function checkThere(file: string, config: string | null): void {
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true) return;
  const near = nearFile(file, SCRIPT);
  const wrong = config === null ? 'the path given with -d' : `dataSource in ${config}`;
  const hint = near === null ? `correct ${wrong}` : `did you mean ${shown(near)}?`;
  throw new DataSourceMissingError(`there is no file ${shown(file)}`, [shown(file)], { hint });
}

async function loadFromFile(file: string): Promise<Loaded> {
  return disarmed(file, async (typeorm) =>
    theOnly(await settleExports(await whileWaiting(loadModule(file), typeorm), typeorm), file),
  );
}

function theOnly(exported: readonly (readonly [string, unknown])[], file: string): DataSource {
  const found = exported.filter(([, value]) => isDataSource(value));
  // The same one under two names, as in `export const AppDataSource = …; export default AppDataSource`, is one.
  const different = new Map(found.map(([name, value]) => [value, name]));
  const [only] = different.keys();
  if (different.size !== 1 || !isDataSource(only)) {
    throw new DataSourceExportsError(
      shown(file),
      found.length === 0 ? [] : [...different.values()],
      exported.map(([name]) => name),
    );
  }
  return only;
}

async function loadFromValue(value: object | (() => unknown), root: string): Promise<Loaded> {
  return disarmed(path.join(root, 'stillhead.config'), async (typeorm) => {
    typeorm?.release();
    return oneOf(typeof value === 'function' ? await (Reflect.apply(value, undefined, []) as unknown) : value);
  });
}

function oneOf(made: unknown): DataSource {
  const single = Array.isArray(made) && made.length === 1 ? (made[0] as unknown) : made;
  if (isDataSource(single)) return single;
  const count = Array.isArray(single) ? single.filter(isDataSource).map((_, index) => `[${index}]`) : [];
  throw new DataSourceExportsError('dataSource in the configuration', count, []);
}

/** A DataSource of the user's TypeORM around entity files. */
function makeDataSource(globs: readonly string[], root: string, url: string | null): Loaded {
  const place = path.join(root, 'package.json');
  const typeorm = resolveTypeorm(place);
  if (typeorm === null) throw new TypeormMissingError(root);
  // TypeORM loads the globs itself, when the model is built.
  installHooks(path.join(root, 'entities.ts'));
  const loaded = createRequire(place)(typeorm) as { DataSource: typeof DataSource };
  const dataSource = new loaded.DataSource({
    type: 'postgres',
    entities: [...globs],
    ...(url === null ? {} : { url }),
  });
  const disarm = disarmTypeorm(place);
  return { dataSource, rearm: () => disarm?.restore() };
}

/** Runs what loads the user's code, with TypeORM disarmed until somebody arms it again, and tells its errors as ours. */
async function disarmed(file: string, run: (typeorm: Disarmed | null) => Promise<DataSource>): Promise<Loaded> {
  const typeorm = disarmTypeorm(file);
  try {
    return { dataSource: await run(typeorm), rearm: () => typeorm?.restore() };
  } catch (error) {
    typeorm?.restore();
    if (error instanceof StillheadError) throw error;
    const other = otherDriver(error);
    if (other !== null) throw new NotPostgresError(other);
    const { reason, where, hint } = describeLoadFailure(error, file);
    throw new DataSourceThrowsError(shown(file), reason, where, hint, error);
  }
}

/**
 * The kind of database for which TypeORM looks in vain for the driver's package: `new DataSource` loads it. Null where it is PostgreSQL's own,
 * or something else is wrong.
 */
function otherDriver(error: unknown): string | null {
  const message = textOf(error);
  const name = /^(\w[\w ]*) package has not been found installed/.exec(message)?.[1];
  return name === undefined || /^Postgres\b/i.test(name) ? null : name.toLowerCase();
}

/** Waits for a module; one that itself waits for a connection, at its top level, is let go on without. */
async function whileWaiting<Value>(loading: Promise<Value>, typeorm: Disarmed | null): Promise<Value> {
  let asked = 0;
  const timer = setInterval(() => {
    const now = typeorm?.asked() ?? 0;
    if (now > 0 && now === asked) typeorm?.release();
    asked = now;
  }, PATIENCE_MS);
  try {
    return await loading;
  } finally {
    clearInterval(timer);
  }
}

/** The exports by name, promises awaited; where a promise is exported, what it waits for goes on. */
async function settleExports(
  module: LoadedModule,
  typeorm: Disarmed | null,
): Promise<readonly (readonly [string, unknown])[]> {
  const entries = Object.entries(module).flatMap(([name, value]) => inner(name, value));
  if (entries.some(([, value]) => value instanceof Promise || isThenable(value))) typeorm?.release();
  return Promise.all(entries.map(async ([name, value]) => [name, await value] as const));
}

/** `import` of CommonJS: all of `module.exports` stands under `default`, beside the names that Node could tell. */
function inner(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  const isExports = name === 'default' && typeof value === 'object' && value !== null && isPlain(value);
  return isExports ? Object.entries(value) : [[name, value]];
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** A DataSource of any TypeORM: what the model is read through, and the options. */
function isDataSource(value: unknown): value is DataSource {
  if (typeof value !== 'object' || value === null) return false;
  const has = (name: string): boolean => name in value;
  return (
    has('options') && has('entityMetadatas') && has('buildMetadatas') && has('initialize') && has('namingStrategy')
  );
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}
