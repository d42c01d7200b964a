/** The embedded database of a project for the project's own code: to put rows in, and to look at them. */
import path from 'node:path';
import { loadConfig } from '../config';
import { makePrivateFolder } from '../files';
import { openEmbedded as openDirectory } from '../scratch/embedded';
import type { EmbeddedOptions } from '../scratch/embedded';
import type { ProjectOptions } from './project';

export interface EmbeddedServer {
  /** For `new Client(…)` of `pg`, and as `extra` of a TypeORM DataSource of type `postgres`. */
  readonly pgOptions: EmbeddedOptions;
  /** Lets go of the directory, for which other processes wait meanwhile. Without it Node does not end. */
  close(): Promise<void>;
}

/**
 * Opens the database that `--embedded` works on; it is made where there is none.
 * @throws EmbeddedBusyError where another process holds it for longer than 30 s; ConfigInvalidError
 */
export async function openEmbedded(
  options: Pick<ProjectOptions, 'cwd' | 'config' | 'onWaiting'> = {},
): Promise<EmbeddedServer> {
  const { cwd = process.cwd(), config = null } = options;
  const { embedded, projectName } = await loadConfig({ cwd, config, embedded: true });
  const { directory } = embedded;
  await makePrivateFolder(path.dirname(directory));
  const database = await openDirectory({
    directory,
    name: projectName,
    onWait: ({ pid, command }) => options.onWaiting?.(`waiting for process ${pid} (${command})`),
  });
  return { pgOptions: database.pgOptions, close: () => database.close() };
}
