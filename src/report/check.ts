/** What `check` found, as text and as JSON. */
import type { CheckResult } from '../api/check-result';
import type { Held } from '../api/held';
import type { ModelsAhead } from '../api/models-ahead';
import type { PendingStep } from '../api/pending-steps';
import type { Refusal } from '../api/refused-expressions';
import type { Difference, OpenQuestion, Position } from '../api/results';
import { StillDeclaredError } from '../errors/answers';
import type { OperationSummary } from '../operations/summary';
import { DATABASE_AND_MODEL, differenceLines, oneLine } from './differences';
import type { LackingExtension } from '../revisions/extensions';
import type { ModelWarning } from '../schema/model';
import { quoteIdentifier } from '../schema/quote';
import { carryWhereabouts } from './next-commands';
import type { Whereabouts } from './next-commands';
import { headingLines } from './operations';
import { placeOf } from './position';
import { counted } from './style';
import type { Paint } from './style';

export interface CheckJson {
  readonly inSync: boolean;
  /** Where revisions are pending, between the migrations up to the database's own and the database; else between models and database. */
  readonly operations: readonly OperationSummary[];
  readonly statements: readonly string[];
  readonly unmanaged: readonly string[];
  /** These only where there are any. `pending`: how many revisions. */
  readonly pending?: number;
  readonly questions?: readonly OpenQuestion[];
  readonly warnings?: readonly Pick<ModelWarning, 'code' | 'message'>[];
  /** What the models say in SQL and PostgreSQL refuses. */
  readonly refused?: readonly Refusal[];
  /** What the models declare and the pending revisions do not make. */
  readonly ahead?: AheadJson;
  /** Extensions that the database lacks and pending revisions require. */
  readonly lacking?: readonly LackingExtension[];
  /** Steps of pending revisions that a person has to write. */
  readonly open?: readonly PendingStep[];
  /** What pending revisions make and the database holds already. */
  readonly held?: readonly string[];
}

interface AheadJson {
  readonly operations: readonly OperationSummary[];
  readonly statements: readonly string[];
  readonly questions: readonly OpenQuestion[];
}

/** The stable shape that scripts read. */
export function checkJson(result: CheckResult): CheckJson {
  const { state, difference, ahead, refused, lacking, open, held } = result;
  const { pending } = result.position;
  const { questions } = difference;
  const warnings = [...difference.warnings, ...(ahead?.difference.warnings ?? [])];
  return {
    inSync: state === 'agrees',
    operations: difference.summaries,
    statements: difference.upgrade.map((statement) => statement.sql),
    unmanaged: difference.unmanaged,
    ...(pending === 0 ? {} : { pending }),
    ...(questions.length === 0 ? {} : { questions: questions.map(withoutFigure) }),
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(({ code, message }) => ({ code, message })) }),
    ...(refused.length === 0 ? {} : { refused }),
    ...(ahead === null ? {} : { ahead: aheadJson(ahead.difference) }),
    ...(lacking.length === 0 ? {} : { lacking }),
    ...(open.length === 0 ? {} : { open }),
    ...(held === null ? {} : { held: held.objects }),
  };
}

/** Figures are for eyes alone: they change from day to day. */
function withoutFigure({ kind, object, text, answers }: OpenQuestion): OpenQuestion {
  return { kind, object, text, answers };
}

function aheadJson({ summaries, upgrade, questions }: Difference): AheadJson {
  return { operations: summaries, statements: upgrade.map(({ sql }) => sql), questions: questions.map(withoutFigure) };
}

/** For people: how many differences, which, and the next command. */
export function checkLines(result: CheckResult, paint: Paint, said: Whereabouts = {}): readonly string[] {
  const { state, difference, position, ahead, refused } = result;
  const names = position.pending === 0 ? DATABASE_AND_MODEL : { current: 'database', desired: 'migrations' };
  return [
    firstLine(result),
    ...spaced(differenceLines(result.differences, result, paint, names)),
    ...differenceNotes(difference, paint),
    ...(ahead === null ? [] : state === 'unmade' ? unmadeLines(ahead, paint) : aheadLines(ahead, paint)),
    ...spaced(refused.flatMap((each) => refusedLines(each).map((line) => paint('bad', line)))),
    ...[...spaced(unmanagedLines(difference.unmanaged)), ...lastLine(result)].map((line) =>
      carryWhereabouts(line, said),
    ),
  ];
}

function differenceNotes(difference: Difference, paint: Paint): readonly string[] {
  return [
    ...spaced(
      difference.questions.flatMap(({ text, answers, figure }) => [
        `  ${text}${figure === undefined ? '' : ` (${figure})`}`,
        `    ${paint('dim', answers.join(' · '))}`,
      ]),
    ),
    ...answeredLines(difference.answered, paint),
    ...spaced(headingLines(difference.head, paint)),
    ...spaced(difference.warnings.map((warning) => paint('note', `warning[${warning.code}]: ${warning.message}`))),
  ];
}

function firstLine({ state, difference, differences, position, compared, held }: CheckResult): string {
  const place = `at ${placeOf(position)}`;
  if (state === 'unmade')
    return `${compared} and ${position.database} agree, ${place}, but the migrations do not make it`;
  if (state === 'agrees') return `No differences: ${compared} and ${position.database} agree, ${place}`;
  if (state === 'held' && held !== null) {
    return `${position.database} holds already what pending revisions make, ${kindsOf(held.objects)}, ${place}`;
  }
  const found = differences.length + difference.questions.length;
  if (state === 'differs' && found === 0 && position.unfinished?.direction === 'upgrade') {
    return `${position.database} lies between two revisions, ${place}`;
  }
  if (state !== 'differs' || found === 0) {
    const is = position.at.length === 0 ? 'holds nothing of the migrations' : 'is what the migrations make';
    return `${position.database} ${is}, ${place}`;
  }
  const count = counted(found, 'difference');
  return `${count} between ${position.pending === 0 ? compared : 'the migrations'} and ${position.database}, ${place}`;
}

/** What no revision makes: the migrations stand in the place of the database. */
function aheadLines({ heads, difference, differences, sources }: ModelsAhead, paint: Paint): readonly string[] {
  const count = counted(differences.length + difference.questions.length, 'difference');
  return [
    '',
    `the models are ahead of the migrations: ${count} to ${heads.join(', ')}, head`,
    ...spaced(
      differenceLines(differences, { figures: [], sources }, paint, { current: 'migrations', desired: 'model' }),
    ),
    ...differenceNotes(difference, paint),
  ];
}

/** What they make otherwise, and the statements that would put a new database right; what they do to data is no news here. */
function unmadeLines({ difference, differences, sources }: ModelsAhead, paint: Paint): readonly string[] {
  const names = { current: 'migrations', desired: 'model' };
  return [
    ...spaced(differenceLines(differences, { figures: [], sources }, paint, names)),
    ...spaced(difference.questions.map(({ text }) => `  ${text}`)),
    ...spaced(difference.upgrade.map(({ sql }) => paint('dim', `  ${oneLine(sql)}`))),
  ];
}

function refusedLines({ entity, object, expression, reason }: Refusal): readonly string[] {
  const where = entity === null ? '' : ` (${entity})`;
  return [`  PostgreSQL refuses ${object}${where}: ${reason}`, `      ${oneLine(expression)}`];
}

const WRITE = 'stillhead revision --autogenerate -m "…"';

const UNMADE =
  'a new database would be another one than this: correct the revision that makes it so, which was edited after it ran or never ' +
  'held it all; then  stillhead diff --from head --to model';

function lastLine(result: CheckResult): readonly string[] {
  const { state, position, ahead, declared, refused, lacking, open, held } = result;
  const pending = pendingWords(result);
  if (state === 'agrees') return [];
  if (state === 'unmade') return ['', `exit 3 · ${UNMADE}`];
  // What a revision has done in part is nobody's doing beside the history.
  if (state === 'differs' && position.unfinished !== undefined)
    return ['', `exit 3 · ${unfinishedNext(position.unfinished)}`];
  if (state === 'behind') return ['', `exit 5 · ${pending}`];
  if (state === 'held' && held !== null) return ['', `exit 3 · ${heldNext(held)}`];
  if (state === 'open' || state === 'lacks') return ['', `exit 3 · ${pending}`];
  if (state === 'differs' && position.pending > 0) {
    const next =
      'exit 3 · somebody changed this database beside its history; that is not what the pending revisions do';
    const then = ahead === null ? '' : `, then  ${WRITE}`;
    return ['', next, ...(ahead === null && lacking.length + open.length === 0 ? [] : [`${pending}${then}`])];
  }
  if (declared.length > 0) {
    const { message, hint } = new StillDeclaredError(declared);
    return ['', message, `exit 3 · ${hint ?? ''}`];
  }
  if (refused.length > 0) return ['', `exit 3 · correct what PostgreSQL refuses, then  ${WRITE}`];
  return ['', state === 'ahead' ? `exit 3 · ${pending}, then  ${WRITE}` : `exit 3 · ${WRITE} writes the difference`];
}

/** How many are pending, and what is to be done about it: an upgrade that would be refused is not all. */
function pendingWords({ position, lacking, open }: CheckResult): string {
  const upgrade = [
    ...(open.length === 0 ? [] : [openWords(open)]),
    ...(lacking.length === 0 ? [] : [lackingWords(lacking)]),
  ];
  const count = `${counted(position.pending, 'revision')} pending`;
  return upgrade.length === 0
    ? `${count}: stillhead upgrade`
    : `${count}, ${upgrade.join('; ')}; then  stillhead upgrade`;
}

function openWords(open: readonly PendingStep[]): string {
  const where = open.map(({ revision, file, line }) => `${revision}, ${file}:${line}`).join('; ');
  const [what, it] = open.length === 1 ? ['an open step', 'it'] : ['open steps', 'them'];
  return `with ${what} (${where}): write ${it}`;
}

function lackingWords(lacking: readonly LackingExtension[]): string {
  const names = lacking.map(({ name, revision }) => `${quoteIdentifier(name)} (${revision})`).join(', ');
  const what = lacking.length === 1 ? 'an extension' : 'extensions';
  const sql = lacking.map(({ name }) => `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}`).join('; ');
  return `and ${what} required that this database lacks, ${names}: as a role that may, ${sql}`;
}

/** Which revision it is at nobody but a person can say, unless it is what the newest one makes. */
function heldNext({ atHead }: Held): string {
  return atHead
    ? 'stillhead upgrade would fail: the database is what the migrations make up to head, and nothing records it: stillhead stamp head'
    : 'stillhead upgrade would fail on what is there: record the newest revision whose work it holds, stillhead stamp <revision>, then  stillhead check';
}

function unfinishedNext({ direction, revision }: NonNullable<Position['unfinished']>): string {
  const next = direction === 'upgrade' ? 'stillhead upgrade' : 'stillhead downgrade -1';
  return `the ${direction} of ${revision} is applied in part: ${next} finishes it`;
}

/** What nobody was asked, because the code says it. */
export function answeredLines(answered: Difference['answered'], paint: Paint): readonly string[] {
  if (answered.length === 0) return [];
  return ['', ...answered.map(({ answer, by }) => `  renamed  ${answer}  ${paint('dim', by)}`)];
}

/** `unmanaged: 2 indexes, 1 table (stillhead inspect --unmanaged)`: nothing is ignored in silence. */
export function unmanagedLines(unmanaged: readonly string[]): readonly string[] {
  if (unmanaged.length === 0) return [];
  return [`unmanaged, kept as they are: ${kindsOf(unmanaged)} (stillhead inspect --unmanaged)`];
}

/** `2 indexes, 1 table`, of names that begin with their kind. */
function kindsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const kind = name.slice(0, name.indexOf(' ')).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => counted(count, kind, plural(kind))).join(', ');
}

function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('x') ? `${kind}es` : `${kind}s`;
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
