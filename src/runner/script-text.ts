/**
 * The text of one revision in a script: its segments, each one transaction that first asserts where the database stands, so that after
 * a failure nothing that follows is applied, even where the client goes on. A finished segment is recorded as a run records it: what
 * was interrupted can be finished by `upgrade`. Pure.
 */
import { remark, terminated } from '../operations/script';
import type { Statement } from '../operations/statement';
import type { PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import { readOpenSteps } from '../revisions/steps';
import { quoteBody, quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { isElsewhere } from './environment';
import { lockKey, moveHeads, nextDigest, recordProgress, type Progress } from './version-table';

/** A statement of the script; a remark; or what counts for no progress: a check that only refuses to go on, rows of `typeorm_metadata`. */
export type Line =
  Pick<Statement, 'sql' | 'transaction' | 'done'> | { readonly remark: string } | { readonly beside: string };

export interface ScriptSettings {
  readonly versionTable: QualifiedName;
  readonly defaultSchema: string;
  readonly environment?: string | null;
  readonly searchPath?: readonly string[];
  readonly lockTimeout?: number;
}

/** What is known while the text of a revision grows. */
interface Writing {
  readonly step: PlanStep;
  readonly direction: Direction;
  readonly settings: ScriptSettings;
  readonly text: string[];
  /** A transaction is open. */
  open: boolean;
  /** What is in the open transaction must be committed before anything follows. */
  ends: boolean;
  /** What stands in the version table, and how far the text is. */
  recorded: Progress | null;
  count: number;
  digest: string;
  /** Probes of statements outside of transactions that the next transaction must find true. */
  probes: string[];
}

/** `leavesTransaction`: a statement of it stands outside of any. */
export function revisionText(
  step: PlanStep,
  direction: Direction,
  lines: readonly Line[],
  settings: ScriptSettings,
): { readonly text: string; readonly leavesTransaction: boolean } {
  const start = { open: false, ends: false, recorded: null, count: 0, digest: '', probes: [] };
  const writing: Writing = { step, direction, settings, text: [heading(step, direction)], ...start };
  begin(writing);
  for (const line of lines) write(writing, line);
  if (!writing.open) begin(writing);
  writing.text.push(...moveHeads(settings.versionTable, step.before, step.after).map(terminated), 'COMMIT;');
  const leavesTransaction = lines.some((line) => 'transaction' in line && line.transaction === 'outside');
  return { text: writing.text.join('\n'), leavesTransaction };
}

function write(writing: Writing, line: Line): void {
  const { text, settings } = writing;
  if ('remark' in line) {
    text.push(remark(line.remark));
    return;
  }
  const outside = 'transaction' in line && line.transaction === 'outside';
  if (writing.open && (outside || writing.ends)) commit(writing);
  if (!outside && !writing.open) begin(writing);
  if ('beside' in line) {
    text.push(terminated(line.beside));
    return;
  }
  if (outside) {
    text.push(`SET search_path TO ${pathOf(settings)};`, terminated(line.sql), 'RESET search_path;');
    if (line.done !== null) writing.probes.push(line.done);
  } else {
    text.push(terminated(line.sql));
    writing.ends = line.transaction === 'own';
  }
  writing.count++;
  writing.digest = nextDigest(writing.digest, line.sql);
}

/** Commits the open transaction, with the record of how far the revision is applied. */
function commit(writing: Writing): void {
  const { step, direction, settings, count: statements, digest } = writing;
  if (statements > (writing.recorded?.statements ?? 0)) {
    writing.recorded = { revision: step.revision.id, direction, statements, digest };
    writing.text.push(terminated(recordProgress(settings.versionTable, writing.recorded)));
  }
  writing.text.push('COMMIT;');
  writing.open = false;
  writing.ends = false;
}

/** Opens a transaction that fails when another upgrade runs, or the database is not where this segment begins. */
function begin(writing: Writing): void {
  const { settings, text } = writing;
  text.push(
    'BEGIN;',
    `SET LOCAL search_path TO ${pathOf(settings)};`,
    'SET LOCAL standard_conforming_strings TO on;',
    `SET LOCAL lock_timeout TO ${settings.lockTimeout ?? 3000};`,
    `DO ${quoteBody(assertions(writing))};`,
  );
  writing.probes = [];
  writing.open = true;
}

function assertions({ step, settings, recorded, probes }: Writing): string {
  const raise = (condition: string, message: string): string =>
    `IF ${condition} THEN RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(message)}; END IF; `;
  const at = step.before.length === 0 ? 'base' : step.before.join(', ');
  const where = recorded === null ? at : `${at}, with ${recorded.statements} statements of ${recorded.revision}`;
  const lock = `NOT pg_try_advisory_xact_lock(${lockKey(settings.versionTable)})`;
  const { environment = null, versionTable } = settings;
  const elsewhereNamed =
    environment === null
      ? ''
      : raise(isElsewhere(versionTable, environment), `the database is another environment than ${environment}`);
  return [
    ' BEGIN ',
    raise(lock, 'another upgrade is running'),
    elsewhereNamed,
    raise(elsewhere(step, recorded, settings.versionTable), `the database is not at ${where}`),
    ...probes.map((probe) => raise(`NOT (${probe})`, `a statement outside a transaction, before this one, has failed`)),
    'END ',
  ].join('');
}

/** A condition: whether the version table holds other rows than expected. */
function elsewhere({ before }: PlanStep, recorded: Progress | null, versionTable: QualifiedName): string {
  const table = quoteName(versionTable);
  const rows = before
    .filter((head) => head !== recorded?.revision)
    .map((head) => `(${quoteLiteral(head)}, NULL, NULL, NULL)`);
  if (recorded !== null) {
    const { revision, direction, statements, digest } = recorded;
    rows.push(`(${quoteLiteral(revision)}, ${quoteLiteral(direction)}, ${statements}, ${quoteLiteral(digest)})`);
  }
  const count = `(SELECT count(*) FROM ${table}) <> ${rows.length}`;
  if (rows.length === 0) return count;
  const columns = '(version_num, running, statements_done, statements_digest)';
  const expected = rows.map((row) => `ROW${columns} IS NOT DISTINCT FROM ROW${row}`).join(' OR ');
  return `${count} OR EXISTS (SELECT FROM ${table} WHERE NOT (${expected}))`;
}

function heading({ revision, before, after }: PlanStep, direction: Direction): string {
  const name = (heads: readonly string[]): string => (heads.length === 0 ? 'base' : heads.join(', '));
  const other = direction === 'upgrade' ? 'downgrade' : 'upgrade';
  const todo = readOpenSteps(revision).some((each) => each.kind === 'todo' && each.direction !== other);
  return remark(
    `Running ${direction} ${name(before)} -> ${name(after)}, ${revision.message}${todo ? ' (open steps)' : ''}`,
  );
}

function pathOf({ defaultSchema, searchPath }: ScriptSettings): string {
  return [...new Set([defaultSchema, ...(searchPath ?? ['public'])])].map(quoteIdentifier).join(', ');
}
