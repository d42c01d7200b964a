/**
 * The sides of `diff`: what a person may write for one, and a PostgreSQL on which it can be read. What is no database yet is made on a
 * throw-away one; a database of the user's is only read.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCatalog } from '../catalog/read';
import type { CatalogSnapshot } from '../catalog/read';
import { openDatabase } from '../database';
import { codeOf, textOf } from '../errors';
import { SqlFileFailedError } from '../errors/loading';
import { nearFile } from '../load/near-file';
import { lackingExtensions } from '../revisions/extensions';
import { planUpgrade } from '../revisions/plan';
import { resolveTarget } from '../revisions/targets';
import { openScratch } from '../scratch/scratch';
import { EMPTY_SCHEMA } from '../schema/empty';
import type { DatabaseSchema } from '../schema/types';
import type { ServerFacts, Session } from '../session';
import { modelOf } from './model';
import type { Project } from './project';
import { replayOn } from './replay';
import { runOptions } from './run-options';

/** What a side is, from the words that a person writes for it. */
export type SideName =
  | { readonly kind: 'empty' }
  | { readonly kind: 'model' }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly file: string; readonly shown: string }
  | { readonly kind: 'revision'; readonly target: string };

/** `empty`, `model`, an address, a file that ends in `.sql`, from `cwd`; anything else is a revision. */
export function sideName(text: string, cwd: string): SideName {
  if (text === 'empty' || text === 'model') return { kind: text };
  if (/^postgres(ql)?:/i.test(text)) return { kind: 'url', url: text };
  if (/\.sql$/i.test(text)) return { kind: 'file', file: path.resolve(cwd, text), shown: text };
  return { kind: 'revision', target: text };
}

/** A side that is a database, or as if it was one. */
export interface ReadSide {
  readonly name: SideName;
  /** `null`: nobody was asked. */
  readonly server: ServerFacts | null;
  readonly snapshot: CatalogSnapshot;
  /** For people: `clinic on localhost:5432`, `schema.sql`, `revision 1a2b3c4d`. */
  readonly words: string;
  /** Extensions that its revisions require and do not make. */
  readonly required: readonly string[];
  close(): Promise<void>;
}

/** A side that is a database. */
export interface Place extends ReadSide {
  readonly session: Session;
}

export type PlaceName = Exclude<SideName, { readonly kind: 'model' }>;

/** What every new database holds. */
const NEW_DATABASE: CatalogSnapshot = {
  schema: { ...EMPTY_SCHEMA, namespaces: [{ name: 'public', comment: 'standard public schema' }] },
  currentSchema: null,
  sizes: new Map(),
  unmodelled: [],
  beyond: [],
};

/** As `openPlace`, where nobody needs a server: nothing is known of itself. */
export async function readPlace(name: PlaceName, project: Project, beside: DatabaseSchema): Promise<ReadSide> {
  if (name.kind !== 'empty') return openPlace(name, project, beside);
  return { name, server: null, snapshot: NEW_DATABASE, words: NOTHING, required: [], close: () => Promise.resolve() };
}

const NOTHING = 'an empty database';

/**
 * Opens and reads a side. `beside`: what the other side holds, for the extensions that a history finds in place.
 * @throws UrlInvalidError, DatabaseUnreachableError and their kin, SqlFileFailedError, RevisionNotFoundError, what a revision throws
 */
export async function openPlace(name: PlaceName, project: Project, beside: DatabaseSchema): Promise<Place> {
  if (name.kind === 'url') {
    const session = await openDatabase({ dataSourceOptions: { type: 'postgres' }, url: name.url });
    return read(name, session, { words: session.server.description, required: [] }, () => session.close());
  }
  const scratch = await openScratch(name.kind === 'empty' ? { mentions: [] } : {});
  try {
    const filled = await fill(name, await scratch.session(), project, beside);
    // What a script has set must not change how the catalog reads.
    return await read(name, await scratch.session(), filled, () => scratch.close());
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

async function read(name: SideName, session: Session, filled: Filled, close: () => Promise<void>): Promise<Place> {
  try {
    return { ...filled, name, session, server: session.server, snapshot: await readCatalog(session), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Filled = Pick<ReadSide, 'words' | 'required'>;

/** Makes on an empty database what a side says. */
async function fill(
  name: Exclude<PlaceName, { readonly kind: 'url' }>,
  session: Session,
  project: Project,
  beside: DatabaseSchema,
): Promise<Filled> {
  switch (name.kind) {
    case 'empty':
      return { words: NOTHING, required: [] };
    case 'file':
      await runFile(session, name);
      return { words: name.shown, required: [] };
    case 'revision': {
      const history = await project.history();
      const heads = resolveTarget(history, null, name.target);
      const plan = planUpgrade(history, [], heads);
      if (plan.steps.length > 0) {
        const options = await runOptions(await projectOn(project, session, null));
        // Nobody else can make here what a revision requires.
        await replayOn(session, plan, { ...options, makeExtensions: true }, beside);
      }
      const revisions = plan.steps.map(({ revision }) => revision);
      return {
        words: heads.length === 0 ? 'base' : `revision ${heads.join(', ')}`,
        required: lackingExtensions(revisions, EMPTY_SCHEMA).map((each) => each.name),
      };
    }
  }
}

async function runFile(session: Session, { file, shown }: SideName & { readonly kind: 'file' }): Promise<void> {
  let sql: string;
  try {
    sql = await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    const near = isMissing ? nearFile(file, /\.sql$/i) : null;
    const hint =
      near === null ? 'give the path of a .sql file that can be read' : `did you mean ${besides(shown, near)}?`;
    throw new SqlFileFailedError(shown, isMissing ? 'there is no such file' : textOf(error), null, error, hint);
  }
  try {
    await session.script(sql);
  } catch (error) {
    throw new SqlFileFailedError(shown, textOf(error), lineOf(sql, error), error);
  }
}

/** A file of the same folder as a person would write it. */
function besides(shown: string, file: string): string {
  return shown.slice(0, shown.length - path.basename(shown).length) + path.basename(file);
}

/** The server counts the characters from 1. */
function lineOf(sql: string, error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('position' in error)) return null;
  const position = Number(error.position);
  return Number.isInteger(position) && position > 0 ? sql.slice(0, position - 1).split('\n').length : null;
}

/** The project with another database in the place of its own. `defaultSchema`: of the side; `null` where it does not say. */
export async function projectOn(project: Project, session: Session, defaultSchema: string | null): Promise<Project> {
  const { config } = project;
  const own = config.dataSource.kind === 'none' ? null : (await project.dataSource()).dataSource.options;
  const named = own !== null && 'schema' in own && typeof own.schema === 'string' && own.schema !== '';
  const schema = named ? String(own.schema) : (defaultSchema ?? 'public');
  return {
    ...project,
    defaultSchema: () => Promise.resolve(schema),
    versionTable: () =>
      Promise.resolve({ schema: config.versionTable.schema ?? schema, name: config.versionTable.name }),
    model: async () => modelOf(await project.dataSource(), schema),
    connect: () => Promise.resolve(session),
    close: () => Promise.resolve(),
  };
}
