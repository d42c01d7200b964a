/**
 * Writes a plan as one SQL script that `psql` runs as it stands: the same calls of `op`, collected instead of executed.
 *
 * Each segment is one transaction that first asserts where the database stands, so that after a failure nothing that follows is
 * applied even where the client goes on. Nothing is connected to here.
 */
import { NotAwaitedError, RevisionFailedError, StillheadError } from '../errors';
import { makeOperations } from '../operations/door';
import type { Operation } from '../operations/operation';
import { toStatements } from '../operations/specs';
import type { Statement } from '../operations/statement';
import type { Plan, PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import { readOpenSteps } from '../revisions/steps';
import { quoteBody, quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { callSite, siteInStack } from './call-site';
import { loadSteps, type LoadedStep } from './module';
import type { LoadRevision } from './options';
import { messageOf, stackOf } from './server-error';
import { createVersionSchema, createVersionTable, lockKey, moveHeads } from './version-table';
import { withoutVersionSchema } from './version-schema';

export interface ScriptOptions {
  readonly versionTable: QualifiedName;
  readonly defaultSchema: string;
  readonly loadRevision: LoadRevision;
  /** PostgreSQL's major version that the script is for. */
  readonly major: number;
  readonly searchPath?: readonly string[];
  /** In milliseconds. Default 3000. */
  readonly lockTimeout?: number;
}

/** A statement of the script, or a remark where there is nothing to run. */
type Line = Pick<Statement, 'sql' | 'transaction'> | { readonly remark: string };

/**
 * The script for a plan, ended by a line break; for an empty plan a remark alone.
 * @throws RevisionFileInvalidError, NotAwaitedError, RevisionFailedError
 */
export async function toScript(plan: Plan, options: ScriptOptions): Promise<string> {
  const loaded = await loadSteps(plan.steps, plan.direction, options.loadRevision);
  if (loaded.length === 0) return '-- nothing to run\n';
  const parts = [prologue(options)];
  for (const step of loaded) parts.push(revisionText(step.step, plan.direction, await collect(step, options), options));
  return `${parts.join('\n\n')}\n`;
}

function prologue(options: ScriptOptions): string {
  const { versionTable } = options;
  const schema = versionTable.schema === 'public' ? [] : [`${createVersionSchema(versionTable)};`];
  return ['BEGIN;', ...schema, `${createVersionTable(versionTable)};`, 'COMMIT;'].join('\n');
}

async function collect({ step, run }: LoadedStep, options: ScriptOptions): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let waiting: { verb: string; line: number | null } | null = null;
  const problem: { error: StillheadError | null } = { error: null };
  const op = makeOperations((operation: Operation) => {
    if (waiting !== null) problem.error ??= notAwaited(step, waiting);
    waiting = { verb: operation.kind, line: callSite(step.revision).line };
    lines.push(...linesOf(operation, options));
    // A call is over some time after it began, as online: only what is awaited lets the next one begin.
    return new Promise<void>((resolve) =>
      setImmediate(() => {
        waiting = null;
        resolve();
      }),
    );
  }, options.defaultSchema);
  try {
    await run(op);
  } catch (error) {
    if (error instanceof StillheadError) throw error;
    const { line } = siteInStack(step.revision, stackOf(error));
    const { id, file } = step.revision;
    const facts = { revision: `${id} (${file}${line === null ? '' : `:${line}`})` };
    throw new RevisionFailedError(messageOf(error), facts, error);
  }
  if (waiting !== null) problem.error ??= notAwaited(step, waiting);
  if (problem.error !== null) throw problem.error;
  return lines;
}

function notAwaited(step: PlanStep, call: { verb: string; line: number | null }): NotAwaitedError {
  const { id, file } = step.revision;
  return new NotAwaitedError(
    id,
    call.line === null ? file : `${file}:${call.line}`,
    call.verb,
    'no script was written',
  );
}

function linesOf(operation: Operation, options: ScriptOptions): readonly Line[] {
  const { major, defaultSchema, versionTable } = options;
  const statements = withoutVersionSchema(operation, toStatements(operation, { major, defaultSchema }), versionTable);
  if (operation.kind !== 'todo') return statements;
  // The statements of an open step only refuse to go on while there is something to do.
  const suggestion = operation.suggestion === null ? '' : `\n${operation.suggestion}`;
  return [{ remark: `OPEN STEP: ${operation.text}${suggestion}` }, ...statements];
}

function revisionText(step: PlanStep, direction: Direction, lines: readonly Line[], options: ScriptOptions): string {
  const text = [heading(step, direction), ...begin(step, options)];
  let open = true;
  for (const line of lines) {
    if ('remark' in line) text.push(comment(line.remark));
    else if (line.transaction === 'outside') {
      if (open) text.push('COMMIT;');
      open = false;
      text.push(`SET search_path TO ${pathOf(options)};`, terminated(line.sql));
    } else {
      if (!open) text.push(...begin(step, options));
      open = true;
      text.push(terminated(line.sql));
      if (line.transaction === 'own') {
        text.push('COMMIT;');
        open = false;
      }
    }
  }
  if (!open) text.push(...begin(step, options));
  text.push(...moveHeads(options.versionTable, step.before, step.after).map(terminated), 'COMMIT;');
  return text.join('\n');
}

function heading({ revision, before, after }: PlanStep, direction: Direction): string {
  const name = (heads: readonly string[]): string => (heads.length === 0 ? 'base' : heads.join(', '));
  const todo = readOpenSteps(revision).some((each) => each.kind === 'todo' && each.direction !== other(direction));
  return comment(
    `Running ${direction} ${name(before)} -> ${name(after)}, ${revision.message}${todo ? ' (open steps)' : ''}`,
  );
}

function other(direction: Direction): Direction {
  return direction === 'upgrade' ? 'downgrade' : 'upgrade';
}

/** Opens a transaction that fails when another upgrade runs, or the database is not where this step begins. */
function begin(step: PlanStep, options: ScriptOptions): readonly string[] {
  const table = quoteName(options.versionTable);
  const heads = step.before.map(quoteLiteral).join(', ');
  const at = step.before.length === 0 ? 'base' : step.before.join(', ');
  const elsewhere =
    `(SELECT count(*) FROM ${table}) <> ${step.before.length}` +
    (step.before.length === 0 ? '' : ` OR EXISTS (SELECT FROM ${table} WHERE version_num NOT IN (${heads}))`);
  const body =
    ` BEGIN IF NOT pg_try_advisory_xact_lock(${lockKey(options.versionTable)}) THEN RAISE EXCEPTION 'another upgrade is running'; END IF; ` +
    `IF ${elsewhere} THEN RAISE EXCEPTION '%', ${quoteLiteral(`the database is not at ${at}`)}; END IF; END `;
  return [
    'BEGIN;',
    `SET LOCAL search_path TO ${pathOf(options)};`,
    `SET LOCAL lock_timeout TO ${options.lockTimeout ?? 3000};`,
    `DO ${quoteBody(body)};`,
  ];
}

function pathOf({ defaultSchema, searchPath }: ScriptOptions): string {
  return [...new Set([defaultSchema, ...(searchPath ?? ['public'])])].map(quoteIdentifier).join(', ');
}

function comment(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
}

/** A semicolon behind a comment would belong to the comment. */
function terminated(sql: string): string {
  const trimmed = sql.trimEnd();
  if (trimmed.endsWith(';')) return trimmed;
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1).includes('--') ? `${trimmed}\n;` : `${trimmed};`;
}
