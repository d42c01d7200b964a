/**
 * The base of every error that Stillhead throws on purpose: a class, a code in words, the facts as fields, a hint that is the next
 * command to type, and the exit code. The classes stand by area in `errors/`. Nothing secret may ever enter a message: addresses
 * lose their passwords before they come here.
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

  /** Says facts anew: who catches it may know better where it happened than who threw it. */
  restate(facts: Facts): this {
    return Object.assign(this, { facts: { ...this.facts, ...facts } });
  }
}

/** The code of something thrown: of Node's (`ENOENT`), an SQLSTATE, one of ours. By shape: it may come from another realm. */
export function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/** The text of something thrown. */
export function textOf(thrown: unknown): string {
  const has =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string';
  return has ? String(thrown.message) : String(thrown);
}

/** A command line that does not fit its command. */
export class UsageError extends StillheadError {
  readonly code = 'USAGE';
  override readonly exitCode = 2;
}
