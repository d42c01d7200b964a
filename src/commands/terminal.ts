/**
 * The standard streams as the commands print on them. stdout holds results alone: whatever the project's own code prints there while it is
 * loaded or run goes to stderr, and nowhere with `--format json`. Never prints anything of its own accord.
 */
import { enabledTraces } from '../config';
import { OutputUnwritableError } from '../errors/files';
import { paintFor } from '../report/style';
import type { Terminal } from './command';

export interface StandardStreams {
  readonly terminal: Terminal;
  /** From now on what others print is no result. Called before the first of the project's code is loaded. */
  takeOver(): void;
  /** Writes on stderr, also what is meant for machines. */
  tell(text: string): void;
  /**
   * Waits until stdout has taken everything. A reader that went away (`stillhead inspect | head`) is no failure.
   * @throws OutputUnwritableError when something was not written
   */
  flushed(): Promise<void>;
}

type Callback = (error?: Error | null) => void;

/** The streams of this process; with `json` an error is all that stderr will hold. */
export function standardStreams(json: boolean): StandardStreams {
  const { stdout, stderr } = process;
  const out = stdout.write.bind(stdout);
  const err = stderr.write.bind(stderr);
  let failure: Error | null = null;
  let gone = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!gone && error.code !== 'EPIPE') failure = error;
    gone = true;
  });
  // Nobody is left to be told.
  stderr.on('error', () => undefined);
  const print = (text: string): void => {
    if (!gone) out(text);
  };
  return {
    terminal: {
      out: (line) => {
        print(`${line}\n`);
      },
      err: (line) => void (json || err(`${line}\n`)),
      begin: (text) => {
        if (stdout.isTTY === true && !json) print(`${text}\r`);
      },
      interactive: process.stdin.isTTY === true && stdout.isTTY === true && !json,
      paint: paintFor(wantsColor(stdout)),
    },
    takeOver() {
      if (json || stdout.isTTY !== true) stdout.write = diverted(json ? null : err);
      if (json && enabledTraces().size === 0) silence();
    },
    tell: (text) => void err(text),
    async flushed() {
      // An error of the stream is told in a later turn than that of the write.
      if (!gone) await new Promise<void>((resolve) => out('', () => setImmediate(resolve)));
      if (failure !== null) throw new OutputUnwritableError(failure);
    },
  };
}

/** A `write` that goes elsewhere, or nowhere. */
function diverted(write: ((text: string | Uint8Array) => boolean) | null): NodeJS.WriteStream['write'] {
  return (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, done?: Callback) => {
    const text = typeof chunk === 'string' && typeof encoding === 'string' ? Buffer.from(chunk, encoding) : chunk;
    const written = write?.(text) ?? true;
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback !== undefined) process.nextTick(callback);
    return written;
  };
}

/** What others say on stderr, warnings of Node among it: an error is to be the only thing there. */
function silence(): void {
  process.stderr.write = diverted(null);
  process.removeAllListeners('warning');
}

/** A terminal that has colours, and a person who wants them: NO_COLOR and TERM=dumb are heeded by `hasColors`. */
export function wantsColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && stream.hasColors();
}
