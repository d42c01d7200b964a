/**
 * Every error that Stillhead throws on purpose: a class, a code in words, the facts as fields, a hint that is the next command
 * to type, and the exit code. Nothing secret may ever enter a message: addresses lose their passwords before they come here.
 */

/** What the process ends with: 0 done, 1 failed, 2 wrong usage, 3 differences, 4 a person must answer, 5 pending only. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** Facts of an error, printed as aligned lines under it and as fields of its JSON. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The base of all: never thrown itself. */
export abstract class StillheadError extends Error {
  /** In words: `MULTIPLE_HEADS`. Stable; scripts may depend on it. */
  abstract readonly code: string;
  readonly exitCode: ExitCode = 1;
  readonly facts: Facts;
  readonly hint: string | null;

  constructor(message: string, options: { facts?: Facts; hint?: string | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.facts = options.facts ?? {};
    this.hint = options.hint ?? null;
  }
}

/** A command line that does not fit its command. */
export class UsageError extends StillheadError {
  readonly code = 'USAGE';
  override readonly exitCode = 2;
}

/** A template that neither the user's folder nor the package has. */
export class TemplateMissingError extends StillheadError {
  readonly code = 'TEMPLATE_MISSING';
  constructor(name: string, directory: string | null) {
    super(`no template ${name}`, {
      facts: { 'looked in': directory ?? 'the templates of the package' },
      hint: 'stillhead init --templates copies them to where you can change them',
    });
  }
}

/** A template that does not parse, or that printed nothing where something was meant. */
export class TemplateInvalidError extends StillheadError {
  readonly code = 'TEMPLATE_INVALID';
  constructor(name: string, reason: string) {
    super(`template ${name} cannot be filled`, { facts: { reason }, hint: 'compare it with the template of the same name in the package' });
  }
}

/** A file that is there already: Stillhead never writes over one. */
export class FileExistsError extends StillheadError {
  readonly code = 'FILE_EXISTS';
  constructor(file: string) {
    super(`${file} is there already`, { facts: { file }, hint: 'move it away, or give another name' });
  }
}

/** A file that cannot be written; nothing of it is left behind. */
export class FileUnwritableError extends StillheadError {
  readonly code = 'FILE_UNWRITABLE';
  constructor(file: string, cause: unknown) {
    super(`cannot write ${file}`, {
      facts: { file, reason: cause instanceof Error ? cause.message : String(cause) },
      hint: 'check the rights on the folder',
      cause,
    });
  }
}

/** Differences are to be written, but the database is not where the files say. */
export class NotAtHeadError extends StillheadError {
  readonly code = 'NOT_AT_HEAD';
  constructor(database: string, at: readonly string[], heads: readonly string[]) {
    super(`${database} is not at head`, {
      facts: { database: at.length === 0 ? 'base' : at, head: heads.length === 0 ? 'base' : heads },
      hint: 'stillhead upgrade',
    });
  }
}

/** Something only a person can decide; without a terminal the questions stand in the facts. */
export class AnswerNeededError extends StillheadError {
  readonly code = 'ANSWER_NEEDED';
  override readonly exitCode = 4;
  constructor(
    /** As data, for `--format json`. */
    readonly questions: readonly { readonly kind: string; readonly text: string; readonly answers: readonly string[] }[],
  ) {
    super(`${questions.length} question${questions.length === 1 ? '' : 's'} to answer before a revision can be written`, {
      facts: Object.fromEntries(questions.map((question, index) => [String(index + 1), question.text])),
      hint: `answer with ${[...new Set(questions.flatMap((question) => question.answers))].join(', or ')}`,
    });
  }
}

/** A drop of a table that a source file still declares an entity for. */
export class StillDeclaredError extends StillheadError {
  readonly code = 'STILL_DECLARED';
  constructor(table: string, entity: string, file: string) {
    super(`'${table}' is not dropped: ${entity} is still declared for it`, {
      facts: { table, entity, file },
      hint: `add ${entity} to the entities of the data source, or delete ${file}`,
    });
  }
}

/** A drop that names nothing there is to drop. */
export class AnswerUnknownError extends StillheadError {
  readonly code = 'ANSWER_UNKNOWN';
  override readonly exitCode = 2;
  constructor(flag: string, value: string, candidates: readonly string[]) {
    super(`${flag} ${value} answers no question`, {
      facts: { candidates: candidates.length === 0 ? 'none' : candidates },
      hint: 'stillhead check shows what differs',
    });
  }
}
