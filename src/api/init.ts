/** Sets a project up: a configuration where one is needed, and the folder of migrations. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { loadConfig } from '../config';
import type { Config } from '../config';
import { copyTemplates, writeNewFile } from '../files';

export interface InitResult {
  /** Relative to the current folder: a configuration that is kept may lie above it. */
  readonly written: readonly string[];
  /** What was there already, and stays as it is. */
  readonly kept: readonly string[];
  /** The file of the data source that the configuration names now, or that is found. */
  readonly dataSource: string | null;
  /** The configuration's file, and what is left to be set there by hand: nothing is written into a file that is there. */
  readonly config: string;
  readonly unset: Readonly<Record<string, string>>;
}

const CONFIG_FILE = 'stillhead.config.json';
const TEMPLATES = 'templates';

/**
 * Writes no file over another. A folder with a package.json of its own is a project of its own, whatever lies above it. A project whose data source is found needs no configuration; one is written all the
 * same, to be read.
 */
export async function init(
  options: { readonly cwd?: string; readonly dataSource?: string | null; readonly templates?: boolean } = {},
): Promise<InitResult> {
  const cwd = options.cwd ?? process.cwd();
  const config = await loadConfig({ cwd, ownPackage: true });
  const wanted = fileOf(await loadConfig({ cwd, ownPackage: true, dataSource: options.dataSource ?? null }));
  const templates = options.templates === true;
  const settings = {
    ...(wanted === null ? {} : { dataSource: wanted }),
    ...(templates ? { templates: TEMPLATES } : {}),
  };
  const isNew = config.file === null;
  const shown = (file: string): string => path.relative(config.cwd, file);
  const configFile = shown(config.file ?? path.join(config.root, CONFIG_FILE));
  const place = { written: isNew ? [configFile] : [], kept: isNew ? [] : [configFile] };
  if (isNew) {
    const text = JSON.stringify({ ...settings, migrations: { directory: 'migrations' } }, null, 2);
    await writeNewFile(path.join(config.root, CONFIG_FILE), `${text}\n`);
  }
  const made = await fs.mkdir(config.migrations.directory, { recursive: true });
  const folder = `${shown(config.migrations.directory)}/`;
  const copied = templates ? await copyTemplates(config.templates ?? path.join(config.root, TEMPLATES)) : [];
  return {
    written: [...place.written, ...(made === undefined ? [] : [folder]), ...copied.map(shown)],
    kept: [...place.kept, ...(made === undefined ? [folder] : [])],
    dataSource: shownFrom(config, isNew ? wanted : fileOf(config)),
    config: configFile,
    unset: isNew ? {} : unsetIn(config, wanted, templates),
  };
}

/** What a configuration names, from the current folder. */
function shownFrom({ root, cwd }: Config, file: string | null): string | null {
  return file === null ? null : path.relative(cwd, path.resolve(root, file)).replaceAll(path.sep, '/');
}

/** As a configuration names it; null where no file of its own holds the data source. */
function fileOf({ dataSource, root }: Config): string | null {
  return dataSource.kind === 'file' ? path.relative(root, dataSource.file).replaceAll(path.sep, '/') : null;
}

/** What was asked for, and a configuration that is kept does not say. */
function unsetIn(config: Config, wanted: string | null, templates: boolean): Readonly<Record<string, string>> {
  return {
    ...(wanted === null || wanted === fileOf(config) ? {} : { dataSource: wanted }),
    ...(templates && config.templates === null ? { templates: TEMPLATES } : {}),
  };
}
