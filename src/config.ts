/**
 * The configuration of one run: found, read, checked and frozen. Alone in reading the environment. It loads the configuration's
 * file, never the data source.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readHints, type ReadHints } from './configuration/hints';
import { findConfigFiles, findDataSource, findRoot, isEsm, isFile, projectName } from './configuration/places';
import {
  ENVIRONMENT_NAME,
  isEnvironmentName,
  readUserConfig,
  type DataSourceValue,
  type Settings,
} from './configuration/user-config';
import { StillheadError, textOf, UsageError } from './errors';
import { ConfigInvalidError } from './errors/loading';
import { defaultExport, loadModule } from './load/module';

export type { Hints } from './configuration/hints';
export type * from './configuration/extension-points';
export type { UserConfig } from './configuration/user-config';

/** Where the DataSource comes from. */
export type DataSourceFrom =
  | { readonly kind: 'file'; readonly file: string; readonly named: 'flag' | 'config' | 'found' }
  | { readonly kind: 'value'; readonly value: Exclude<DataSourceValue, string> }
  | { readonly kind: 'entities'; readonly globs: readonly string[] }
  | { readonly kind: 'none'; readonly tried: readonly string[] };

/** All paths are absolute. */
export interface Config extends Omit<
  Settings,
  'dataSource' | 'entities' | 'migrations' | 'databaseUrlFrom' | 'embedded' | 'lockTimeout' | 'environment' | 'hints'
> {
  /** The folder of the configuration, else of package.json, else the current one. */
  readonly root: string;
  /** The folder that the command runs in: what paths are shown relative to. */
  readonly cwd: string;
  /** For people: the name in package.json. */
  readonly projectName: string;
  readonly file: string | null;
  readonly dataSource: DataSourceFrom;
  readonly migrations: {
    readonly directory: string;
    readonly language: 'ts' | 'js';
    readonly module: 'esm' | 'commonjs';
    readonly template: string;
  };
  /** What replaces the data source's address, if anything does, and who said so. */
  readonly url: string | null;
  readonly urlFrom: '--url' | 'STILLHEAD_URL' | (string & {}) | null;
  /** `always`: instead of any address. */
  readonly embedded: { readonly always: boolean; readonly directory: string };
  /** The environment that the database is said to be; null: nobody says. */
  readonly environment: string | null;
  /** Answers that are kept with the code, and the file that holds them, relative to `cwd`; null: there is none. */
  readonly hints: (ReadHints & { readonly file: string }) | null;
  readonly lockTimeoutMs: number;
  /** What may be thrown away: replayed histories, answers of settling. */
  readonly cacheDirectory: string;
}

/** What the command line, or a caller of the library, says; it goes before the file. */
export interface ConfigOptions {
  /** Where the search for the configuration begins, and what the paths here are relative to. Default: the current folder. */
  readonly cwd?: string;
  readonly config?: string | null;
  readonly dataSource?: string | null;
  readonly url?: string | null;
  /** Left out: what the file says, unless an address is given for this run. */
  readonly embedded?: boolean;
  readonly environment?: string | null;
  readonly names?: 'keep' | 'rename' | null;
  /** A DataSource was handed over: none is looked for. */
  readonly given?: boolean;
  /** A configuration above the nearest package.json is another package's, and not this one's. */
  readonly ownPackage?: boolean;
}

export interface Environment {
  readonly stillheadUrl: string | null;
  readonly ci: boolean;
  /** Where programs keep what may be thrown away: an absolute path, else null (XDG Base Directory Specification). */
  readonly xdgCacheHome: string | null;
}

/** The environment variables that Stillhead reads by itself. */
export function readEnvironment(): Environment {
  const ci = process.env['CI'] ?? '';
  const cacheHome = variable('XDG_CACHE_HOME');
  return {
    stillheadUrl: variable('STILLHEAD_URL'),
    ci: ci !== '' && ci !== '0' && ci !== 'false',
    xdgCacheHome: cacheHome !== null && path.isAbsolute(cacheHome) ? cacheHome : null,
  };
}

const TOPICS = ['sql', 'order', 'compare', 'settle', 'load', 'replay'];
let traces: { readonly debug: string; readonly topics: ReadonlySet<string> } = { debug: '', topics: new Set() };

/** The topics that `DEBUG=stillhead:sql,order` switches on; `stillhead:*` switches on all. */
export function enabledTraces(): ReadonlySet<string> {
  const debug = process.env['DEBUG'] ?? '';
  if (debug !== traces.debug) traces = { debug, topics: readTopics(debug) };
  return traces.topics;
}

function readTopics(debug: string): ReadonlySet<string> {
  const items = debug.split(/[\s,]+/);
  if (!items.some((item) => item.startsWith('stillhead'))) return new Set();
  const named = items.map((item) => item.replace(/^stillhead:/, ''));
  return new Set(
    items.some((item) => /^stillhead(:\*)?$/.test(item)) ? TOPICS : TOPICS.filter((topic) => named.includes(topic)),
  );
}

function variable(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}

/** @throws ConfigInvalidError with the path of every faulty key; UsageError for two databases */
export async function loadConfig(options: ConfigOptions = {}): Promise<Config> {
  if (options.embedded === true && typeof options.url === 'string') {
    throw new UsageError('--embedded and --url name two databases', { hint: 'leave one of them out' });
  }
  const cwd = path.resolve(options.cwd ?? process.cwd());
  const found = configFile(cwd, options.config ?? null);
  const file = options.ownPackage === true && found !== null && isAbove(found, findRoot(cwd)) ? null : found;
  const root = file === null ? findRoot(cwd) : path.dirname(file);
  const { settings, problems } = readUserConfig(file === null ? {} : await loadConfigFile(file));
  if (file !== null && problems.length > 0) throw new ConfigInvalidError(path.relative(cwd, file), problems);
  return freeze({
    ...assemble(settings, root, options),
    hints: await loadHints(settings.hints, root, cwd),
    file,
    cwd,
    dataSource: chooseDataSource(settings, root, cwd, options),
  });
}

function assemble(
  settings: Settings,
  root: string,
  options: ConfigOptions,
): Omit<Config, 'file' | 'cwd' | 'dataSource' | 'hints'> {
  const {
    dataSource: _dataSource,
    entities: _entities,
    databaseUrlFrom,
    lockTimeout,
    hints: _hints,
    ...rest
  } = settings;
  const directory = path.resolve(root, settings.migrations.directory);
  return {
    ...rest,
    root,
    names: options.names ?? settings.names,
    projectName: projectName(root),
    templates: settings.templates === null ? null : path.resolve(root, settings.templates),
    migrations: {
      directory,
      language: language(settings.migrations.language, root),
      module: isEsm(directory) ? 'esm' : 'commonjs',
      template: settings.migrations.template,
    },
    ...chooseUrl(options, databaseUrlFrom),
    environment: chooseEnvironment(options, settings),
    embedded: {
      always: options.embedded ?? (settings.embedded.always && !isAddressGiven(options)),
      directory: path.resolve(root, settings.embedded.directory),
    },
    lockTimeoutMs: lockTimeout,
    cacheDirectory: path.join(root, '.stillhead', 'cache'),
  };
}

/** What is said for one run goes before `embedded.always`, which is said for all. */
function isAddressGiven({ url }: ConfigOptions): boolean {
  return typeof url === 'string' || variable('STILLHEAD_URL') !== null;
}

function chooseUrl(options: ConfigOptions, databaseUrlFrom: string | null): Pick<Config, 'url' | 'urlFrom'> {
  if (typeof options.url === 'string') return { url: options.url, urlFrom: '--url' };
  for (const name of ['STILLHEAD_URL', databaseUrlFrom]) {
    const url = name === null ? null : variable(name);
    if (url !== null) return { url, urlFrom: name };
  }
  return { url: null, urlFrom: null };
}

function chooseEnvironment(options: ConfigOptions, settings: Settings): string | null {
  const given: readonly (readonly [string, string | null])[] = [
    ['--environment', options.environment ?? null],
    ['STILLHEAD_ENVIRONMENT', variable('STILLHEAD_ENVIRONMENT')],
  ];
  for (const [from, name] of given) {
    if (name === null) continue;
    if (!isEnvironmentName(name)) throw new ConfigInvalidError(from, [`must be ${ENVIRONMENT_NAME}`]);
    return name;
  }
  return settings.environment;
}

function chooseDataSource(settings: Settings, root: string, cwd: string, options: ConfigOptions): DataSourceFrom {
  if (options.given === true) return { kind: 'none', tried: [] };
  if (typeof options.dataSource === 'string')
    return { kind: 'file', file: path.resolve(cwd, options.dataSource), named: 'flag' };
  const { dataSource, entities } = settings;
  if (typeof dataSource === 'string') return { kind: 'file', file: path.resolve(root, dataSource), named: 'config' };
  if (dataSource !== null) return { kind: 'value', value: dataSource };
  if (entities !== null) return { kind: 'entities', globs: entities.map((glob) => path.resolve(root, glob)) };
  const { file, tried } = findDataSource(root);
  return file === null ? { kind: 'none', tried } : { kind: 'file', file, named: 'found' };
}

function language(asked: 'ts' | 'js' | 'auto', root: string): 'ts' | 'js' {
  if (asked !== 'auto') return asked;
  return isFile(path.join(root, 'tsconfig.json')) ? 'ts' : 'js';
}

function configFile(cwd: string, named: string | null): string | null {
  if (named !== null) {
    const file = path.resolve(cwd, named);
    if (!isFile(file)) throw new ConfigInvalidError(named, ['there is no such file']);
    return file;
  }
  const [file, ...others] = findConfigFiles(cwd);
  if (file === undefined) return null;
  if (others.length > 0) {
    throw new ConfigInvalidError(path.relative(cwd, file), [
      `stands beside ${others.map((other) => path.basename(other)).join(', ')}; keep one`,
    ]);
  }
  return file;
}

/** Whether a file lies in a folder above this one. */
function isAbove(file: string, folder: string): boolean {
  return path.dirname(file) !== folder && folder.startsWith(path.join(path.dirname(file), path.sep));
}

async function loadConfigFile(file: string): Promise<unknown> {
  const shown = path.basename(file);
  try {
    if (file.endsWith('.json')) return JSON.parse(fs.readFileSync(file, 'utf8')) as unknown;
    return await defaultExport(await loadModule(file));
  } catch (error) {
    if (error instanceof ConfigInvalidError) throw error;
    const reason = textOf(error);
    throw new ConfigInvalidError(
      shown,
      [error instanceof StillheadError ? reason : `cannot be read: ${reason}`],
      error,
    );
  }
}

const HINTS = 'stillhead.hints.json';

async function loadHints(named: string | null, root: string, cwd: string): Promise<Config['hints']> {
  const file = path.resolve(root, named ?? HINTS);
  if (!isFile(file)) {
    if (named === null) return null;
    throw new ConfigInvalidError('the setting hints', [`${named}: there is no such file`]);
  }
  const { hints, problems } = readHints(await loadConfigFile(file));
  const shown = path.relative(cwd, file);
  if (problems.length > 0) throw new ConfigInvalidError(shown, problems);
  return { ...hints, file: shown };
}

/** Frozen all through, but for what the user made: a DataSource stays as it is. */
function freeze<Value extends Config>(config: Value): Value {
  const seal = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
    Object.freeze(value);
    Object.values(value).forEach(seal);
  };
  const { dataSource, ...rest } = config;
  Object.freeze(dataSource);
  if (dataSource.kind !== 'value') seal(dataSource);
  seal(rest);
  return Object.freeze(config);
}
