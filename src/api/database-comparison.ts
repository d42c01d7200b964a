/** The model against the live database: wires the catalog, the settling server and the replayed history to `comparison.ts`. */
import { readColumnStatistics } from '../catalog/column-statistics';
import { readCatalog } from '../catalog/read';
import { trace } from '../log';
import type { PrintAnswers, PrintRequest } from '../schema/expressions';
import type { ModelSchema, ModelWarning } from '../schema/model';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { openScratch } from '../scratch/scratch';
import { cachedPrinter, rememberedAnswers } from '../settle/cache';
import type { CacheOptions, Printer } from '../settle/cache';
import { extensionNames, prepareScratch } from '../settle/prepare';
import { settle } from '../settle/settle';
import type { Answers } from './answers';
import { compareModel } from './comparison';
import type { ComparisonSettings } from './comparison';
import type { GivenHints } from './hints';
import { cacheFile } from './project';
import type { Project } from './project';
import { madeBy, replay } from './replay';
import type { Replayed } from './replay';
import type { Difference } from './results';
import { rewriter } from './rewrite';
import { internalTables, ownedByPattern, visibility } from './visibility';

/** Compares the project's model with its database, which is at these heads. Reads only. */
export async function compareWithDatabase(
  project: Project,
  at: readonly string[],
  answers: Answers,
): Promise<Difference> {
  const session = await project.connect();
  const { schema: current } = await readCatalog(session, { onlySchema: true });
  return (await compareCurrent(project, current, at, answers)).found;
}

/**
 * The same, where the database was read before, with the history that it is at: a revision that would run nowhere is told also where
 * nobody asks what the history made.
 */
export async function compareCurrent(
  project: Project,
  current: DatabaseSchema,
  at: readonly string[],
  answers: Answers,
): Promise<{ readonly found: Difference; readonly replayed: Replayed | null }> {
  const history = onceReplayed(project, at, current);
  const { hints } = project.config;
  const found = await compareWith(project, current, await project.model(), {
    at,
    answers,
    hints,
    rewrites: true,
    history,
  });
  return { found, replayed: await history() };
}

/** How a model is compared with a schema. */
export interface Comparing {
  /** The revisions that the schema is at. */
  readonly at: readonly string[];
  readonly answers: Answers;
  /** Of use only where the model is that of the entities. */
  readonly hints?: GivenHints | null;
  /** Whether the configuration's `rewrite` is asked: only where a revision would hold what is found. */
  readonly rewrites?: boolean;
  /** What the revisions make, where it is known or to be asked but once; `null`: there are none. */
  readonly history?: () => Promise<Replayed | null>;
  /** Whether the schema is that of the project's own server, which then may print its expressions; it is, by default. */
  readonly live?: boolean;
}

/** Compares a model with a schema that was read before. */
export async function compareWith(
  project: Project,
  current: DatabaseSchema,
  model: ModelSchema,
  { at, answers, hints = null, rewrites = false, history: given, live = true }: Comparing,
): Promise<Difference> {
  const warnings: ModelWarning[] = [];
  const history = warned(given ?? onceReplayed(project, at, current), warnings);
  const rewrite = rewrites ? { rewrite: rewriter(project.config) } : {};
  const settings = { ...(await comparisonSettings(project, at)), ...rewrite, hints };
  const found = await compareModel(current, model, settings, answers, {
    printed: async (schema) =>
      rememberedAnswers(cacheOf(project, await printingMajor(project, live && schema === current))),
    print: (requests, schema) => print(project, schema, live && schema === current, requests),
    owned: () => ownership(project, history),
    statistics: async (columns) => (live ? readColumnStatistics(await project.connect(), columns) : new Map()),
    history: async () => {
      const replayed = await history();
      return replayed === null || replayed.failure !== null ? null : replayed.schema;
    },
  });
  return { ...found, warnings: [...found.warnings, ...warnings] };
}

/** What the configuration says of a comparison with a database at these heads. */
async function comparisonSettings(project: Project, at: readonly string[]): Promise<ComparisonSettings> {
  const { config } = project;
  const defaultSchema = await project.defaultSchema();
  const { options } = (await project.dataSource()).dataSource;
  const { server } = await project.connect();
  return {
    context: { major: server.major, defaultSchema },
    createExtensions: config.extensions === 'create',
    options: {
      defaultSchema,
      atBase: at.length === 0,
      names: config.names,
      internalTables: internalTables(options, await project.versionTable(), defaultSchema),
      isVisible: visibility(config),
      ...(config.compareType === null ? {} : { compareType: config.compareType }),
      ...(config.compareDefault === null ? {} : { compareDefault: config.compareDefault }),
    },
  };
}

async function print(
  project: Project,
  schema: DatabaseSchema,
  isLive: boolean,
  requests: readonly PrintRequest[],
): Promise<PrintAnswers> {
  const session = await project.connect();
  const major = await printingMajor(project, isLive);
  const defaultSchema = await project.defaultSchema();
  const ask: Printer = (open) =>
    major === EMBEDDED ? printOnScratch(project, schema, open) : settle(session, open, { defaultSchema });
  return cachedPrinter(ask, cacheOf(project, major))(requests);
}

/** The key of answers that the embedded PostgreSQL gave: they hold whatever the target's major is. */
const EMBEDDED = 0;

/**
 * Who prints: a local server, in temporary objects; elsewhere the scratch, so that no trace is left on a server that others use, and
 * for a role that may make no temporary objects, as on a standby. The scratch also where accepted renames have made another schema of it: the server does not know the new names yet.
 */
async function printingMajor(project: Project, isLive: boolean): Promise<number> {
  const { server } = await project.connect();
  const { settle: where } = project.config;
  const wanted = where === 'live' || (where === 'auto' && server.local);
  return isLive && wanted && server.temporary ? server.major : EMBEDDED;
}

function cacheOf(project: Project, major: number): CacheOptions {
  return { file: cacheFile(project, `printed-${major === EMBEDDED ? 'embedded' : major}.json`), major };
}

async function printOnScratch(
  project: Project,
  schema: DatabaseSchema,
  requests: readonly PrintRequest[],
): Promise<PrintAnswers> {
  const scratch = await openScratch({ mentions: extensionNames(schema) });
  try {
    const session = await scratch.session();
    await prepareScratch(session, schema);
    return await settle(session, requests, { defaultSchema: await project.defaultSchema() });
  } finally {
    await scratch.close();
  }
}

async function ownership(
  project: Project,
  history: () => Promise<Replayed | null>,
): Promise<(object: ObjectName) => boolean> {
  const byPattern = ownedByPattern(project.config.owns);
  const replayed = await history();
  if (replayed === null) return byPattern;
  const made = madeBy(replayed);
  return (object) => made(object) || byPattern(object);
}

/** Replays the history when it is first asked for; `null`: there is none. */
function onceReplayed(
  project: Project,
  at: readonly string[],
  current: DatabaseSchema,
): () => Promise<Replayed | null> {
  let asked: Promise<Replayed | null> | null = null;
  return () => (asked ??= at.length === 0 ? Promise.resolve(null) : replay(project, at, current));
}

/** The same, with a warning where it is asked for and cannot be told. */
function warned(history: () => Promise<Replayed | null>, warnings: ModelWarning[]): () => Promise<Replayed | null> {
  return async () => {
    trace('replay', () => 'the schema holds something extra: asking the history');
    const replayed = await history();
    if (replayed !== null && replayed.failure !== null && warnings.length === 0)
      warnings.push(notReplayed(replayed.failure));
    return replayed;
  };
}

/** @param failure a clause with the revision and its file */
export function notReplayed(failure: string): ModelWarning {
  const message = `what the migrations made cannot be told from what others made, so nothing is proposed to be removed: ${failure}`;
  return { code: 'HISTORY_NOT_REPLAYED', message, object: null };
}
