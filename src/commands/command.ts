/**
 * What a command is: its name, its flags, and what it does with them. Text and exit codes over `api/`; nothing else prints.
 * A command loads its verb of `api/` when it runs: the stages behind one are no other's, and `--help` needs none of them.
 */
import type { Argv } from 'yargs';
import type { ProjectOptions } from '../api/project';
import type { ExitCode } from '../errors';
import type { Paint } from '../report/style';

/** Where a command prints. `main.ts` gives the real one, tests a list. */
export interface Terminal {
  /** Writes a line to stdout. */
  out(line: string): void;
  /** Writes a line to stderr: progress and warnings, never results. */
  err(line: string): void;
  /** Begins a line that `out` ends; only where somebody watches. */
  begin(text: string): void;
  /** Somebody is there to answer a question. */
  readonly interactive: boolean;
  readonly paint: Paint;
}

/** The flags of every command. */
export interface CommonFlags {
  readonly config?: string | undefined;
  readonly dataSource?: string | undefined;
  readonly url?: string | undefined;
  readonly embedded?: boolean | undefined;
  readonly environment?: string | undefined;
  /** `sql` where a command writes a script. */
  readonly format?: 'text' | 'json' | 'sql' | undefined;
}

export interface Command<Flags extends object> {
  /** With its positional arguments: `upgrade [target]`. */
  readonly name: string;
  readonly about: string;
  flags(argv: Argv<CommonFlags>): Argv<CommonFlags & Flags>;
  run(flags: CommonFlags & Flags, terminal: Terminal): Promise<ExitCode>;
}

/** A command whose flags nobody needs to know any more. */
export interface AnyCommand {
  readonly name: string;
  readonly about: string;
  flags(argv: Argv<CommonFlags>): Argv<CommonFlags>;
  run(flags: CommonFlags, terminal: Terminal): Promise<ExitCode>;
}

/** Declares a command with its flags typed. */
export function command<Flags extends object>(definition: Command<Flags>): Command<Flags> {
  return definition;
}

/** What the flags of every command say of the project. */
export function projectOptions(flags: CommonFlags, terminal: Terminal): ProjectOptions {
  return {
    config: flags.config ?? null,
    dataSource: flags.dataSource ?? null,
    url: flags.url ?? null,
    ...(flags.embedded === undefined ? {} : { embedded: flags.embedded }),
    environment: flags.environment ?? null,
    onWaiting: (text) => {
      terminal.err(text);
    },
  };
}
