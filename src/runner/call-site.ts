/** Where in a revision's file a call of `op` stands: read from the stack, so that an error can name the line. */
import { pathToFileURL } from 'node:url';

import type { Revision } from '../revisions/revision';

export interface CallSite {
  readonly file: string;
  /** `null`: the stack does not show it. */
  readonly line: number | null;
}

/** What stands behind the name of a file in a frame; a query is what loaders add to load a file anew. */
const PLACE = /^(?:\?[^:]*)?:(\d+):\d+\)?$/;

/** The place in this revision's file, or in one of its twins, that is calling. Must be called before anything is awaited. */
export function callSite(revision: Pick<Revision, 'file' | 'twins'>): CallSite {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  return siteInStack(revision, stack);
}

/** The innermost frame of a stack that lies in this revision's file or one of its twins. */
export function siteInStack(revision: Pick<Revision, 'file' | 'twins'>, stack: string): CallSite {
  const files = [revision.file, ...revision.twins];
  for (const frame of stack.split('\n').slice(1)) {
    for (const file of files) {
      for (const name of [file, pathToFileURL(file).href]) {
        const at = frame.lastIndexOf(name);
        const line =
          at > 0 && '( '.includes(frame.charAt(at - 1)) ? PLACE.exec(frame.slice(at + name.length))?.[1] : undefined;
        if (line !== undefined) return { file, line: Number(line) };
      }
    }
  }
  return { file: revision.file, line: null };
}
