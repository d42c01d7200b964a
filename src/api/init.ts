/** Sets a project up: a configuration where one is needed, and the folder of migrations. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { loadConfig } from '../config';
import { copyTemplates, writeNewFile } from '../files';

export interface InitResult {
  /** Relative to the project. */
  readonly written: readonly string[];
  /** What was there already, and stays as it is. */
  readonly kept: readonly string[];
  /** The file of the data source that was found or named. */
  readonly dataSource: string | null;
}

/** Writes no file over another. A project whose data source is found needs no configuration; one is written all the same, to be read. */
export async function init(
  options: { readonly cwd?: string; readonly dataSource?: string | null; readonly templates?: boolean } = {},
): Promise<InitResult> {
  const cwd = options.cwd ?? process.cwd();
  const config = await loadConfig({ cwd, dataSource: options.dataSource ?? null });
  const { root, dataSource } = config;
  const found = dataSource.kind === 'file' ? path.relative(root, dataSource.file).replaceAll(path.sep, '/') : null;
  const written: string[] = [];
  const kept: string[] = [];
  if (config.file !== null) {
    kept.push(path.relative(root, config.file));
  } else {
    const settings = { ...(found === null ? {} : { dataSource: found }), migrations: { directory: 'migrations' } };
    await writeNewFile(path.join(root, 'stillhead.config.json'), `${JSON.stringify(settings, null, 2)}\n`);
    written.push('stillhead.config.json');
  }
  const made = await fs.mkdir(config.migrations.directory, { recursive: true });
  (made === undefined ? kept : written).push(`${path.relative(root, config.migrations.directory)}/`);
  if (options.templates)
    written.push(
      ...(await copyTemplates(config.templates ?? path.join(root, 'templates'))).map((file) =>
        path.relative(root, file),
      ),
    );
  return { written, kept, dataSource: found };
}
