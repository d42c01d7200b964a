/**
 * Errors about the files that Stillhead writes and the templates that it fills. Never of the files it reads: those are in `loading.ts` and `revisions.ts`.
 */
import { StillheadError, textOf } from '../errors';

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
    super(`template ${name} cannot be filled`, {
      facts: { reason },
      hint: 'compare it with the template of the same name in the package',
    });
  }
}

/** Prettier cannot lay out what is to be written: its configuration, or one of its plugins, is at fault. */
export class PrettierFailedError extends StillheadError {
  readonly code = 'PRETTIER_FAILED';
  constructor(file: string, cause: unknown) {
    super(`Prettier cannot format ${file}`, {
      facts: { file, reason: textOf(cause) },
      hint: "correct Prettier's configuration, npm install its plugins, or set prettier: false in stillhead's",
      cause,
    });
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
      hint: isFull(cause) ? 'make room on the disk, then run the command again' : 'check the rights on the folder',
      cause,
    });
  }
}

function isFull(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** The output of a command cannot be written whole: the disk behind it is full. What the command did before stays done. */
export class OutputUnwritableError extends StillheadError {
  readonly code = 'OUTPUT_UNWRITABLE';
  constructor(cause: unknown) {
    super('the output could not be written whole', {
      facts: { reason: textOf(cause) },
      hint: 'do not use what was written; make room, then run the command again',
      cause,
    });
  }
}
