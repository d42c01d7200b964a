/** Where in a revision's file a call of `op` stands: read from the stack, so that an error can name the line. */
import { fileURLToPath } from 'node:url';

import type { Revision } from '../revisions/revision';

export interface CallSite {
  readonly file: string;
  /** `null`: the stack does not show it. */
  readonly line: number | null;
}

const FRAME = /(?:\(|^at (?:async )?)((?:file:\/\/)?[^()]+?):(\d+):\d+\)?$/;

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
    const found = FRAME.exec(frame.trim());
    if (found?.[1] === undefined) continue;
    const file = pathOf(found[1]);
    if (files.includes(file)) return { file, line: Number(found[2]) };
  }
  return { file: revision.file, line: null };
}

function pathOf(place: string): string {
  return place.startsWith('file://') ? fileURLToPath(place.replace(/[?#].*$/, '')) : place;
}
