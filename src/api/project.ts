/**
 * A user's project as the verbs see it: its configuration, its models, its history and its database, each read when it is first
 * asked for and once. Nothing here prints, and nothing here writes.
 */
import path from 'node:path';
import { loadConfig } from '../config';
import type { Config } from '../config';
import { openDatabase } from '../database';
import { UrlMissingError } from '../errors/connection';
import { makePrivateFolder } from '../files';
import { loadDataSource } from '../load/data-source';
import type { LoadedDataSource } from '../load/data-source';
import { modelOf } from './model';
import { readHistory } from '../revisions/read';
import type { History } from '../revisions/revision';
import { openEmbedded } from '../scratch/embedded';
import type { EmbeddedDatabase } from '../scratch/embedded';
import type { ModelSchema } from '../schema/model';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import type { DataSource } from 'typeorm';

export interface ProjectOptions {
  /** Where the project lies; the folder of the process by default. */
  readonly cwd?: string;
  /** Path of the configuration; found upward from `cwd` by default. */
  readonly config?: string | null;
  /** A path, as in TypeORM's own CLI, or a DataSource, initialised or not, of TypeORM 0.3 or 1.x. It is never changed. */
  readonly dataSource?: string | DataSource | null;
  /** Replaces address, user and database of the data source. */
  readonly url?: string | null;
  /** The embedded PostgreSQL in a directory of the project; false: not even where the configuration says `embedded.always`. */
  readonly embedded?: boolean;
  /** The environment that the database is meant to be; before STILLHEAD_ENVIRONMENT and the configuration's `environment`. */
  readonly environment?: string | null;
  /** `rename`: derived names are compared too; before the configuration's `names`. */
  readonly names?: 'keep' | 'rename' | null;
  /** Called with a line of text when another process holds the embedded database. */
  readonly onWaiting?: (text: string) => void;
  /** Revisions are to be run: a transaction pooler is passed by, where the configuration says how. */
  readonly direct?: boolean;
}

export interface Project {
  readonly config: Config;
  dataSource(): Promise<LoadedDataSource>;
  /** The schema in which a name without one lies: the data source's, else the connection's own. */
  defaultSchema(): Promise<string>;
  versionTable(): Promise<QualifiedName>;
  model(): Promise<ModelSchema>;
  history(): Promise<History>;
  connect(): Promise<Session>;
  close(): Promise<void>;
}

/** Opens a project; nothing is read before it is asked for, but the configuration. @throws ConfigInvalidError */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const given = typeof options.dataSource === 'string' ? null : (options.dataSource ?? null);
  const config = await loadConfig({
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    config: options.config ?? null,
    dataSource: typeof options.dataSource === 'string' ? options.dataSource : null,
    url: options.url ?? null,
    ...(options.embedded === undefined ? {} : { embedded: options.embedded }),
    environment: options.environment ?? null,
    names: options.names ?? null,
    given: given !== null,
  });
  const loaded: LoadedDataSource[] = [];
  const dataSource = once(async () => {
    const one = given === null ? await loadDataSource(config) : loadedAlready(given);
    loaded.push(one);
    return one;
  });
  const connection = connector(config, dataSource, options);
  const defaultSchema = once(() => findDefaultSchema(dataSource, connection.connect));
  return {
    config,
    dataSource,
    defaultSchema,
    connect: connection.connect,
    async close() {
      await connection.close();
      for (const one of loaded) one.rearm();
    },
    versionTable: once(async () => ({
      schema: config.versionTable.schema ?? (await defaultSchema()),
      name: config.versionTable.name,
    })),
    model: once(async () => modelOf(await dataSource(), await defaultSchema())),
    history: once(() => readHistory([config.migrations.directory])),
  };
}

/**
 * Where something may be kept that is only there to save time; null where nothing is to be written: a caller that hands a DataSource
 * over, and has no configuration, has no project of ours.
 */
export function cacheFile({ config }: Project, name: string): string | null {
  return config.file === null && config.dataSource.kind === 'none' ? null : path.join(config.cacheDirectory, name);
}

/** Runs an action on a project and closes what it opened, also when it throws. */
export async function withProject<T>(opening: Promise<Project>, action: (project: Project) => Promise<T>): Promise<T> {
  const project = await opening;
  try {
    return await action(project);
  } finally {
    await project.close();
  }
}

/** Opens the database when it is first asked for, and closes what it opened. */
function connector(
  config: Config,
  dataSource: Project['dataSource'],
  { onWaiting, direct = false }: ProjectOptions,
): Pick<Project, 'connect' | 'close'> {
  let session: Session | null = null;
  let embedded: EmbeddedDatabase | null = null;
  const open = async (): Promise<Session> => {
    if (config.embedded.always) {
      await makePrivateFolder(path.dirname(config.embedded.directory));
      embedded = await openEmbedded({
        directory: config.embedded.directory,
        name: config.projectName,
        onWait: ({ pid, command }) =>
          onWaiting?.(`waiting for process ${pid} (${command}), which holds the embedded database`),
      });
      return embedded.session();
    }
    const url = direct ? (config.directUrl ?? config.url) : config.url;
    // A DataSource that is made around globs names no server: the driver would take one on this machine.
    if (config.dataSource.kind === 'entities' && url === null) throw new UrlMissingError();
    const { options } = (await dataSource()).dataSource;
    return openDatabase({ dataSourceOptions: options, url });
  };
  return {
    connect: once(async () => (session = await open())),
    async close() {
      await session?.close();
      await embedded?.close();
    },
  };
}

async function findDefaultSchema(dataSource: Project['dataSource'], connect: Project['connect']): Promise<string> {
  const { options } = (await dataSource()).dataSource;
  if ('schema' in options && typeof options.schema === 'string' && options.schema !== '') return options.schema;
  const session = await connect();
  const [row] = await session.query<{ name: string | null }>('SELECT pg_catalog.current_schema()::text AS name');
  return row?.name ?? 'public';
}

function loadedAlready(dataSource: DataSource): LoadedDataSource {
  return { dataSource, file: null, loadedFrom: null, stale: null, rearm: () => undefined };
}

/** Runs a function at the first call and gives its result to every other. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
