/**
 * Files that Stillhead reads for itself and writes for people: templates, Prettier's settings, revisions. A file is written whole
 * or not at all, and never over another. Loads Prettier only when something is formatted.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codeOf } from './errors';
import { FileExistsError, FileUnwritableError, PrettierFailedError, TemplateMissingError } from './errors/files';

/** Templates that come with the package; beside `src/` in the repository and beside `dist/` in the package. */
const BUILT_IN_TEMPLATES = path.join(__dirname, '..', 'templates');

/**
 * The text of a template: the user's copy where there is one.
 * @param directory the user's folder of templates, or null
 * @throws TemplateMissingError
 */
export async function readTemplate(name: string, directory: string | null): Promise<string> {
  for (const folder of [directory, BUILT_IN_TEMPLATES]) {
    if (folder === null) continue;
    const text = await fs.readFile(path.join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (text !== null) return text;
  }
  throw new TemplateMissingError(name, directory);
}

/**
 * Lays source text out as the user's own Prettier settings for that path say; `.editorconfig` counts.
 * @throws PrettierFailedError; SyntaxError where the text is no program
 */
export async function format(text: string, file: string): Promise<string> {
  const prettier = await import('prettier');
  try {
    const settings = (await prettier.resolveConfig(file, { editorconfig: true })) ?? {};
    const plugins = (settings.plugins ?? []).map((plugin) => installedPlugin(plugin, file));
    const own = { singleQuote: true, printWidth: 120, trailingComma: 'all' } as const;
    return await prettier.format(text, { ...own, ...settings, plugins, filepath: file });
  } catch (error) {
    // A parser says where in the text it gave up; a configuration has no such place.
    if (error instanceof Error && error.name === 'SyntaxError' && 'loc' in error) throw error;
    throw new PrettierFailedError(file, error);
  }
}

/** Prettier looks for the name of a package from the folder of the process, which need not be that of the file. */
function installedPlugin<T>(plugin: T, file: string): T | string {
  if (typeof plugin !== 'string' || path.isAbsolute(plugin)) return plugin;
  try {
    return createRequire(file).resolve(plugin);
  } catch {
    return plugin;
  }
}

/**
 * Writes a new file whole: first beside its place, then linked into it, so that a reader never sees half of it, a crash leaves
 * nothing under its name, and two writers cannot overwrite each other.
 * @throws FileExistsError, FileUnwritableError
 */
export async function writeNewFile(file: string, text: string): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    await makeFolder(path.dirname(file));
    const handle = await fs.open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new FileExistsError(file);
    throw new FileUnwritableError(file, error);
  } finally {
    // Where nothing could be written there is nothing to take away, and the first error is the one to tell.
    await fs.rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** A file that stands where the folder should be is no revision that exists already. */
async function makeFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? new Error(`${folder} is no folder`) : error;
  });
}

/** Some file systems know no links: there it is copied, and taken away again where that fails half-way. */
async function place(temporary: string, file: string): Promise<void> {
  try {
    await fs.link(temporary, file);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].some((code) => codeOf(error) === code)) throw error;
    await fs.copyFile(temporary, file, constants.COPYFILE_EXCL).catch(async (failure: unknown) => {
      if (codeOf(failure) !== 'EEXIST') await fs.rm(file, { force: true });
      throw failure;
    });
  }
}

/** A value that was kept in the cache, or null where there is none that can be read. */
export async function readCache<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** Keeps a value; a cache that cannot be written only costs time, so that a failure is nobody's concern. */
export async function writeCache(file: string, value: unknown): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await makePrivateFolder(path.dirname(file));
    await fs.writeFile(temporary, JSON.stringify(value));
    await fs.rename(temporary, file);
  } catch {
    await fs.rm(temporary, { force: true });
  }
}

/** A value that was kept, or made and kept now. `null`: there is nowhere to keep it. */
export async function onceKept<T>(file: string | null, make: () => Promise<T>): Promise<T> {
  const kept = file === null ? null : await readCache<T>(file);
  if (kept !== null) return kept;
  const made = await make();
  if (file === null) return made;
  await writeCache(file, made);
  await sweepKept(path.dirname(file));
  return made;
}

const KEPT_DAYS = 30;

/** What `onceKept` kept of states that are long gone: a name with a digest is never written again. */
async function sweepKept(folder: string): Promise<void> {
  const before = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /-[0-9a-f]{64}\.json$/.test(each))) {
    const file = path.join(folder, name);
    const made = await fs.stat(file).catch(() => null);
    if (made !== null && made.mtimeMs < before) await fs.rm(file, { force: true });
  }
}

/** Copies the templates of the package to a folder of the user's; gives the files it wrote. @throws FileExistsError */
export async function copyTemplates(directory: string): Promise<readonly string[]> {
  const names = (await fs.readdir(BUILT_IN_TEMPLATES)).filter((name) => name.endsWith('.ejs'));
  const files = names.map((name) => ({ name, file: path.join(directory, name) }));
  for (const { name, file } of files)
    await writeNewFile(file, await fs.readFile(path.join(BUILT_IN_TEMPLATES, name), 'utf8'));
  return files.map(({ file }) => file);
}

/** A folder of our own in the user's project, below `.stillhead`, which git leaves alone. @throws FileUnwritableError */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await ignoreInGit(folder);
  } catch (error) {
    throw new FileUnwritableError(folder, error);
  }
}

async function ignoreInGit(folder: string): Promise<void> {
  const own = folder.slice(0, folder.lastIndexOf(`${path.sep}.stillhead`) + `${path.sep}.stillhead`.length);
  if (path.basename(own) !== '.stillhead') return;
  await fs.writeFile(path.join(own, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}
