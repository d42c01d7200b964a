/**
 * Two schemas of any origin, and what leads from the one to the other. Between two databases (a file and a revision are made into
 * one) everything is compared exactly; where one side is the model, as `check` compares, with what no entity can say left alone.
 */
import { diff as exactDifference } from '../compare/diff';
import { inTheWay, notModelled, withoutForeign, type ComparedSide } from '../compare/not-modelled';
import { respell } from '../compare/respell';
import type { Operation } from '../operations/operation';
import { scriptOf } from '../operations/script';
import { toStatements } from '../operations/specs';
import type { Statement, StatementContext } from '../operations/statement';
import { summarise } from '../operations/summary';
import type { OperationSummary } from '../operations/summary';
import { assess, findingsOf } from '../safety/assess';
import { headLines } from '../safety/headings';
import type { HeadLine } from '../safety/headings';
import { EMPTY_SCHEMA } from '../schema/empty';
import type { DatabaseSchema } from '../schema/types';
import { openScratch } from '../scratch/scratch';
import { extensionNames, prepareScratch } from '../settle/prepare';
import { settle } from '../settle/settle';
import { readHeads } from '../runner/version-table';
import { NO_ANSWERS } from './answers';
import type { Answers } from './answers';
import { compareWith } from './database-comparison';
import { openPlace, projectOn, readPlace, sideName } from './diff-sides';
import type { PlaceName, ReadSide } from './diff-sides';
import { onlyRequired } from './required-extensions';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import type { OpenQuestion } from './results';
import { visibleSchema } from './visibility';

export interface DiffRequest extends ProjectOptions {
  /** A database address, `model`, a revision (`head`, an id), a file that ends in `.sql`, or `empty`. */
  readonly from: string;
  /** As `from`. */
  readonly to: string;
  /** Of a person, where one side is the model. */
  readonly answers?: Answers;
}

export interface DiffResult {
  /** The two agree: no operation leads from the one to the other, nothing is open, and nothing differs that is not modelled. */
  readonly inSync: boolean;
  /** What the two sides are, for people. */
  readonly from: string;
  readonly to: string;
  readonly operations: readonly Operation[];
  readonly summaries: readonly OperationSummary[];
  readonly statements: readonly Statement[];
  /** What the statements do to data, readers and writers. */
  readonly head: readonly HeadLine[];
  /**
   * By name. Between two databases: what differs and no operation changes. Where one side is the model: what the other has beyond it,
   * which stays as it is and is no difference.
   */
  readonly notModelled: readonly string[];
  /** Where one side is the model: what only a person can decide. */
  readonly questions: readonly OpenQuestion[];
  /** The statements as a script that psql runs as it stands. */
  readonly script: string;
}

/** The newest major: what statements are written for where no server says which it is. */
const NEWEST_MAJOR = 18;

/**
 * What leads from one schema to another. Writes nothing anywhere.
 * @throws UrlInvalidError, DatabaseUnreachableError and their kin, SqlFileFailedError, RevisionNotFoundError, NotCompilableError
 */
export async function diff(request: DiffRequest): Promise<DiffResult> {
  const cwd = request.cwd ?? process.cwd();
  const [from, to] = [sideName(request.from, cwd), sideName(request.to, cwd)];
  return withProject(openProject(request), async (project) => {
    const answers = request.answers ?? NO_ANSWERS;
    if (from.kind === 'model') return to.kind === 'model' ? nothing() : withModel(project, to, 'from', answers);
    return to.kind === 'model' ? withModel(project, from, 'to', answers) : between(project, from, to);
  });
}

function nothing(): DiffResult {
  return resultOf([], { from: 'the model', to: 'the model', left: [], questions: [] }, DEFAULT_CONTEXT, 0);
}

const DEFAULT_CONTEXT: StatementContext = { major: NEWEST_MAJOR, defaultSchema: 'public' };

async function between(project: Project, fromName: PlaceName, toName: PlaceName): Promise<DiffResult> {
  const [from, to] = await readBoth(project, fromName, toName);
  try {
    return await exactly(project, from, to);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

/** Both open, or none: of two sides that cannot be read the first one's error is told. */
async function readBoth(project: Project, from: PlaceName, to: PlaceName): Promise<readonly [ReadSide, ReadSide]> {
  // A history is replayed beside what the other side holds, so the other one comes first; two histories find nothing but their own.
  if (from.kind === 'revision' && to.kind !== 'revision') return reversed(await readInTurn(project, to, from));
  if (to.kind === 'revision' && from.kind !== 'revision') return readInTurn(project, from, to);
  const read = (name: PlaceName): Promise<ReadSide> => readPlace(name, project, EMPTY_SCHEMA);
  const [first, second] = await Promise.allSettled([read(from), read(to)]);
  if (first.status === 'rejected') {
    if (second.status === 'fulfilled') await second.value.close();
    throw first.reason;
  }
  if (second.status === 'rejected') {
    await first.value.close();
    throw second.reason;
  }
  return [first.value, second.value];
}

async function readInTurn(
  project: Project,
  firstName: PlaceName,
  secondName: PlaceName,
): Promise<readonly [ReadSide, ReadSide]> {
  const first = await readPlace(firstName, project, EMPTY_SCHEMA);
  try {
    return [first, await readPlace(secondName, project, first.snapshot.schema)];
  } catch (error) {
    await first.close();
    throw error;
  }
}

function reversed<T>([one, other]: readonly [T, T]): readonly [T, T] {
  return [other, one];
}

async function exactly(project: Project, from: ReadSide, to: ReadSide): Promise<DiffResult> {
  const defaultSchema = from.snapshot.currentSchema ?? to.snapshot.currentSchema ?? 'public';
  const isNew = from.name.kind === 'empty' || to.name.kind === 'empty';
  const [current, read] = [comparedSide(project, from, isNew), comparedSide(project, to, isNew)];
  const major = (side: ReadSide): number | null => side.server?.major ?? null;
  const alike = major(from) === major(to) || major(from) === null || major(to) === null;
  const target = alike ? read : { ...read, schema: await inOneSpelling(current.schema, read.schema, defaultSchema) };
  const { operations, left } = onlyRequired(exactDifference(current.schema, target.schema, { defaultSchema }), {
    from: from.required,
    to: to.required,
  });
  // The statements are for the side that is changed; what was made on a scratch has no server of its own.
  const server = [from, to].find(({ name }) => name.kind === 'url')?.server ?? from.server ?? to.server;
  const context = { major: server?.major ?? NEWEST_MAJOR, defaultSchema };
  const sides = {
    from: from.words,
    to: to.words,
    left: [
      ...left,
      ...notModelled(current, target, defaultSchema),
      ...inTheWay(operations, current.schema, target.schema, defaultSchema),
    ],
    questions: [],
  };
  return resultOf(operations, sides, context, project.config.lockTimeoutMs);
}

/** The target in the words of the other side, where one server prints both alike: two majors print the same differently. */
async function inOneSpelling(
  current: DatabaseSchema,
  target: DatabaseSchema,
  defaultSchema: string,
): Promise<DatabaseSchema> {
  const { requests } = respell(current, target, new Map());
  if (requests.length === 0) return target;
  const scratch = await openScratch({ mentions: extensionNames(current) });
  try {
    const session = await scratch.session();
    await prepareScratch(session, current);
    return respell(current, target, await settle(session, requests, { defaultSchema })).target;
  } finally {
    await scratch.close();
  }
}

/**
 * `isNew`: one of the sides is a database that nobody made, so that what a server gives every database is no difference.
 * Without the tables in which Stillhead keeps its own book, and without what the configuration hides. */
function comparedSide({ config }: Project, { name, server, snapshot }: ReadSide, isNew: boolean): ComparedSide {
  const schema = visibleSchema(snapshot.schema, config);
  const isOwn = (name: string): boolean => name === config.versionTable.name;
  return withoutForeign({
    schema: {
      ...schema,
      tables: schema.tables.filter((table) => !isOwn(table.name)),
      grants: schema.grants.filter(({ on, grantee }) => !isNew || on.name !== 'public' || grantee !== 'PUBLIC'),
    },
    facts: snapshot.unmodelled.filter(({ on }) => !isOwn(on.table ?? on.name)),
    beyond: snapshot.beyond.filter(({ what }) => !what.endsWith(`.${config.versionTable.name}`)),
    user: name.kind === 'url' ? (server?.user ?? null) : null,
  });
}

/** `side`: where the model stands. */
async function withModel(
  project: Project,
  name: PlaceName,
  side: 'from' | 'to',
  answers: Answers,
): Promise<DiffResult> {
  const place = await openPlace(name, project, EMPTY_SCHEMA);
  try {
    const own = await projectOn(project, place.session, place.snapshot.currentSchema);
    const at = name.kind === 'url' ? await readHeads(place.session, await own.versionTable()) : [];
    // Of what was made for this comparison nothing is anybody else's.
    const made = name.kind === 'url' ? own : { ...own, config: { ...own.config, owns: ['*'] } };
    const found = await compareWith(made, place.snapshot.schema, await own.model(), {
      at,
      answers,
      hints: own.config.hints,
    });
    const operations = side === 'to' ? found.operations : found.downgradeOperations;
    const context = { major: place.session.server.major, defaultSchema: await own.defaultSchema() };
    const left = [...found.unmanaged, ...found.warnings.map(({ code, message }) => `${code}: ${message}`)];
    const words = side === 'to' ? { from: place.words, to: 'the model' } : { from: 'the model', to: place.words };
    const result = resultOf(
      operations,
      { ...words, left, questions: found.questions },
      context,
      own.config.lockTimeoutMs,
    );
    return { ...result, inSync: operations.length === 0 && found.questions.length === 0 };
  } finally {
    await place.close();
  }
}

interface Told {
  readonly from: string;
  readonly to: string;
  readonly left: readonly string[];
  readonly questions: readonly OpenQuestion[];
}

function resultOf(
  operations: readonly Operation[],
  { from, to, left, questions }: Told,
  context: StatementContext,
  lockTimeoutMs: number,
): DiffResult {
  const assessment = assess(operations, context);
  const losing = new Set(findingsOf(assessment, 'losesData').map((finding) => finding.operation));
  const head = headLines(assessment, 'oneWay');
  const remarks = [
    `From ${from} to ${to}`,
    ...head.map(({ label, text }) => `${label} ${text}`),
    ...left.map((line) => `Not modelled: ${line}`),
  ];
  return {
    inSync: operations.length === 0 && left.length === 0,
    from,
    to,
    operations,
    summaries: summarise(operations, losing, context.defaultSchema),
    statements: operations.flatMap((operation) => toStatements(operation, context)),
    head,
    notModelled: left,
    questions,
    script: scriptOf(operations, context, { remarks, lockTimeoutMs }),
  };
}
