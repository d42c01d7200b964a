/** Writes a revision file: empty, or with the difference between the models and the database. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { UsageError } from '../errors';
import { TemplateInvalidError } from '../errors/files';
import { RevisionFileInvalidError, RevisionIdInvalidError } from '../errors/revisions';
import { format, readTemplate, writeNewFile } from '../files';
import { renderRevision, TemplateError } from '../render/revision';
import { revisionFileName } from '../revisions/file-name';
import { onlyHead } from '../revisions/heads';
import { problemOfNewIdentifier } from '../revisions/identifier';
import { parseRevision } from '../revisions/read';
import type { History, OpenStep, Revision } from '../revisions/revision';
import { readOpenSteps } from '../revisions/steps';

import { wayBackLines } from '../safety/headings';
import type { Answers } from './answers';
import { NO_ANSWERS } from './answers';
import { autogenerateFor } from './autogenerate';
import { figuresOf } from './figures';
import type { OperationNote } from './operation-notes';
import { positionOf } from './position';
import { openProject, withProject } from './project';
import type { Project, ProjectOptions } from './project';
import type { Difference, Position } from './results';

export interface RevisionRequest extends ProjectOptions {
  readonly message: string;
  readonly autogenerate?: boolean;
  /** Gives the text and writes nothing. */
  readonly dryRun?: boolean;
  readonly answers?: Answers;
  /** The id of the new revision: letters, digits, _ and dots, no word of targets. Twelve random hexadecimal digits by default. */
  readonly id?: string;
  /** When it was made; now by default. */
  readonly created?: Date;
}

export interface RevisionResult {
  /** `null`, as `path` and `text`: there was nothing to write. */
  readonly revision: string | null;
  readonly path: string | null;
  readonly text: string | null;
  readonly dryRun: boolean;
  readonly openSteps: readonly OpenStep[];
  /** Only with `autogenerate`. */
  readonly difference: Difference | null;
  readonly position: Position | null;
  /** How many rows or values there are now, where some are lost or to be filled. They stand in no file. */
  readonly figures: readonly OperationNote[];
  /** Why there may be nothing to write although somebody expected it. */
  readonly doubts: readonly string[];
}

/** @throws what `autogenerate` throws; UsageError, RevisionIdInvalidError, MultipleHeadsError, TemplateMissingError, TemplateInvalidError, FileUnwritableError */
export function revision(request: RevisionRequest): Promise<RevisionResult> {
  return withProject(openProject(request), (project) => revisionFor(project, request));
}

async function revisionFor(project: Project, request: RevisionRequest): Promise<RevisionResult> {
  if (request.message.trim() === '') {
    throw new UsageError('the message of a revision is empty', { hint: '-m "what the revision does"' });
  }
  const history = await project.history();
  assertFreeId(request.id, history);
  const downRevision = await headOf(project, history, request.autogenerate === true);
  const dryRun = request.dryRun === true;
  if (!request.autogenerate) {
    const written = await write(project, request, downRevision, null);
    return { ...written, dryRun, difference: null, position: null, figures: [], doubts: [] };
  }
  const { position, ...difference } = await autogenerateFor(project, request.answers ?? NO_ANSWERS);
  const doubts = difference.operations.length === 0 ? await doubtsOf(project) : [];
  const written =
    difference.operations.length === 0 ? NOTHING_WRITTEN : await write(project, request, downRevision, difference);
  return { ...written, dryRun, difference, position, figures: await figuresOf(project, difference), doubts };
}

type Written = Pick<RevisionResult, 'revision' | 'path' | 'text' | 'openSteps'>;

const NOTHING_WRITTEN: Written = { revision: null, path: null, text: null, openSteps: [] };

async function write(
  project: Project,
  request: RevisionRequest,
  downRevision: string | null,
  difference: Difference | null,
): Promise<Written> {
  const id = request.id ?? randomBytes(6).toString('hex');
  const created = request.created ?? new Date();
  const { language, module, directory } = project.config.migrations;
  const file = path.join(directory, revisionFileName(id, request.message, created.toISOString(), language));
  const template = templateFile(project, `${language === 'ts' ? 'ts' : module === 'esm' ? 'mjs' : 'cjs'}.ejs`);
  const input = {
    message: request.message,
    revision: id,
    downRevision,
    created,
    head: difference === null ? [] : [...difference.head, ...wayBackLines(difference.downgradeAssessment)],
    upgrade: { operations: difference?.operations ?? [], findings: difference?.assessment.findings ?? [] },
    downgrade: {
      operations: difference?.downgradeOperations ?? [],
      findings: difference?.downgradeAssessment.findings ?? [],
    },
    defaultSchema: difference === null ? 'public' : await project.defaultSchema(),
    proof: null,
  };
  const text = await fill(project, template, file, input);
  // Before it is written: a file that cannot be read again would stop every other command.
  const openSteps = readOpenSteps(parsed(template.name, file, text, input)).filter((step) => step.kind === 'todo');
  if (!request.dryRun) await writeNewFile(file, text);
  return { revision: id, path: path.relative(project.config.cwd, file), text, openSteps };
}

type Input = Omit<Parameters<typeof renderRevision>[0], 'template'>;

/** Where a template lies: one that is named by its path is the user's own. */
interface Template {
  readonly name: string;
  readonly directory: string | null;
}

function templateFile({ config }: Project, extension: string): Template {
  const { template } = config.migrations;
  const name = template.endsWith('.ejs') ? template : `${template}.${extension}`;
  if (path.basename(name) === name) return { name, directory: config.templates };
  return { name: path.basename(name), directory: path.dirname(path.resolve(config.root, name)) };
}

/** The revision that a text is. @throws TemplateInvalidError where it is none, or another */
function parsed(template: string, file: string, text: string, { revision: id, downRevision }: Input): Revision {
  const found = readBack(template, file, text);
  if (found.id !== id) throw new TemplateInvalidError(template, `it makes revision ${found.id} of revision ${id}`);
  if ((found.downRevisions[0] ?? null) === downRevision) return found;
  throw new TemplateInvalidError(template, `it does not say that revision ${id} revises ${downRevision ?? 'nothing'}`);
}

function readBack(template: string, file: string, text: string): Revision {
  try {
    return parseRevision(file, text);
  } catch (error) {
    if (error instanceof RevisionFileInvalidError) throw new TemplateInvalidError(template, error.message);
    throw error;
  }
}

async function fill(project: Project, { name, directory }: Template, file: string, input: Input): Promise<string> {
  const template = await readTemplate(name, directory);
  try {
    const text = renderRevision({ ...input, template });
    return project.config.prettier ? await format(text, file) : text;
  } catch (error) {
    if (error instanceof TemplateError || error instanceof SyntaxError)
      throw new TemplateInvalidError(name, error.message);
    throw error;
  }
}

/** Said before anything is compared or written. */
function assertFreeId(id: string | undefined, history: History): void {
  const problem = id === undefined ? null : problemOfNewIdentifier(id, history);
  if (id !== undefined && problem !== null) throw new RevisionIdInvalidError(id, problem);
}

/** Only where a database is asked anyway, it is asked which of several heads it has. @throws MultipleHeadsError */
async function headOf(project: Project, history: History, asksDatabase: boolean): Promise<string | null> {
  const at = asksDatabase && history.heads.length > 1 ? (await positionOf(project)).at : null;
  return onlyHead(history, at, 'none is asked for');
}

/** Entities loaded from a build that is older than its sources are the usual reason for a missing difference. */
async function doubtsOf(project: Project): Promise<readonly string[]> {
  const { stale, loadedFrom, file } = await project.dataSource();
  if (stale !== null)
    return [
      `If you expected one: entities were loaded from ${stale.build}/, built before ${stale.newestSource} was changed.`,
    ];
  if (loadedFrom === 'build' && file !== null)
    return [`If you expected one: entities were loaded from the build, ${path.relative(project.config.cwd, file)}.`];
  return [];
}
