/**
 * The heart of `check` and `revision --autogenerate`: the model against a schema, with the answers of a server (how expressions
 * print), of the history (what is Stillhead's own) and of a person (what was renamed, what may go).
 */
import { diff } from '../compare/diff';
import { reconcile } from '../compare/reconcile';
import type { Reconciled } from '../compare/reconcile';
import type { ReconcileOptions } from '../compare/reconcile-options';
import { follow } from '../compare/rename-names';
import type { KeptAsIs } from '../compare/notes';
import { applyRenames } from '../compare/renames';
import type { Rename, Renamed } from '../compare/renames';
import type { RevisionPlan } from '../config';
import { trace } from '../log';
import type { Operation } from '../operations/operation';
import { reverse, toStatements } from '../operations/specs';
import type { Statement, StatementContext } from '../operations/statement';
import { summarise } from '../operations/summary';
import { assess, findingsOf } from '../safety/assess';
import { headLines } from '../safety/headings';
import type { StatisticsOfColumns } from '../schema/column-statistics';
import type { PrintAnswers, Printed, PrintRequest } from '../schema/expressions';
import type { ModelSchema, ModelWarning } from '../schema/model';
import { displayObject, objectKey } from '../schema/names';
import { tableObjects } from '../schema/objects';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { refuseUnfit, renameText } from './answer-fit';
import { readAnswers } from './answer-flags';
import type { GivenAnswers } from './answer-flags';
import type { Answers } from './answers';
import type { GivenHints } from './hints';
import { keptWarning, newlyKept } from './kept';
import { openQuestion } from './questions';
import type { Rewriter } from './rewrite';
import type { Difference } from './results';

/** Where the answers come from that a comparison cannot give itself. */
export interface Sources {
  /** How expressions print, as far as earlier runs have asked: with all of it known, one round is enough. */
  readonly printed: (schema: DatabaseSchema) => Promise<PrintAnswers>;
  /** Asks a PostgreSQL how it prints expressions; `schema` is what they speak of: the database's, accepted renames applied. */
  readonly print: (requests: readonly PrintRequest[], schema: DatabaseSchema) => Promise<PrintAnswers>;
  /** Which objects the history made; asked only when the schema holds something extra. */
  readonly owned: () => Promise<(object: ObjectName) => boolean>;
  /** What the history makes, `null` where nobody can say; asked only when the schema holds what the model cannot say. */
  readonly history: () => Promise<DatabaseSchema | null>;
  /** What is known of the values of these columns; asked only where a person is to be asked about them. */
  readonly statistics: (columns: readonly ObjectName[]) => Promise<StatisticsOfColumns>;
}

/** What a comparison is told of the project. */
export interface ComparisonSettings {
  readonly options: Omit<ReconcileOptions, 'answers' | 'owned' | 'drops' | 'different'>;
  readonly context: StatementContext;
  /** Whether missing extensions are made, not only asked for. */
  readonly createExtensions: boolean;
  /** The project's own word on what a revision is to hold; absent: it has none. */
  readonly rewrite?: Rewriter;
  /** Answers that are kept with the code; absent: there are none. */
  readonly hints?: GivenHints | null;
}

/** One printing is enough; a second round only follows what the first uncovered. */
const MOST_ROUNDS = 4;

/**
 * Compares the model with a schema; asks the sources for no more than it needs. Derived names, where they are to be compared too, come
 * once nothing else differs: their renames are a revision of their own.
 */
export async function compareModel(
  current: DatabaseSchema,
  model: ModelSchema,
  settings: ComparisonSettings,
  answers: Answers,
  sources: Sources,
): Promise<Difference> {
  const { defaultSchema } = settings.context;
  const given = readAnswers(answers, current, { model, hints: settings.hints ?? null }, defaultSchema);
  const renamed = applyRenames(current, given.renames, { model, defaultSchema });
  refuseUnfit(given, model, {
    defaultSchema,
    operations: renamed.operations,
    trusted: given.said.map(({ rename }) => rename),
    versionTable: settings.options.internalTables[0] ?? null,
  });
  const compared = await compareRenamed(renamed, model, { ...settings, names: 'keep' }, given, sources);
  if (settings.options.names === 'keep' || compared.questions.length > 0) return compared;
  const named = await compareRenamed(renamed, model, { ...settings, names: 'rename' }, given, sources);
  if (compared.operations.length === 0) return named;
  const count = named.operations.length - compared.operations.length;
  return count === 0 ? compared : { ...compared, warnings: [...compared.warnings, namesLater(count)] };
}

function namesLater(count: number): ModelWarning {
  const what = count === 1 ? '1 derived name comes' : `${count} derived names come`;
  const message = `${what} in a revision of ${count === 1 ? 'its' : 'their'} own, once this one is applied`;
  return { code: 'NAMES_LATER', message, object: null };
}

/** What an object was called before the renames. */
type FormerName = (object: ObjectName) => ObjectName;

interface NamedSettings extends ComparisonSettings {
  readonly names: ReconcileOptions['names'];
}

async function compareRenamed(
  renamed: Renamed,
  model: ModelSchema,
  settings: NamedSettings,
  given: GivenAnswers,
  sources: Sources,
): Promise<Difference> {
  const { defaultSchema } = settings.context;
  // Answers and the history speak of what there is by the names that it had before the renames.
  const back = reversed(renamed.operations);
  const before: FormerName = (object) => (back.length === 0 ? object : follow(object, back));
  const drops = back.length === 0 ? given.drops : underNewNames(given.drops, renamed.current, before);
  const { names } = settings;
  const base = { ...settings.options, names, drops, different: given.different, settledTables: new Map() };
  const printed = new Map(await sources.printed(renamed.current));
  const found = await foundWith(renamed.current, model, { base, before }, printed, sources);
  const options = { ...base, answers: printed, settledTables: new Map() };
  const made = found.kept.length === 0 ? null : await sources.history();
  const ofHistory = made === null ? [] : keptAmong(made, given.renames, model, options);
  const notes = newlyKept(found.kept, ofHistory).map((each) => keptWarning(each, defaultSchema));
  const between = { defaultSchema };
  const differences = diff(renamed.current, found.target, between);
  const forth = behindLabels(renamed.operations, differences).map(extensionPolicy(settings));
  const way = [...diff(found.target, renamed.current, { ...between, goesBack: true }), ...back].flatMap((operation) =>
    onDowngrade(operation, forth),
  );
  const { upgrade, downgrade } = rewritten({ upgrade: forth, downgrade: way }, renamed.current, found.target, settings);
  return {
    ...difference(upgrade, downgrade, found, model, settings.context),
    warnings: [...model.warnings, ...given.warnings, ...found.warnings, ...notes],
    answered: given.said.map(({ rename, by }) => ({ answer: renameText(rename, defaultSchema), by })),
  };
}

/** What is found once ownership is known, where it counts; and the values, where a person is to be asked about columns. */
async function foundWith(
  current: DatabaseSchema,
  model: ModelSchema,
  { base, before }: { readonly base: Omit<ReconcileOptions, 'answers' | 'owned'>; readonly before: FormerName },
  printed: Map<string, Printed>,
  sources: Sources,
): Promise<Reconciled> {
  // What a person names to be dropped may go whoever made it.
  const named = (object: ObjectName): boolean => base.drops.allowed.has(objectKey(object));
  const first = await settled(current, model, { ...base, owned: named }, printed, sources);
  const made = first.unmanaged.length === 0 ? () => false : await sources.owned();
  const options = { ...base, owned: (object: ObjectName): boolean => named(object) || made(before(object)) };
  const found = first.unmanaged.length === 0 ? first : await settled(current, model, options, printed, sources);
  const asked = found.questions.flatMap((question) =>
    question.kind !== 'renameEnumValue' && question.object.kind === 'column' ? [question.object] : [],
  );
  if (asked.length === 0 || base.different === 'all') return found;
  const known = await sources.statistics(asked.map(before));
  const statistics = new Map(
    asked.flatMap((object) => {
      const own = known.get(objectKey(before(object)));
      return own === undefined ? [] : [[objectKey(object), own] as const];
    }),
  );
  return statistics.size === 0 ? found : reconcile(current, model, { ...options, answers: printed, statistics });
}

const OF_ENUMS: ReadonlySet<Operation['kind']> = new Set(['renameEnum', 'renameEnumValue', 'renameSchema']);

/** A new label commits by itself: in front of the renames, so that no part of the rest does without the other. */
function behindLabels(renames: readonly Operation[], differences: readonly Operation[]): readonly Operation[] {
  if (renames.some(({ kind }) => OF_ENUMS.has(kind))) return [...renames, ...differences];
  const rest = differences.findIndex(({ kind }) => kind !== 'addEnumValue');
  const labels = rest === -1 ? differences.length : rest;
  return [...differences.slice(0, labels), ...renames, ...differences.slice(labels)];
}

function rewritten(
  plan: RevisionPlan,
  current: DatabaseSchema,
  target: DatabaseSchema,
  { rewrite, context }: ComparisonSettings,
): RevisionPlan {
  return rewrite === undefined ? plan : rewrite(plan, { current, target, ...context });
}

function underNewNames(
  { allowed, kept }: ReconcileOptions['drops'],
  renamed: DatabaseSchema,
  before: (object: ObjectName) => ObjectName,
): ReconcileOptions['drops'] {
  const objects = renamed.tables.flatMap(tableObjects).map((object) => [objectKey(before(object)), object] as const);
  const under = (keys: ReadonlySet<string>): ReadonlySet<string> =>
    new Set(objects.filter(([key]) => keys.has(key)).map(([, object]) => objectKey(object)));
  return { allowed: under(allowed), kept: under(kept) };
}

/** The same of what the history makes: that is no news. */
function keptAmong(
  made: DatabaseSchema,
  renames: readonly Rename[],
  model: ModelSchema,
  options: Omit<ReconcileOptions, 'owned'>,
): readonly KeptAsIs[] {
  const { current } = applyRenames(made, renames, { model, defaultSchema: options.defaultSchema });
  return reconcile(current, model, { ...options, owned: () => false }).kept;
}

/** Reconciles until nothing is left to print; what is answered is added to what is known. */
async function settled(
  current: DatabaseSchema,
  model: ModelSchema,
  options: Omit<ReconcileOptions, 'answers'>,
  answers: Map<string, Printed>,
  sources: Sources,
): Promise<Reconciled> {
  for (let round = 1; ; round++) {
    const found = reconcile(current, model, { ...options, answers });
    const open = found.printRequests.filter(({ key }) => !answers.has(key));
    trace('settle', () => `round ${round}: ${open.length} expressions to print`);
    if (open.length === 0 || round === MOST_ROUNDS) return found;
    for (const [key, printed] of await sources.print(open, current)) answers.set(key, printed);
  }
}

function difference(
  operations: readonly Operation[],
  downgradeOperations: readonly Operation[],
  found: Reconciled,
  model: ModelSchema,
  context: StatementContext,
): Omit<Difference, 'warnings' | 'answered'> {
  const assessment = assess(operations, context);
  const losing = new Set(findingsOf(assessment, 'losesData').map((finding) => finding.operation));
  return {
    operations,
    target: found.target,
    downgradeOperations,
    summaries: summarise(operations, losing, context.defaultSchema),
    upgrade: statementsOf(operations, context),
    downgrade: statementsOf(downgradeOperations, context),
    assessment,
    downgradeAssessment: assess(downgradeOperations, context),
    head: headLines(assessment),
    unmanaged: found.unmanaged.map((object) => `${object.kind} ${displayObject(object, context.defaultSchema)}`),
    questions: found.questions.map((question) => openQuestion(question, context.defaultSchema)),
    entityCount: model.entityCount,
  };
}

function statementsOf(operations: readonly Operation[], context: StatementContext): readonly Statement[] {
  return operations.flatMap((operation) => toStatements(operation, context));
}

/** The way back of renames: each one's own, last first. */
function reversed(operations: readonly Operation[]): readonly Operation[] {
  return [...operations].reverse().flatMap((operation) => reverse(operation) ?? []);
}

/** An extension is asked for, and only made where the configuration says so: making one needs rights that few roles have. */
function extensionPolicy({ createExtensions }: ComparisonSettings): (operation: Operation) => Operation {
  return (operation) =>
    operation.kind === 'createExtension' && !createExtensions
      ? { kind: 'requireExtension', name: operation.extension.name }
      : operation;
}

/**
 * A downgrade takes a schema or an extension away only where its own upgrade made it, and only while nobody has put anything there,
 * or made anything that stands on it.
 */
function onDowngrade(operation: Operation, upgrade: readonly Operation[]): readonly Operation[] {
  if (operation.kind === 'dropExtension') {
    const made = upgrade.some((each) => each.kind === 'createExtension' && each.extension.name === operation.name);
    return made ? [{ ...operation, ifUnused: true }] : [];
  }
  if (operation.kind !== 'dropSchema') return [operation];
  const made = upgrade.some((each) => each.kind === 'createSchema' && each.namespace.name === operation.name);
  return made ? [{ ...operation, ifEmpty: true }] : [];
}
